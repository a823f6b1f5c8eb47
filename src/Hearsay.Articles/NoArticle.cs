using System.Text.RegularExpressions;
using Hearsay.Articles.Body;
using Hearsay.Articles.Markup;

namespace Hearsay.Articles;

/// <summary>What a page is that holds no article, in the words of its refusal.</summary>
internal static partial class NoArticle
{
    private const int LinksOfAnIndex = 15;

    /// <param name="article">What was read of it.</param>
    public static string Kind(PageTree tree, Article article, IReadOnlyList<Block> blocks)
    {
        if (ErrorPattern().IsMatch(article.Title ?? "") || ErrorPattern().IsMatch(First(tree, "h1")?.TextContent ?? ""))
            return "an error page";
        if (First(tree, "frameset") is not null)
            return "a page of frames, no article itself; read the page inside the frame";
        if (article.Dropped.Any(d => d.Why == "paywall") || All(tree, "script").Any(s => s.GetAttribute("type") == "application/ld+json" && LockedPattern().IsMatch(s.TextContent)))
            return "the head of a story behind a paywall";
        if (First(tree, "video") is not null || All(tree, "meta").Any(m => m.GetAttribute("property") == "og:type" && m.GetAttribute("content")?.StartsWith("video", StringComparison.Ordinal) == true))
            return "a page around a video, no article";
        if (blocks.Count == 0 && First(tree, "script") is not null)
            return "no article in this page: a script makes its text; save the page as a browser shows it";
        if (blocks.Count(b => b.LinkShare > 0.8 && b.Words >= 4) is >= LinksOfAnIndex and var links)
            return $"an index of {links} headlines, no article";
        return "no article in this page";
    }

    private static IEnumerable<PageElement> All(PageTree tree, string name)
    {
        for (int i = 0; i < tree.Count; i++)
        {
            if (tree[i].Name == name)
                yield return tree[i].Element!;
        }
    }

    private static PageElement? First(PageTree tree, string name) => All(tree, name).FirstOrDefault();

    [GeneratedRegex(@"^\W*(?:(?:error\W+)?(?:40[0-9]|410|50[0-4])\b|(?:sorry\W+)?(?:the |this )?page (?:was |could |can)?\W?(?:not|no longer|isn.t)\b|not found\b|access denied\b|service unavailable\b|bad gateway\b|internal server error\b|(?:just a moment|are you a robot|attention required)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"""isAccessibleForFree""\s*:\s*""?false", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex LockedPattern();
}
