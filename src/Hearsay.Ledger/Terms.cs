using System.Buffers;
using Hearsay.Language.English;

namespace Hearsay.Ledger;

/// <summary>The words of a position that tell what it is about: no function words, plural and verb endings taken off.</summary>
internal static class Terms
{
    /// <summary>What the term of a country begins with; its code follows.</summary>
    public const string Country = "country ";

    private static readonly HashSet<string> Function =
    [
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "that", "this", "these", "those", "it", "its", "he", "she", "they", "them", "his", "her", "their", "him", "we", "our", "us", "i", "my", "me",
        "you", "your", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "could", "should", "can", "may", "might", "must", "shall", "not", "no", "nor", "so", "as", "if", "than", "then",
        "there", "which", "who", "whom", "whose", "what", "when", "where", "why", "how", "all", "any", "some", "more", "most", "other", "such", "only", "also", "just", "about", "into", "over", "after", "before", "up", "out", "down", "off",
        "said", "say", "says", "told", "s", "t", "re", "ve", "ll", "d", "m", "mr", "mrs", "ms", "very", "too", "own", "same", "both", "each", "few", "because", "while", "during", "through", "between", "against", "under", "again", "once", "here",
        "one", "two", "new", "last", "first", "many", "much", "now", "still", "even", "well", "way", "get", "got", "going", "go", "make", "made", "take", "took", "it's", "don't", "didn't",
        // "did not reply to a request for comment" says nothing of the matter
        "comment", "request", "requests", "reply", "respond", "responded", "replied",
    ];

    private static readonly HashSet<string> Negations = ["no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without"];
    private const int NegatedWords = 5;

    /// <summary>A word as texts write it, in lower case, and its stem. Texts use the same words again and again, so what is known of one is kept.</summary>
    private sealed record Token(string Text, string Lower, string Stem)
    {
        public bool IsFunction { get; } = Function.Contains(Lower);

        public bool IsCapital { get; } = char.IsUpper(Text[0]);
    }

    /// <summary>A power of two, and the longest word that is kept.</summary>
    private const int Places = 1 << 16, LongestKept = 32;

    // A word stands in the place that its hash gives, until another one takes it. Read and written by many threads: a place holds a whole word or none.
    private static readonly Token?[] Kept = new Token?[Places];

    /// <summary>The terms of a text, each once.</summary>
    public static HashSet<string> Of(string text) => new(ListOf(text), StringComparer.Ordinal);

    /// <summary>The terms of a content and of the names that its pronouns and short names stand for, in order; some more than once.</summary>
    public static List<string> ListOf(string content, string names) => string.IsNullOrWhiteSpace(names) ? ListOf(content) : [.. ListOf(content), .. ListOf(names)];

    /// <summary>The terms of a text in order; some more than once.</summary>
    public static List<string> ListOf(string text)
    {
        List<Token> words = Words(text);
        var terms = new List<string>(words.Count);
        for (int i = 0; i < words.Count; i++)
        {
            Token word = words[i];
            // A country by any of its names: "Turkish", "Turkey" and "Ankara" are one term.
            if (word.IsCapital && (word.Text.Length != 2 || char.IsUpper(word.Text[1])) && Nation(words, i) is var (code, count) && code is not null)
            {
                terms.Add(code);
                i += count - 1;
                continue;
            }
            if (!word.IsFunction)
                terms.Add(word.Stem);
        }
        return terms;
    }

    /// <summary>The terms of the words that are written with a capital and do not begin the text.</summary>
    public static IEnumerable<string> NamesIn(string text) => Words(text).Skip(1).Where(w => w.IsCapital).Select(w => w.Stem);

    /// <summary>The terms that "no", "not", "never" and their like speak of: those of the next few words. Null where there is no such word.</summary>
    public static HashSet<string>? Negated(string text)
    {
        HashSet<string>? terms = null;
        List<Token> words = Words(text);
        int last = -1;
        for (int i = 0; i < words.Count; i++)
        {
            Token word = words[i];
            // "don't" is two words here
            if (Negations.Contains(word.Lower) || word.Lower == "t" && i > 0 && words[i - 1].Text.EndsWith('n'))
            {
                terms ??= new HashSet<string>(StringComparer.Ordinal);
                last = i + NegatedWords;
            }
            else if (i <= last && !word.IsFunction)
            {
                terms!.Add(word.Stem);
            }
        }
        return terms;
    }

    private static List<Token> Words(string text)
    {
        var words = new List<Token>(text.Length / 5 + 1);
        char[] word = ArrayPool<char>.Shared.Rent(text.Length);
        int length = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ' ';
            if (char.IsLetterOrDigit(c))
            {
                word[length++] = c;
                continue;
            }
            // 1,600 and U.S. are one word
            if (length > 0 && c is ',' or '.' && i + 1 < text.Length && (char.IsDigit(text[i + 1]) && length > 0 && char.IsDigit(word[length - 1]) || c == '.' && char.IsUpper(text[i + 1]) && (i + 2 >= text.Length || text[i + 2] is '.')))
                continue;
            if (length > 0)
                words.Add(TokenOf(word.AsSpan(0, length)));
            length = 0;
        }
        ArrayPool<char>.Shared.Return(word);
        return words;
    }

    private static Token TokenOf(ReadOnlySpan<char> word)
    {
        ref Token? place = ref Kept[string.GetHashCode(word) & (Places - 1)];
        if (place is { } kept && word.SequenceEqual(kept.Text))
            return kept;
        string text = word.ToString(), lower = text.ToLowerInvariant();
        var token = new Token(text, lower, Stem(lower));
        if (text.Length <= LongestKept)
            place = token;
        return token;
    }

    private static (string? Code, int Count) Nation(List<Token> words, int at)
    {
        WordLists lists = WordLists.Default;
        for (int count = Math.Min(3, words.Count - at); count >= 1; count--)
        {
            string name = count switch { 1 => words[at].Text, 2 => $"{words[at].Text} {words[at + 1].Text}", _ => $"{words[at].Text} {words[at + 1].Text} {words[at + 2].Text}" };
            Language.English.Country? country = lists.CountryNamed(name) ?? lists.CountryOfDemonym(name) ?? lists.CountryOfCapital(name) ?? (name.Length == 2 ? lists.CountryNamed($"{name[0]}.{name[1]}.") : null);
            if (country is not null)
                return (Country + country.Code, count);
        }
        return (null, 0);
    }

    /// <summary>Takes off the endings of number and tense (after Porter 1980, steps 1a and 1b).</summary>
    private static string Stem(string word)
    {
        if (word.Length < 4 || char.IsDigit(word[0]))
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
            word = word[..^3] + "y";
        else if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal))
            word = word[..^2];
        else if (word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i'))
            word = word[..^1];
        string cut = word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 5 ? word[..^3] : word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4 ? word[..^2] : word;
        if (cut.Length > 3 && cut[^1] == cut[^2] && cut[^1] is not ('l' or 's' or 'z' or 'e' or 'o'))
            cut = cut[..^1];
        return cut.Length > 3 && cut[^1] == 'e' ? cut[..^1] : cut;
    }
}
