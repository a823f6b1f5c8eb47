namespace Hearsay.Articles.Body;

/// <summary>
/// The innermost element of the page that holds three quarters of the story's prose: what stands directly in it is likely the story's, what stands outside it likely not. Texts have none.
/// </summary>
internal sealed class StoryHome
{
    private const double LeastShare = 0.75;
    private readonly int id = -1;

    public StoryHome(IReadOnlyList<Block> blocks, string?[] why, int start, int end)
    {
        var prose = new Dictionary<int, double>();
        double all = 0;
        for (int i = start; i < end; i++)
        {
            if (why[i] is not null || blocks[i].Words < 6 || !blocks[i].EndsAsSentence)
                continue;
            double words = blocks[i].Words * (1 - blocks[i].LinkShare);
            all += words;
            foreach (int element in blocks[i].Within)
                prose[element] = prose.GetValueOrDefault(element) + words;
        }
        // Elements are numbered as they open: of those that hold enough, the innermost has the greatest number.
        foreach ((int element, double words) in prose)
        {
            if (words >= LeastShare * all && element > id)
                id = element;
        }
    }

    /// <summary>How many elements lie between the home and the block: 0 for its own words, 1 for its paragraphs, -1 outside.</summary>
    public int Depth(Block block) => id >= 0 && Array.IndexOf(block.Within, id) is >= 0 and var at ? block.Within.Length - 1 - at : -1;

    /// <summary>The story goes on where lists, links or tables cut it short: what stands directly in its home and reads as prose or as a list.</summary>
    public (int Start, int End) Widen(IReadOnlyList<Block> blocks, string?[] why, int start, int end)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            Block block = blocks[i];
            bool list = block.Kind == BlockKind.ListItem;
            if (why[i] is not null || block.LinkShare >= 0.6 || Depth(block) is not (>= 1 and var depth) || depth > (list ? 3 : 1))
                continue;
            if (i < start && block.EndsAsSentence && block.Words >= 6)
                start = i;
            if (i >= end && (list || block.EndsAsSentence && block.Words >= 20))
                end = i + 1;
        }
        return (start, end);
    }

    /// <summary>What follows the home's last block is of the author, the site or other stories. What comes before its first may be the lead.</summary>
    public void MarkOutside(IReadOnlyList<Block> blocks, string?[] why, int start, int end)
    {
        int last = -1;
        for (int i = start; i < end; i++)
        {
            if (why[i] is null && Depth(blocks[i]) >= 0)
                last = i;
        }
        for (int i = last + 1; last >= 0 && i < end; i++)
            why[i] ??= "outside the story";
    }
}
