using System.Text.RegularExpressions;

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

internal static partial class Conllu
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

    /// <summary>Chains by the brackets of <c>Entity=</c> (CorefUD): "(e1" opens a mention of chain e1, "e1)" closes the last opened.</summary>
    public static List<HashSet<(int, int)>> Chains(IReadOnlyList<ConlluWord> words)
    {
        var chains = new Dictionary<string, HashSet<(int, int)>>();
        var open = new Dictionary<string, Stack<int>>();
        for (int i = 0; i < words.Count; i++)
        {
            foreach (Match bracket in Bracket().Matches(words[i].Misc("Entity") ?? ""))
            {
                string chain = bracket.Groups[2].Value;
                if (!open.TryGetValue(chain, out Stack<int>? starts))
                    (open[chain], chains[chain]) = (starts = new Stack<int>(), []);
                if (bracket.Groups[1].Length > 0)
                    starts.Push(i);
                if (bracket.Groups[3].Length > 0)
                    chains[chain].Add((starts.Pop(), i + 1));
            }
        }
        return [.. chains.Values];
    }

    /// <summary>Chains by the runs of tokens that carry the same number in <c>Coref=</c>.</summary>
    public static List<HashSet<(int, int)>> TokenChains(IReadOnlyList<ConlluWord> words)
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

    [GeneratedRegex(@"(\()?(e\d+)(\))?")]
    private static partial Regex Bracket();
}
