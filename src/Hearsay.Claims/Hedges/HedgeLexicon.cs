using System.Reflection;
using System.Runtime.InteropServices;

namespace Hearsay.Claims.Hedges;

/// <summary>The words of <c>English/hedges.txt</c>: by what the parse must show of them, and by the word.</summary>
internal sealed class HedgeLexicon
{
    private readonly Dictionary<(string How, string Word), HedgeDegree> words = [];
    private readonly Dictionary<(string How, string First), List<(string[] Words, HedgeDegree Degree)>> phrases = [];

    private HedgeLexicon()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("hedges.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } row)
        {
            if (row.Length == 0 || row[0] == '#')
                continue;
            string[] parts = row.Split('\t');
            HedgeDegree degree = Enum.Parse<HedgeDegree>(parts[0], ignoreCase: true);
            foreach (string item in parts[2].Split('|'))
            {
                string[] phrase = item.Split(' ');
                if (phrase.Length == 1)
                {
                    words.Add((parts[1], item), degree);
                    continue;
                }
                if (!phrases.TryGetValue((parts[1], phrase[0]), out var list))
                    phrases[(parts[1], phrase[0])] = list = [];
                list.Add((phrase, degree));
            }
        }
    }

    public static HedgeLexicon English { get; } = new();

    public HedgeDegree? Of(string how, string word) => words.TryGetValue((how, word), out HedgeDegree degree) ? degree : null;

    /// <summary>Entries of several words that begin with this one.</summary>
    public ReadOnlySpan<(string[] Words, HedgeDegree Degree)> Phrases(string how, string first) => phrases.TryGetValue((how, first), out var list) ? CollectionsMarshal.AsSpan(list) : [];
}
