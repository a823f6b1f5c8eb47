namespace Hearsay.Articles.Body;

/// <summary>The standfirst between the headline and the story: its markup says so, or it is the page's own description.</summary>
internal static class Standfirst
{
    private const int MostWords = 70, LeastWords = 4, Reach = 5;

    /// <returns>The number of the block, or -1.</returns>
    public static int Find(IReadOnlyList<Block> blocks, string?[] why, int start, int end, string? title, string? description)
    {
        int first = start;
        while (first < end && !(why[first] is null && blocks[first].Words >= 12 && blocks[first].EndsAsSentence && blocks[first].Level == 0))
            first++;
        int head = Math.Min(first, blocks.Count - 1);
        string headline = Letters.Of(title);
        while (head >= Math.Max(0, first - 40) && blocks[head].Level != 1 && !(headline.Length > 0 && Letters.Of(blocks[head].Text) == headline))
            head--;
        if (head < 0 || head < first - 40)
            return -1;
        string about = Letters.Of(description);
        for (int i = head + 1; i <= Math.Min(first, head + Reach) && i < blocks.Count; i++)
        {
            Block block = blocks[i];
            if (block.Words is < LeastWords or > MostWords || block.LinkShare > 0.4 || block.Level == 1 || block.Kind == BlockKind.Caption || block.Text == title)
                continue;
            if (why[i] is not (null or "caption" or "share bar" or "navigation" or "byline" or "sidebar") || Notices.Kind(block.Text) is not null)
                continue;
            string words = Letters.Of(block.Text);
            bool described = about.Length > 30 && words.Length > 15 && (about.StartsWith(words[..Math.Min(words.Length, 50)], StringComparison.Ordinal) || words.StartsWith(about[..Math.Min(about.Length, 50)], StringComparison.Ordinal));
            if ((described || block.IsStandfirst) && !BeginsAgain(blocks, why, i, Math.Min(end, first + 4), words))
                return i;
        }
        return -1;
    }

    /// <summary>True where the story's own first paragraphs begin with the same words.</summary>
    private static bool BeginsAgain(IReadOnlyList<Block> blocks, string?[] why, int at, int end, string words)
    {
        for (int k = at + 1; k < end && words.Length > 20; k++)
        {
            if (why[k] is null && Letters.Of(blocks[k].Text).StartsWith(words[..Math.Min(words.Length, 60)], StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
