namespace Hearsay.Evaluation;

/// <summary>A word of a CoNLL-U file: columns, and what stands in MISC.</summary>
internal sealed record ConlluWord(string[] Columns)
{
    public string? Misc(string name)
    {
        string mark = name + "=";
        return Columns[9].Split('|').FirstOrDefault(m => m.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];
    }

    public (int Start, int End) Offset => Misc("Offset")!.Split(':') is var parts ? (int.Parse(parts[0]), int.Parse(parts[1])) : default;
}

internal static class Conllu
{
    /// <summary>Sentences of words; comments and ranges of words are left out.</summary>
    public static List<List<ConlluWord>> Read(string text)
    {
        var sentences = new List<List<ConlluWord>>();
        var sentence = new List<ConlluWord>();
        foreach (string line in text.Split('\n'))
        {
            if (line.Length == 0 && sentence.Count > 0)
            {
                sentences.Add(sentence);
                sentence = [];
            }
            else if (line.Length > 0 && char.IsAsciiDigit(line[0]) && line.Split('\t') is { Length: 10 } columns && !columns[0].Contains('-') && !columns[0].Contains('.'))
            {
                sentence.Add(new ConlluWord(columns));
            }
        }
        if (sentence.Count > 0)
            sentences.Add(sentence);
        return sentences;
    }

    /// <summary>Chains by the runs of tokens that carry the same number.</summary>
    public static List<HashSet<(int, int)>> Chains(IReadOnlyList<ConlluWord> words)
    {
        var chains = new Dictionary<string, HashSet<(int, int)>>();
        for (int i = 0; i < words.Count;)
        {
            string? chain = words[i].Misc("Coref");
            int j = i + 1;
            while (j < words.Count && chain is not null && words[j].Misc("Coref") == chain)
                j++;
            if (chain is not null)
            {
                if (!chains.TryGetValue(chain, out HashSet<(int, int)>? mentions))
                    chains[chain] = mentions = [];
                mentions.Add((i, j));
            }
            i = j;
        }
        return [.. chains.Values];
    }
}
