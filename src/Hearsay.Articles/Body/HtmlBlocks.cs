using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using Hearsay.Articles.Markup;

namespace Hearsay.Articles.Body;

/// <summary>Walks a page's tree, without recursion, and cuts its visible words into blocks.</summary>
internal static class HtmlBlocks
{
    // Names of elements come in small letters.
    private static readonly FrozenSet<string> Skipped = FrozenSet.Create(
    [
        "script", "style", "noscript", "template", "svg", "canvas", "button", "select", "option", "textarea", "input", "iframe", "object", "embed", "audio", "video", "math", "head", "dialog", "datalist",
    ]);

    private static readonly FrozenSet<string> BlockTags = FrozenSet.Create(
    [
        "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "tbody", "thead",
        "blockquote", "figure", "figcaption", "pre", "form", "fieldset", "address", "hr", "body", "html", "details", "summary", "center",
    ]);

    // Words in the class or id of a container that say what it is; each with the reason that stands in `dropped`.
    private static readonly (string Word, string Why)[] Hints =
    [
        ("comment", "comments"), ("disqus", "comments"), ("related", "related link"), ("recommend", "related link"), ("read-more", "related link"), ("readmore", "related link"), ("more-on", "related link"),
        ("most-read", "related link"), ("popular", "related link"), ("trending", "related link"), ("outbrain", "related link"), ("taboola", "related link"), ("teaser", "related link"), ("sidebar", "sidebar"),
        ("share", "share bar"), ("social", "share bar"), ("sharing", "share bar"), ("newsletter", "newsletter"), ("signup", "newsletter"), ("sign-up", "newsletter"), ("subscribe", "newsletter"),
        ("subscription", "paywall"), ("paywall", "paywall"), ("cookie", "cookie notice"), ("consent", "cookie notice"), ("gdpr", "cookie notice"), ("promo", "advertisement"), ("advert", "advertisement"),
        ("sponsor", "advertisement"), ("banner", "advertisement"), ("breadcrumb", "navigation"), ("navigation", "navigation"), ("navbar", "navigation"), ("menu", "navigation"), ("footer", "footer"),
        ("masthead", "navigation"), ("caption", "caption"), ("credit", "caption"), ("byline", "byline"), ("author-bio", "byline"), ("author-box", "byline"), ("timestamp", "byline"), ("tags", "navigation"), ("taglist", "navigation"),
        ("print-only", "notice"), ("skip-link", "navigation"), ("modal", "popup"), ("popup", "popup"), ("hidden", "notice"), ("widget", "sidebar"), ("slideshow", "caption"), ("gallery", "caption"), ("correction-note", "notice"),
    ];

    // Marks that hold inside weaker ones too, whatever the length of the words under them.
    private static readonly (string Word, string Why)[] SureHints =
    [
        ("image-wrap", "caption"), ("image_wrap", "caption"), ("boilerplate", "about the site"), ("-cta", "advertisement"), ("cta-", "advertisement"), ("disclosure", "affiliate note"), ("disclaimer", "affiliate note"),
        ("author-bio", "author note"), ("author_bio", "author note"), ("authorbio", "author note"), ("author-box", "author note"), ("author-profile", "author note"), ("authorprofile", "author note"), ("author-card", "author note"),
        ("about-author", "author note"), ("biography", "author note"), ("recirc", "related link"), ("article-card", "related link"), ("video-title", "video player"), ("corrections", "correction"), ("twitter-tweet", "post"), ("instagram-media", "post"), ("tiktok-embed", "post"),
    ];

    private static readonly string[] StandfirstWords =
    [
        "dek", "deck", "standfirst", "subtitle", "sub-title", "sub_title", "subhead", "sub-head", "subline", "sub-line", "strapline", "excerpt", "summary", "article-intro", "story-intro", "description", "abstract",
    ];

    private const int MostWithin = 64;

