namespace Hearsay.Articles.Facts;

/// <summary>Tells the language of a text by its commonest little words, or its script. Enough to leave stories in other languages unread.</summary>
internal static class LanguageGuess
{
    private static readonly (string Language, HashSet<string> Words)[] Profiles =
    [
        ("en", ["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "as", "it", "at", "by", "from", "he", "said", "be", "are"]),
        ("de", ["der", "die", "das", "und", "in", "den", "von", "zu", "mit", "ist", "im", "für", "auf", "nicht", "eine", "dem", "sich", "des", "ein", "auch"]),
        ("fr", ["le", "la", "les", "de", "des", "et", "en", "un", "une", "du", "que", "est", "pour", "dans", "par", "sur", "qui", "au", "pas", "il"]),
        ("es", ["el", "la", "los", "las", "de", "y", "en", "que", "un", "una", "del", "se", "por", "con", "para", "su", "es", "al", "lo", "como"]),
        ("pt", ["o", "a", "os", "as", "de", "e", "em", "que", "um", "uma", "do", "da", "no", "na", "para", "com", "não", "por", "se", "ao"]),
        ("it", ["il", "la", "di", "e", "che", "in", "un", "una", "del", "della", "per", "con", "non", "sono", "le", "i", "si", "da", "al", "è"]),
        ("nl", ["de", "het", "een", "en", "van", "in", "is", "dat", "op", "te", "voor", "met", "niet", "zijn", "die", "aan", "er", "om", "ook", "door"]),
        ("sv", ["och", "i", "att", "det", "som", "en", "på", "är", "av", "för", "med", "den", "till", "inte", "om", "ett", "har", "de", "var", "från"]),
        ("tr", ["ve", "bir", "bu", "da", "de", "için", "ile", "olarak", "çok", "daha", "olan", "gibi", "sonra", "kadar", "ne", "değil", "en", "ancak", "var", "ise"]),
        ("pl", ["i", "w", "na", "z", "do", "się", "nie", "że", "to", "jest", "o", "po", "przez", "od", "jak", "za", "dla", "ale", "oraz", "który"]),
    ];

    /// <summary>The languages of each little word, a bit each.</summary>
    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> LittleWords = Profiles.SelectMany((p, i) => p.Words.Select(w => (Word: w, Bit: 1 << i)))
        .GroupBy(w => w.Word).ToDictionary(g => g.Key, g => g.Aggregate(0, (all, w) => all | w.Bit)).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(string text)
    {
        ReadOnlySpan<char> sample = text.AsSpan(0, Math.Min(text.Length, 6000));
        int letters = 0, cyrillic = 0, arabic = 0, han = 0, kana = 0, hangul = 0, hebrew = 0, greek = 0, thai = 0, devanagari = 0;
        foreach (char c in sample)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            switch (c)
            {
                case >= '\u0400' and <= '\u052F': cyrillic++; break;
                case >= '\u0600' and <= '\u06FF': arabic++; break;
                case >= '\u4E00' and <= '\u9FFF': han++; break;
                case >= '\u3040' and <= '\u30FF': kana++; break;
                case >= '\uAC00' and <= '\uD7AF': hangul++; break;
                case >= '\u0590' and <= '\u05FF': hebrew++; break;
                case >= '\u0370' and <= '\u03FF': greek++; break;
                case >= '\u0E00' and <= '\u0E7F': thai++; break;
                case >= '\u0900' and <= '\u097F': devanagari++; break;
                default: break;
            }
        }
        if (letters == 0)
            return "und";
        int half = letters / 2;
        if (cyrillic > half)
            return sample.ContainsAny("іїєґ") ? "uk" : "ru";
        if (arabic > half)
            return sample.ContainsAny("پچژگ") ? "fa" : "ar";
        if (kana > letters / 10)
            return "ja";
        if (han > half)
            return "zh";
        if (hangul > half)
            return "ko";
        if (hebrew > half)
            return "he";
        if (greek > half)
            return "el";
        if (thai > half)
            return "th";
        if (devanagari > half)
            return "hi";

        Span<int> hits = stackalloc int[Profiles.Length];
        int words = 0;
        ReadOnlySpan<char> folded = sample.ToString().ToLowerInvariant();
        foreach (Range word in folded.SplitAny(" \n\t,.\"()“”"))
        {
            if (folded[word].IsEmpty)
                continue;
            words++;
            if (!LittleWords.TryGetValue(folded[word], out int languages))
                continue;
            for (int p = 0; p < Profiles.Length; p++)
                hits[p] += languages >> p & 1;
        }
        int best = 0;
        for (int p = 1; p < hits.Length; p++)
        {
            if (hits[p] > hits[best])
                best = p;
        }
        // English is what is read; a short text without any of these words is left open.
        if (hits[best] == 0 || words >= 40 && hits[best] * 25 < words)
            return "und";
        return Profiles[best].Language;
    }
}
