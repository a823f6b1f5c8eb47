using System.Text.RegularExpressions;

namespace Hearsay.Scoring;

/// <summary>The words of a text with their places: spans are compared by the words in them, so that a blank or a point more is no error.</summary>
internal sealed partial class WordText
{
    private readonly List<(int Start, int End)> places = [];
    private readonly List<string> words = [];

    public WordText(string? text)
    {
        foreach (Match m in Word().Matches((text ?? "").Replace('’', '\'')))
        {
            places.Add((m.Index, m.Index + m.Length));
            words.Add(m.Value.ToLowerInvariant());
        }
    }

    public bool StartsWith(IReadOnlyList<string> first) => first.Count <= words.Count && words.Take(first.Count).SequenceEqual(first);

    public bool EndsWith(IReadOnlyList<string> last) => last.Count <= words.Count && words.TakeLast(last.Count).SequenceEqual(last);

    /// <summary>The words between two places in the text.</summary>
    public HashSet<int> Inside(int start, int end) => [.. Enumerable.Range(0, places.Count).Where(i => places[i].Start >= start && places[i].End <= end)];

    /// <summary>Wherever the phrase stands.</summary>
    public List<HashSet<int>> Find(string? phrase)
    {
        List<string> sought = Of(phrase);
        var found = new List<HashSet<int>>();
        for (int i = 0; sought.Count > 0 && i <= words.Count - sought.Count; i++)
        {
            if (words.Skip(i).Take(sought.Count).SequenceEqual(sought))
                found.Add([.. Enumerable.Range(i, sought.Count)]);
        }
        return found;
    }

    /// <summary>Where a content of several pieces can stand: one piece anywhere, several where each stands first.</summary>
    public List<HashSet<int>> Find(IReadOnlyList<string> pieces)
    {
        List<HashSet<int>>[] options = [.. pieces.Select(Find)];
        if (options.Length == 1)
            return options[0];
        HashSet<int> all = [.. options.Where(o => o.Count > 0).SelectMany(o => o[0])];
        return all.Count > 0 ? [all] : [];
    }

    public static List<string> Of(string? text) => [.. Word().Matches((text ?? "").Replace('’', '\'').ToLowerInvariant()).Select(m => m.Value)];

    [GeneratedRegex(@"\w+(?:[.'’]\w+)*")]
    private static partial Regex Word();
}