    /// <summary>White space, and what is not seen at all.</summary>
    private static readonly SearchValues<char> Blanks = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.IsWhiteSpace(c) || c is '\u200b' or '\u00ad')]);

    private static readonly SearchValues<string> SureHintWords = SearchValues.Create([.. SureHints.Select(h => h.Word)], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> StandfirstMarks = SearchValues.Create(StandfirstWords, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> HintWords = SearchValues.Create([.. Hints.Select(h => h.Word)], StringComparison.OrdinalIgnoreCase);

    public static List<Block> Cut(PageTree tree)
    {
        var blocks = new List<Block>();
        if (tree.Body < 0)
            return blocks;
        var text = new StringBuilder();
        int linked = 0, links = 0, group = 0, articles = 0, nextId = 0, firstText = -1, lastText = -1;
        var open = new List<int>();
        var hints = new List<string?>();
        var ids = new List<int>();
        var marks = new Dictionary<string, Mark>(StringComparer.Ordinal);
        int end = tree[tree.Body].End;
        for (int i = tree.Body; i < end;)
        {
            Leave(i);
            PageTree.Node node = tree[i];
            if (node.Name is null)
            {
                int before = text.Length;
                AppendFolded(text, node.Text.Span);
                if (links > 0)
                    linked += text.Length - before;
                if (text.Length > before && text[^1] != ' ' || text.Length > before + 1)
                    (firstText, lastText) = (firstText < 0 ? i : firstText, i);
                i++;
                continue;
            }
            if (Skipped.Contains(node.Name))
            {
                i = node.End;
                continue;
            }
            if (BlockTags.Contains(node.Name))
            {
                Flush();
                group++;
            }
            else if (node.Name == "br" && text.Length > 0)
            {
                if (IsDoubleBreak(tree, i))
                    Flush();
                else
                    AppendFolded(text, " ");
            }
            links += node.Name == "a" ? 1 : 0;
            hints.Add(HintOf(node, hints.Count > 0 ? hints[^1] : null, articles > 0, marks));
            open.Add(i);
            ids.Add(nextId++);
            articles += node.Name == "article" ? 1 : 0;
            i++;
        }
        Leave(end);
        Flush();
        return blocks;

        // What ends before the next node is left, the innermost first.
        void Leave(int next)
        {
            while (open.Count > 0 && tree[open[^1]] is var leaving && leaving.End <= next)
            {
                if (BlockTags.Contains(leaving.Name!))
                    Flush();
                links -= leaving.Name == "a" ? 1 : 0;
                articles -= leaving.Name == "article" ? 1 : 0;
                open.RemoveAt(open.Count - 1);
                ids.RemoveAt(ids.Count - 1);
                hints.RemoveAt(hints.Count - 1);
            }
        }

        void Flush()
        {
            if (text.Length == 0)
                return;
            string words = text.ToString().Trim();
            double share = words.Length == 0 ? 0 : Math.Min(1, linked / (double)words.Length);
            text.Clear();
            linked = 0;
            if (words.Length == 0)
                return;
            int article = open.FindLastIndex(e => tree[e].Name == "article");
            blocks.Add(new Block(words, KindOf(tree, open), share, hints.Count > 0 ? hints[^1] : null, group)
            {
                Within = CollectionsMarshal.AsSpan(ids)[Math.Max(0, ids.Count - MostWithin)..].ToArray(),
                Level = LevelOf(tree, open),
                Article = article >= 0 ? ids[article] : -1,
                IsStandfirst = IsStandfirst(tree, open),
                OuterHint = hints.Find(h => h is "comments" or "hidden" or "footer"),
                Place = tree.PlaceOf(firstText, lastText),
            });
            firstText = -1;
        }
    }

    private static bool IsDoubleBreak(PageTree tree, int at)
    {
        int next = tree.NextSibling(at);
        if (next >= 0 && tree[next] is { Name: null } between && between.Text.Span.IsWhiteSpace())
            next = tree.NextSibling(next);
        return next >= 0 && tree[next].Name == "br";
    }

    private static void AppendFolded(StringBuilder text, ReadOnlySpan<char> words)
    {
        for (ReadOnlySpan<char> rest = words; rest.Length > 0;)
        {
            int run = rest.IndexOfAny(Blanks);
            if (run < 0)
                run = rest.Length;
            text.Append(rest[..run]);
            rest = rest[run..];
            while (rest.Length > 0 && Blanks.Contains(rest[0]))
            {
                if (rest[0] is not ('\u200b' or '\u00ad') && text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
                rest = rest[1..];
            }
        }
    }

    private static int LevelOf(PageTree tree, List<int> open)
    {
        for (int i = open.Count - 1; i >= Math.Max(0, open.Count - 6); i--)
        {
            if (tree[open[i]] is { IsHeading: true } heading)
                return heading.Name![1] - '0';
        }
        return 0;
    }

    /// <summary>The element's or its parent's class calls it so.</summary>
    private static bool IsStandfirst(PageTree tree, List<int> open)
    {
        for (int i = open.Count - 1; i >= Math.Max(0, open.Count - 2); i--)
        {
            PageElement element = tree[open[i]].Element!;
            string names = element.ClassName + " " + element.Id;
            if (names.Length > 1 && names.AsSpan().ContainsAny(StandfirstMarks))
                return true;
        }
        return false;
    }

    private static BlockKind KindOf(PageTree tree, List<int> open)
    {
        for (int i = open.Count - 1; i >= Math.Max(0, open.Count - 6); i--)
        {
            switch (tree[open[i]].Name)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    return BlockKind.Heading;
                case "li" or "dd" or "dt":
                    return BlockKind.ListItem;
                case "figcaption" or "figure" or "caption":
                    return BlockKind.Caption;
                case "blockquote":
                    return BlockKind.Quote;
                case "p" when i > 0 && tree[open[i - 1]].Name is "li" or "dd" or "figcaption" or "figure":
                    continue;
                case "p":
                    return BlockKind.Paragraph;
                default:
                    continue;
            }
        }
        return BlockKind.Paragraph;
    }

    /// <summary>What the element says of its words: its own mark, else its parent's; an article or main part starts afresh.</summary>
    private static string? HintOf(PageTree.Node node, string? outer, bool insideArticle, Dictionary<string, Mark> marks)
    {
        switch (node.Name)
        {
            case "nav":
                return "navigation";
            case "aside":
                return "sidebar";
            case "footer" when !insideArticle:
                return "footer";
            case "figure" or "figcaption":
                return "caption";
            case "form":
                return "form";
            case "body" or "html" or "main" or "article":
                return null;
            default:
                break;
        }
        PageElement element = node.Element!;
        if (!element.HasAttributes)
            return outer;
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase))
            return "hidden";
        // The id of a heading is made of its words.
        string? id = node.IsHeading ? null : element.Id;
        string names = string.IsNullOrEmpty(id) ? element.ClassName : element.ClassName + " " + id;
        if (names.Length == 0)
            return outer;
        // A page gives its classes again and again.
        if (!marks.TryGetValue(names, out Mark mark))
            marks[names] = mark = MarkOf(names);
        if (mark.NotShown)
            return "not shown";
        if (mark.Sure is not null && outer is (null or "sidebar" or "byline" or "share bar" or "notice"))
            return mark.Sure;
        return outer is "comments" ? outer : mark.Weak ?? outer;
    }

    /// <summary>What the names of an element say, whatever is around it.</summary>
    private readonly record struct Mark(bool NotShown, string? Sure, string? Weak);

    private static Mark MarkOf(string classes)
    {
        string? sure = null, weak = null;
        string names = classes.ToLowerInvariant();
        if (names.AsSpan().ContainsAny(SureHintWords))
            sure = SureHints.First(h => names.Contains(h.Word, StringComparison.Ordinal)).Why;
        // "has-sidebar", "no-comments" describe the page around the story, and "article-body-with-related" is a body.
        if (names.AsSpan().ContainsAny(HintWords) && !names.Contains("has-", StringComparison.Ordinal) && !names.Contains("with", StringComparison.Ordinal) && !names.Contains("body", StringComparison.Ordinal))
        {
            string shown = names.Replace("accreditation", "", StringComparison.Ordinal).Replace("commentary", "", StringComparison.Ordinal);
            weak = Array.Find(Hints, h => shown.Contains(h.Word, StringComparison.Ordinal)).Why;
        }
        return new Mark(IsNotShown(classes), sure, weak);
    }

    /// <summary>Classes of the common style sheets that hide an element, unless another one shows it on wider screens.</summary>
    private static bool IsNotShown(string names)
    {
        if (!names.Contains("hid", StringComparison.Ordinal) && !names.Contains("d-none", StringComparison.Ordinal))
            return false;
        string[] classes = names.Split(' ');
        return classes.Any(c => c is "hidden" or "hide" or "is-hidden" or "d-none")
            && !classes.Any(c => c.EndsWith(":block", StringComparison.Ordinal) || c.EndsWith(":flex", StringComparison.Ordinal) || c.EndsWith(":inline", StringComparison.Ordinal) || c.StartsWith("d-", StringComparison.Ordinal) && c.EndsWith("-block", StringComparison.Ordinal) && !c.Contains("print", StringComparison.Ordinal));
    }
}
