namespace Hearsay.Articles;

/// <summary>Words by their letters and digits alone, in small letters: how headlines and lines are compared.</summary>
internal static class Letters
{
    private const int OnStack = 512;

    public static string Of(string? words)
    {
        if (string.IsNullOrEmpty(words))
            return "";
        Span<char> letters = words.Length <= OnStack ? stackalloc char[OnStack] : new char[words.Length];
        int length = 0;
        foreach (char c in words)
        {
            if (char.IsLetterOrDigit(c))
                letters[length++] = char.ToLowerInvariant(c);
        }
        return new string(letters[..length]);
    }

    /// <summary>True where both have the same letters and digits in the same order.</summary>
    public static bool Same(string a, string b)
    {
        int i = 0, k = 0;
        while (true)
        {
            while (i < a.Length && !char.IsLetterOrDigit(a[i]))
                i++;
            while (k < b.Length && !char.IsLetterOrDigit(b[k]))
                k++;
            if (i == a.Length || k == b.Length)
                return i == a.Length && k == b.Length;
            if (char.ToLowerInvariant(a[i++]) != char.ToLowerInvariant(b[k++]))
                return false;
        }
    }
}
