namespace Hearsay.Articles.Body;

/// <summary>
/// The article's text as the page's structured data tell it (<c>articleBody</c>): often cut or without its breaks, so never taken as the text, but what it does not hold among what it
/// does hold is no part of the story.
/// </summary>
internal static class ToldText
{
    private const int LeastWords = 120, ShingleWords = 4;

    /// <summary>The start of an FNV-1a hash.</summary>
    private const ulong Start = 14695981039346656037;

    /// <summary>Marks the blocks of the stretch that the told text leaves out.</summary>
    public static void MarkForeign(IReadOnlyList<Block> blocks, string?[] why, int start, int end, string told)
    {
        string tail = told.TrimEnd('"', '”', '’', ' ', '\n');
        List<ulong> words = Words(told);
        if (words.Count < LeastWords || tail.EndsWith("...", StringComparison.Ordinal) || tail.EndsWith('…'))
            return;
        HashSet<ulong> shingles = Shingles(words);
        var shared = new HashSet<ulong>();
        // The share of each block that the told text holds; -1 for blocks too short to tell.
        double[] cover = new double[blocks.Count];
        for (int i = 0; i < blocks.Count; i++)
        {
            HashSet<ulong> mine = Shingles(Words(blocks[i].Text));
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

    /// <summary>Words by their hash: letters and digits, case apart.</summary>
    private static List<ulong> Words(string text)
    {
        var words = new List<ulong>();
        ulong hash = Start;
        bool open = false;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                hash = (hash ^ char.ToLowerInvariant(text[i])) * 1099511628211;
                open = true;
            }
            else if (open)
            {
                words.Add(hash);
                (hash, open) = (Start, false);
            }
        }
        return words;
    }

    private static HashSet<ulong> Shingles(List<ulong> words)
    {
        var shingles = new HashSet<ulong>();
        for (int i = 0; i + ShingleWords <= words.Count; i++)
        {
            ulong hash = Start;
            for (int k = i; k < i + ShingleWords; k++)
                hash = (hash ^ words[k]) * 0x9E3779B97F4A7C15 + (hash >> 29);
            shingles.Add(hash);
        }
        return shingles;
    }
}
