using Hearsay.Articles.Facts;

namespace Hearsay.Articles.Body;

/// <summary>
/// Finds the running text among the blocks of a page: the stretch with the most prose, then, inside it, everything but notices,
/// captions and links. Litter around and inside is handed back with its reason.
/// </summary>
internal static class BodyFinder
{
    /// <summary>What one prose word earns and what a block of litter costs the stretch that it stands in, in words.</summary>
    private const double LitterCost = 8;
    private const int LongRun = 14;
    private const int TextRun = 6, ShortWords = 6;
    private const double LeastBefore = 120;
    private const int LongList = 40, MostInCaption = 90;

    /// <summary>What somebody wrote elsewhere; as a notice, the line under it: the name, the account and the day.</summary>
    private const string Post = "post";

    /// <summary>So many words of unmarked prose, and marked prose is not taken for the story.</summary>
    private const int LeastPlain = 100;
    private const int LeastOfArticle = 80;

    /// <param name="description">The page's own description of the story, or null.</param>
    /// <param name="told">The story's text as the page's structured data tell it, or null.</param>
    public static (List<Block> Body, List<DroppedPiece> Dropped) Find(IReadOnlyList<Block> blocks, string? title = null, string? description = null, string? told = null)
    {
        var body = new List<Block>();
        var dropped = new List<DroppedPiece>();
        if (blocks.Count == 0)
            return (body, dropped);
        blocks = WithoutWrongHints(blocks);
        string?[] why = new string?[blocks.Count];
        double[] worth = new double[blocks.Count];
        // A page may say one line a hundred thousand times.
        var notices = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (int i = 0; i < blocks.Count; i++)
        {
            why[i] = Litter(blocks[i], notices);
        }
        if (IsText(blocks))
            MarkWhatNoMarkupTells(blocks, why);
        for (int i = 0; i < blocks.Count; i++)
            worth[i] = Worth(blocks[i], why[i]);
        MarkOtherArticles(blocks, why, worth, title);
        (int start, int end) = BestStretch(worth);
        var home = new StoryHome(blocks, why, start, end);
        end = EndOfStory(blocks, why, start, end);
        home.MarkOutside(blocks, why, start, end);
        (start, end) = home.Widen(blocks, why, start, end);
        if (told is not null)
            ToldText.MarkForeign(blocks, why, start, end, told);
        MarkHeadline(blocks, why, start, end);
        int standfirst = Standfirst.Find(blocks, why, start, end, title, description);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < blocks.Count; i++)
        {
            string? reason = i == standfirst ? null : i < start ? why[i] ?? "before the story" : i >= end ? why[i] ?? "after the story" : why[i] ?? ShortLine(blocks, why, i, start, end, home);
            if (reason is null && !seen.Add(blocks[i].Text) && blocks[i].Words > 4)
                reason = "repeated";
            if (reason is null)
                body.Add(blocks[i]);
            else
                dropped.Add(new DroppedPiece(blocks[i].Text, reason, blocks[i].Place));
        }
        return (body, dropped);
    }

    /// <summary>A mark of the markup that most of the page's prose stands under says nothing of it: "ads-enabled", "gallery-page", "paywall-content".</summary>
    private static IReadOnlyList<Block> WithoutWrongHints(IReadOnlyList<Block> blocks)
    {
        var prose = new Dictionary<string, int>();
        int all = 0;
        foreach (Block block in blocks)
        {
            if (block.Words < 12 || !block.EndsAsSentence || block.LinkShare > 0.4)
                continue;
            all += block.Words;
            if (block.Hint is { } hint)
                prose[hint] = prose.GetValueOrDefault(hint) + block.Words;
        }
        int plain = blocks.Where(b => b.Hint is null && b.Words >= 12 && b.EndsAsSentence && b.LinkShare <= 0.4).Sum(b => b.Words);
        HashSet<string> wrong =
        [
            .. prose.Where(p => p.Value * 2 > all && p.Key is not ("comments" or "hidden" or "footer" or "navigation" or "popup") && !(plain >= LeastPlain && p.Key is "not shown" or "notice" or "newsletter")).Select(p => p.Key),
        ];
        return wrong.Count == 0 ? blocks : [.. blocks.Select(b => b.Hint is { } h && wrong.Contains(h) ? b with { Hint = b.OuterHint, Kind = b.Kind == BlockKind.Caption && h == "caption" ? BlockKind.Paragraph : b.Kind } : b)];
    }

    private static string? Litter(Block block, Dictionary<string, string?> notices)
    {
        // Long sentences under a mark of the page's furniture are often the story's all the same.
        bool prose = block.Words > 25 && block.EndsAsSentence && block.LinkShare < 0.3;
        if (block.Hint is { } hint && !(prose && hint is "sidebar" or "byline" or "share bar" or "notice" || block.Words >= 8 && block.EndsAsSentence && hint is "paywall"))
            return hint;
        if (block.Kind == BlockKind.Caption)
            return "caption";
        // Most of a page's blocks are links; the patterns of notices need not see them.
        if (block.LinkShare > 0.75 && block.Words < 40)
            return "link";
        if (!notices.TryGetValue(block.Text, out string? notice))
            notices[block.Text] = notice = Notices.Kind(block.Text);
        if (notice is not null)
            return notice;
        return PhotoCredit.EndsIn(block.Text) ? "photo credit" : null;
    }

    /// <summary>Many words without one sentence, nearly all with a capital: countries, states, sections of a site.</summary>
    private static bool IsListOfNames(Block block)
    {
        if (block.Words < LongList || block.EndsAsSentence)
            return false;
        int words = 0, capitals = 0;
        bool before = false;
        foreach (char c in block.Text)
        {
            bool letter = char.IsLetter(c);
            if (letter && !before)
            {
                words++;
                capitals += char.IsUpper(c) ? 1 : 0;
            }
            before = letter || before && c is '\'' or '’';
        }
        return capitals >= 0.8 * words;
    }

    /// <summary>In a text, the line right before a credit is its caption, and so is what begins with a caption's words; the lines before a signature are somebody's post.</summary>
    private static void MarkWhatNoMarkupTells(IReadOnlyList<Block> blocks, string?[] why)
    {
        var captions = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < blocks.Count; i++)
        {
            if (why[i] is null && IsListOfNames(blocks[i]))
                why[i] = "list of names";
            if (why[i] == "photo credit" && blocks[i].Words > ShortWords)
                captions.Add(Beginning(blocks[i].Text));
            else if (why[i] == "photo credit" && i > 0 && why[i - 1] is null && blocks[i - 1].Group == blocks[i].Group && blocks[i - 1].Words <= MostInCaption)
            {
                why[i - 1] = "caption";
                captions.Add(Beginning(blocks[i - 1].Text));
            }
            for (int k = i - 1; why[i] == Post && k >= 0 && blocks[k].Group == blocks[i - 1].Group && blocks[k].Words <= MostInCaption; k--)
                why[k] ??= Post;
        }
        for (int i = 0; i < blocks.Count; i++)
        {
            if (why[i] is null && blocks[i].Words is > ShortWords and <= MostInCaption && captions.Contains(Beginning(blocks[i].Text)))
                why[i] = "caption";
        }
    }

    private static string Beginning(string text) => text[..Math.Min(text.Length, 60)];

    /// <summary>True for what came without markup.</summary>
    private static bool IsText(IReadOnlyList<Block> blocks) => blocks.All(b => b.Within.Length == 0);

    private static double Worth(Block block, string? why)
    {
        // What is quoted from elsewhere stands inside the story.
        if (why is Post)
            return 0;
        if (why is not null)
            return -LitterCost / 2;
        double words = block.Words * (1 - block.LinkShare);
        if (block.EndsAsSentence && block.Words >= 6)
            return Math.Min(words, 120);
        if (block.Words >= 18)
            return words * 0.6;
        return block.Kind == BlockKind.Heading ? -LitterCost / 4 : -LitterCost;
    }

    /// <summary>Of several article elements with a headline of their own, the story is the one under the page's headline, else the first.</summary>
    private static void MarkOtherArticles(IReadOnlyList<Block> blocks, string?[] why, double[] worth, string? title)
    {
        var prose = new Dictionary<int, double>();
        var heads = new Dictionary<int, string>();
        for (int i = 0; i < blocks.Count; i++)
        {
            int id = blocks[i].Article;
            if (id < 0)
                continue;
            if (blocks[i].Level == 1 && blocks[i].Words >= 3)
                heads.TryAdd(id, Letters.Of(blocks[i].Text));
            if (why[i] is null && blocks[i].Words >= 6 && blocks[i].EndsAsSentence)
                prose[id] = prose.GetValueOrDefault(id) + blocks[i].Words;
        }
        List<int> rivals = [.. prose.Where(p => p.Value >= LeastOfArticle && heads.ContainsKey(p.Key)).Select(p => p.Key).Order()];
        if (rivals.Count < 2)
            return;
        string wanted = Letters.Of(title ?? "");
        int story = rivals.FirstOrDefault(r => heads[r] == wanted, rivals[0]);
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Article == story || !rivals.Contains(blocks[i].Article))
                continue;
            why[i] ??= "another story";
            worth[i] = -LitterCost / 2;
        }
    }

    /// <summary>The headline where it stands before the first prose.</summary>
    private static void MarkHeadline(IReadOnlyList<Block> blocks, string?[] why, int start, int end)
    {
        for (int i = start; i < end && !(why[i] is null && blocks[i].Words >= 20 && blocks[i].EndsAsSentence && blocks[i].Kind != BlockKind.Heading); i++)
        {
            if (blocks[i].Level == 1)
                why[i] ??= "headline";
        }
    }

    /// <summary>The stretch with the greatest sum (Kadane).</summary>
    private static (int Start, int End) BestStretch(double[] worth)
    {
        double best = 0, sum = 0;
        int start = 0, from = 0, end = 0;
        for (int i = 0; i < worth.Length; i++)
        {
            if (sum <= 0)
            {
                sum = 0;
                from = i;
            }
            sum += worth[i];
            if (sum > best)
            {
                best = sum;
                start = from;
                end = i + 1;
            }
        }
        // A page with no prose by these measures is all that there is.
        return best > 0 ? (start, end) : (0, worth.Length);
    }

    /// <summary>
    /// Where a long run of litter follows a good part of the prose, the story ended before it: what comes after are comments, other stories, or what the site says of
    /// itself.
    /// </summary>
    private static int EndOfStory(IReadOnlyList<Block> blocks, string?[] why, int start, int end)
    {
        double all = 0, before = 0;
        for (int i = start; i < end; i++)
            all += why[i] is null ? blocks[i].Words : 0;
        // A text without markup ends at its tags and links: many short lines that are no sentences.
        bool text = IsText(blocks);
        bool Short(int i) => why[i] is not (null or Post) || text && blocks[i].Words <= ShortWords && !blocks[i].EndsAsSentence;
        for (int i = start; i < end; i++)
        {
            if (!Short(i))
            {
                before += blocks[i].Words;
                continue;
            }
            int run = i;
            while (run < end && Short(run))
                run++;
            if (run - i >= (text ? TextRun : LongRun) && before >= LeastBefore && before >= 0.3 * all)
                return i;
            i = run - 1;
        }
        return end;
    }

    /// <summary>A line inside the story that is no sentence stays as a sub-head where it heads prose; else it is litter.</summary>
    private static string? ShortLine(IReadOnlyList<Block> blocks, string?[] why, int i, int start, int end, StoryHome home)
    {
        Block block = blocks[i];
        if (block.EndsAsSentence || block.Words >= 18 || block.Kind is BlockKind.ListItem or BlockKind.Quote && block.LinkShare < 0.5)
            return null;
        bool headsProse = i + 1 < end && why[i + 1] is null && blocks[i + 1].Words >= 12;
        int depth = home.Depth(block);
        if (block.Kind == BlockKind.Heading && block.Level > 1 && block.LinkShare < 0.5 && depth is >= 1 and <= 3)
        {
            // A sub-head may stand over a picture or another sub-head.
            int next = i + 1;
            while (next < end && (why[next] is "caption" or "advertisement" or "photo credit" or "image tag" || blocks[next].Kind == BlockKind.Heading && why[next] is null))
                next++;
            if (next < end && why[next] is null && home.Depth(blocks[next]) is >= 1 and var below && below <= depth + 2 && (blocks[next].Words >= 4 || blocks[next].Kind == BlockKind.ListItem))
                return null;
        }
        if (block.Kind is BlockKind.Paragraph or BlockKind.Quote && depth == 1 && block.LinkShare < 0.4 && i > start && i < end - 1 && (block.Words >= 4 || headsProse))
            return null;
        if (block.Kind == BlockKind.Heading)
            return headsProse && block.LinkShare < 0.5 ? null : "heading of something else";
        bool word = block.Words >= 2 && block.Words <= 14 && char.IsLetterOrDigit(block.Text[0]) || block.Words is >= 2 and <= 14 && block.Text[0] is '“' or '"' or '‘';
        return i > start && headsProse && word && block.LinkShare < 0.5 ? null : i == start && headsProse && block.Words > 3 ? null : "short line";
    }
}
