using Hearsay.Language.Tokens;

namespace Hearsay.Language.Casing;

/// <summary>How a word is written inside a sentence.</summary>
public enum WordCase : byte
{
    Lower,
    Capital,
    Capitals,
}

/// <summary>What the case model sees of a word: itself, its neighbours and how the word before is written, hashed; the same code prepares training and reading.</summary>
public static class CaseFeatures
{
    public const int Count = 10;
    public const int Buckets = 1 << 17;

    /// <summary>The runs of letters of a text: the words whose case is asked for.</summary>
    public static List<Token> Words(ReadOnlySpan<char> text)
    {
        var words = new List<Token>(text.Length / 5 + 8);
        for (int i = 0; i < text.Length;)
        {
            if (!char.IsLetter(text[i]))
            {
                i++;
                continue;
            }
            int start = i;
            while (i < text.Length && char.IsLetter(text[i]))
                i++;
            words.Add(new Token(start, i));
        }
        return words;
    }

    /// <summary>True where any word is written with a capital: at the start, after a full stop, and after a blank line.</summary>
    public static bool StartsSentence(ReadOnlySpan<char> text, List<Token> words, int word)
    {
        if (word == 0)
            return true;
        ReadOnlySpan<char> between = text[words[word - 1].End..words[word].Start];
        int stop = between.IndexOfAny('.', '!', '?');
        return between.Count('\n') > 1 || between.Contains(':') && between.Contains('"') || stop >= 0 && between[stop..].ContainsAny(' ', '\n') && words[word - 1].Length > 1;
    }

    /// <param name="folded">All words in lower case.</param>
    /// <param name="apart">True where more than a blank stands before the word.</param>
    public static void Of(IReadOnlyList<string> folded, int word, WordCase before, bool apart, Span<int> into)
    {
        string it = folded[word], left = word > 0 ? folded[word - 1] : "^", right = word + 1 < folded.Count ? folded[word + 1] : "$", left2 = word > 1 ? folded[word - 2] : "^", right2 = word + 2 < folded.Count ? folded[word + 2] : "$";
        string mark = apart ? ";" : " ";
        into[0] = Bucket(it, "", 1);
        into[1] = Bucket(left + mark, it, 2);
        into[2] = Bucket(it, right, 3);
        into[3] = Bucket(left, right, 4);
        into[4] = Bucket(((int)before).ToString(System.Globalization.CultureInfo.InvariantCulture) + mark, it, 5);
        into[5] = Bucket(((int)before).ToString(System.Globalization.CultureInfo.InvariantCulture) + mark, left, 6);
        into[6] = Bucket(it[^Math.Min(3, it.Length)..], it.Length > 4 ? "long" : "short", 7);
        into[7] = Bucket(it[..Math.Min(2, it.Length)], it[^Math.Min(2, it.Length)..], 8);
        into[8] = Bucket(left2 + mark + left, it, 9);
        into[9] = Bucket(it + " " + right, right2, 10);
    }

    private static int Bucket(string a, string b, ulong salt) => (int)((WordTable.Hash(a) * 31 + WordTable.Hash(b) * (2 * salt + 1) + salt * 0x9E3779B97F4A7C15 >> 21) % Buckets);
}
