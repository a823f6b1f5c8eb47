using System.Text.Json;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Texts with a bit mask a word of the name labels that the corpus leaves possible (bit 0 is O, then B and I of each kind), and a role label (0 O, 1 B, 2 I, -1 unknown). A corpus that marks
/// no events says nothing about them.
/// </summary>
internal sealed record LabelledTexts(TokenizedText[] Texts, List<int> Names, List<int> Roles);

/// <summary>Reads the corpora of names, without the genres of GUM whose texts are not free.</summary>
internal sealed class NameTexts(string data, WordTable vocabulary)
{
    private static readonly string[] Kinds = ["PER", "ORG", "LOC", "NORP", "EVENT", "WORK"];
    private HashSet<string>? closed;

    /// <param name="name">"news", "ieer" without its last tenth, "ieer.dev" with that alone, or a file of names.</param>
    public LabelledTexts Read(string name)
    {
        if (name == "news")
            return News();
        if (name is not ("ieer" or "ieer.dev"))
            return Bio(name, words => !Closed.Contains(string.Concat(words)));
        // The last tenth of IEER is held out to measure on.
        int n = 0, all = Corpus.Bio(Path.Combine(data, "ner", "ieer.train.tsv")).Count();
        return Bio("ieer.train", _ => n++ < all * 9 / 10 == (name == "ieer"));
    }

    private HashSet<string> Closed => closed ??= [.. Corpus.Conllu(Path.Combine(data, "treebank", "train.conllu.gz"))
        .Where(s => !Preparation.IsOpen(s.Id)).Select(s => string.Concat(s.Rows.Select(r => r[1])))];

    private static int Bit(string tag)
    {
        if (tag == "O")
            return 1;
        int kind = Array.IndexOf(Kinds, tag[2..]);
        return kind < 0 ? 0 : 1 << (1 + 2 * kind + (tag[0] == 'I' ? 1 : 0));
    }

    private LabelledTexts Bio(string corpus, Func<IEnumerable<string>, bool> keep)
    {
        const string open = "NORP,EVENT,WORK";
        int rest = 0, restInside = 0;
        foreach (string kind in open.Split(','))
        {
            rest |= Bit("B-" + kind) | Bit("I-" + kind);
            restInside |= Bit("I-" + kind);
        }
        var sentences = new List<IReadOnlyList<string>>();
        var labels = new List<int>();
        foreach (List<(string Word, string Tag)> sentence in Corpus.Bio(Path.Combine(data, "ner", corpus + ".tsv")))
        {
            if (!keep(sentence.Select(w => w.Word)))
                continue;
            sentences.Add(sentence.ConvertAll(w => w.Word));
            string before = "O";
            foreach ((_, string marked) in sentence)
            {
                // What goes on with nothing begins.
                string tag = marked[0] == 'I' && before[1..] != marked[1..] ? "B" + marked[1..] : marked;
                before = marked;
                int bit = tag == "O" ? 1 | rest : Bit(tag);
                if (tag == "B-MISC")
                    bit = rest & ~restInside | 1;
                else if (tag == "I-MISC")
                    bit = restInside | 1;
                else if (bit == 0)
                    bit = 1;
                labels.Add(bit);
            }
        }
        return new LabelledTexts([GivenTokens.Build(sentences, vocabulary)], labels, [.. Enumerable.Repeat(-1, labels.Count)]);
    }

    private LabelledTexts News()
    {
        var tokenizer = new Tokenizer(vocabulary);
        var texts = new List<TokenizedText>();
        List<int> nameLabels = [], roleLabels = [];
        foreach (JsonElement story in Corpus.Json(Path.Combine(data, "ner", "news.jsonl")))
        {
            string words = story.GetProperty("text").GetString()!;
            int[] at = Corpus.CodePointTable(words);
            TokenizedText text = tokenizer.Split(new SourceText(words));
            int[] names = new int[text.Count], roles = new int[text.Count];
            Array.Fill(names, 1);
            // Longer mentions first, so that a name inside a name does not break it.
            foreach (JsonElement mention in story.GetProperty("mentions").EnumerateArray().OrderByDescending(m => m.GetProperty("end").GetInt32() - m.GetProperty("start").GetInt32()))
            {
                var span = new TextSpan(at[mention.GetProperty("start").GetInt32()], at[mention.GetProperty("end").GetInt32()]);
                TokenRange range = text.Cover(span);
                string kind = mention.GetProperty("type").GetString()!;
                bool free = true;
                for (int t = range.Start; t < range.End; t++)
                    free &= kind == "ROLE" ? roles[t] == 0 : names[t] == 1;
                for (int t = range.Start; free && t < range.End; t++)
                {
                    if (kind == "ROLE")
                        roles[t] = t == range.Start ? 1 : 2;
                    else
                        names[t] = Bit((t == range.Start ? "B-" : "I-") + kind);
                }
            }
            texts.Add(text);
            nameLabels.AddRange(names);
            roleLabels.AddRange(roles);
        }
        return new LabelledTexts([.. texts], nameLabels, roleLabels);
    }
}
