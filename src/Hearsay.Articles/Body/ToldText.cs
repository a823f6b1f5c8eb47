namespace Hearsay.Articles.Body;

/// <summary>
/// The article's text as the page's structured data tell it (<c>articleBody</c>): often cut or without its breaks, so never taken as the text, but what it does not hold among what it
/// does hold is no part of the story.
/// </summary>
internal static class ToldText
{
    private const int LeastWords = 120, ShingleWords = 4;

    /// <summary>Marks the blocks of the stretch that the told text leaves out.</summary>
    public static void MarkForeign(IReadOnlyList<Block> blocks, string?[] why, int start, int end, string told)
    {
        string tail = told.TrimEnd('"', '”', '’', ' ', '\n');
        List<string> words = Words(told);
        if (words.Count < LeastWords || tail.EndsWith("...", StringComparison.Ordinal) || tail.EndsWith('…'))
            return;
        HashSet<string> shingles = Shingles(words);
        var shared = new HashSet<string>();
        // The share of each block that the told text holds; -1 for blocks too short to tell.
        double[] cover = new double[blocks.Count];
        for (int i = 0; i < blocks.Count; i++)
        {
            HashSet<string> mine = Shingles(Words(blocks[i].Text));
            cover[i] = mine.Count == 0 ? -1 : mine.Count(shingles.Contains) / (double)mine.Count;
            shared.UnionWith(mine.Where(shingles.Contains));
        }
        double told0 = 0, kept = 0;
        var parents = new HashSet<int>();
        for (int i = start; i < end; i++)
        {
            if (cover[i] > 0.8 && blocks[i].Within.Length > 1)
                parents.Add(blocks[i].Within[^2]);
            if (why[i] is not null)
                continue;
            kept += blocks[i].Words;
            told0 += cover[i] > 0.5 ? blocks[i].Words : 0;
        }
        // It must be the text of this story, and of most of it.
        if (shared.Count < 0.8 * shingles.Count || told0 < 0.5 * kept)
            return;
        int first = Array.FindIndex(cover, c => c > 0.8), last = Array.FindLastIndex(cover, c => c > 0.8);
        for (int i = Math.Max(start, first); first >= 0 && i < end; i++)
        {
            // It leaves out paragraphs with a large first letter: those stand between its own.
            bool sibling = i < last && blocks[i].EndsAsSentence && blocks[i].Within.Length > 1 && parents.Contains(blocks[i].Within[^2]);
            if (i > last || cover[i] is >= 0 and < 0.2 && !sibling && blocks[i].Kind != BlockKind.Heading && blocks[i].Words >= 6)
                why[i] ??= "not in the page's own article text";
        }
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        int from = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inside && from < 0)
                from = i;
            else if (!inside && from >= 0)
            {
                words.Add(text[from..i].ToLowerInvariant());
                from = -1;
            }
        }
        return words;
    }

    private static HashSet<string> Shingles(List<string> words)
    {
        var shingles = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i + ShingleWords <= words.Count; i++)
            shingles.Add(string.Join(' ', words.GetRange(i, ShingleWords)));
        return shingles;
    }
}
