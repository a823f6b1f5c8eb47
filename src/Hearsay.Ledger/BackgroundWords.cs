using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Hearsay.Ledger;

/// <summary>How common words are in the news of other years, so that a ledger of three stories knows that "president" tells less than "pallet". Made by <c>hearsay-training words</c>, see docs/training.md.</summary>
internal sealed class BackgroundWords
{
    private readonly FrozenDictionary<string, int> holders;

    private BackgroundWords()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("word-counts.tsv")!);
        Positions = int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t');
            counts[line[..tab]] = int.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture);
        }
        holders = counts.ToFrozenDictionary(StringComparer.Ordinal);
        Rarest = counts.Values.Min() / 4;
    }

    public static BackgroundWords Default { get; } = new();

    /// <summary>How many positions of stories were counted.</summary>
    public int Positions { get; }

    /// <summary>What is taken for a word that is too rare to be in the list.</summary>
    private int Rarest { get; }

    /// <summary>How many of them hold the word, see <see cref="Terms"/>.</summary>
    public int Holders(string word) => holders.GetValueOrDefault(word, Rarest);
}
