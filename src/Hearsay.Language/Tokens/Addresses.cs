namespace Hearsay.Language.Tokens;

/// <summary>Web and mail addresses, kept as one token.</summary>
internal static class Addresses
{
    private static readonly HashSet<string> TopLevel = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "io", "tv", "me", "eu", "uk", "de", "fr", "ru", "ua", "cn", "jp", "in", "au",
        "ca", "it", "es", "nl", "ch", "at", "be", "se", "no", "il", "ir", "tr", "br", "mx", "htm", "html", "pdf", "doc", "xls", "txt",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> TopLevelLookup = TopLevel.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsTopLevel(ReadOnlySpan<char> label) => label.Length is >= 2 and <= 5 && TopLevelLookup.Contains(label);

    public static bool TryMatch(ReadOnlySpan<char> s, int start, int end, out int stop)
    {
        stop = start;
        ReadOnlySpan<char> chunk = s[start..end];
        // Looking for the marks of an address costs the chunk's length, so only bounded chunks are searched.
        if (chunk.Length < 5 || chunk.Length > 2048 && !chunk[..8].Contains(':'))
            return false;
        bool web = chunk.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || chunk.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        if (!web)
        {
            int at = chunk.IndexOf('@');
            web = at > 0 && chunk[(at + 1)..].Contains('.') && IsMailName(chunk[..at]);
        }
        if (!web)
            return false;
        stop = end;
        while (stop > start + 1 && IsTrailing(s[stop - 1]))
            stop--;
        return true;
    }

    private static bool IsMailName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '-' or '+'))
                return false;
        }
        return true;
    }

    private static bool IsTrailing(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '}' or '>' or '"' or '\'' or '”' or '’';
}
