using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Hearsay.Articles.Body;
using Hearsay.Articles.Markup;

namespace Hearsay.Articles.Facts;

/// <summary>Finds the days that a page shows. The weights were chosen on the dev pages: what stands nearest after the headline wins.</summary>
internal static partial class ShownDate
{
    /// <summary>A day that scores so much contradicts the page's own data, one that scores less only fills a gap.</summary>
    private const int Sure = 60;

    /// <summary>What is less likely than this is some other date.</summary>
    private const int Least = -60;

    private const int LongLine = 160, MostVisible = 2000, FarAfter = 900, FarBefore = 250;
    private static readonly FrozenSet<string> Skipped = FrozenSet.Create(["script", "style", "noscript", "template", "svg", "select", "option", "textarea", "iframe", "head"]);
    private static readonly SearchValues<string> Elsewhere = SearchValues.Create(["comment", "related", "recommend", "sidebar", "popular", "trending", "teaser", "latest", "most-read", "mostread", "footer", "newsletter", "breadcrumb", "widget", "archive", "promo", "carousel", "reply", "signature", "current-date", "copyright", "site-header", "masthead", "header-date", "today"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Named = SearchValues.Create(["date", "time", "publish", "posted", "datum", "stand", "meta", "byline", "info", "created", "author", "submitted", "headline", "release"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Publication = SearchValues.Create(["publish", "posted", "pubdate", "pub-date"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Change = SearchValues.Create(["updat", "modif", "change"], StringComparison.OrdinalIgnoreCase);

    /// <summary>A day that the page shows to its readers, and how likely it is the story's: near the headline, labelled, in an element that is named for it.</summary>
    /// <param name="IsPublication">The page itself calls it the day of publication, and not of a change.</param>
    /// <param name="IsChange">The page calls it the day of a change.</param>
    internal sealed record ShownDay(DateOnly Date, string Words, int Score, bool IsPublication, bool IsChange)
    {
        /// <summary>So sure that it contradicts the page's own data.</summary>
        public bool IsSure => Score >= Sure;

        public StatedDate Stated => new(Date, "text", Words);
    }

    /// <param name="Element">Its number in the page.</param>
    private sealed record Candidate(int Element, DateOnly Date, string Words, int At, bool InLongText);

    /// <summary>
    /// The page's own data give the day in universal time: the day that the page shows beside its headline, one earlier or later, is the outlet's own. Else a shown day fills a
    /// gap, or stands for a line of text that is less sure.
    /// </summary>
    /// <param name="date">What is known so far, or null.</param>
    /// <param name="shown">What the page shows, the likeliest first.</param>
    public static StatedDate? Over(StatedDate? date, IReadOnlyList<ShownDay> shown)
    {
        if (shown.Count == 0)
            return date;
        ShownDay best = shown[0];
        if (date is null || date.How is "text" && best.Score > Sure)
            return best.Score >= Least ? best.Stated : date;
        bool agrees = shown.Any(s => s.Date == date.Date && s.Score >= 25);
        // A guide that is published anew keeps its first day in its data.
        if (!agrees && best.IsSure && best.IsPublication && date.How is "metadata" && best.Date > date.Date)
            return best.Stated;
        return !agrees && best.IsSure && date.How is "metadata" or "url" && best.Date.DayNumber - date.Date.DayNumber is 1 or -1 ? best.Stated : date;
    }

    /// <summary>1/2/2020 is the second of January on pages of the United States.</summary>
    private static bool IsMonthFirst(PageTree tree, string? url)
    {
        string language = tree[0].Element!.GetAttribute("lang") ?? "";
        bool american = language.Length == 0 || language.Equals("en", StringComparison.OrdinalIgnoreCase) || language.Replace('_', '-').StartsWith("en-US", StringComparison.OrdinalIgnoreCase);
        return american && Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Host[(address.Host.LastIndexOf('.') + 1)..] is "com" or "org" or "net" or "edu" or "gov" or "us";
    }

    /// <summary>All days that the page shows, the likeliest first.</summary>
    /// <param name="title">The story's headline, beside which its day stands.</param>
    /// <param name="url">The page's address, which tells where 1/2 is the second of January.</param>
    public static IReadOnlyList<ShownDay> Find(PageTree tree, string? title, string? url)
    {
        if (tree.Body < 0)
            return [];
        bool monthFirst = IsMonthFirst(tree, url);
        int headline = Headline(tree, title);
        var candidates = new List<Candidate>();
        var seen = new HashSet<int>();
        // Places are counted in visible characters.
        int at = 0, headStart = -1, headEnd = -1;
        for (int i = tree.Body; i < tree[tree.Body].End; i++)
        {
            PageTree.Node node = tree[i];
            if (node.Name is { } name)
            {
                if (Skipped.Contains(name))
                {
                    i = node.End - 1;
                    continue;
                }
                if (i == headline)
                    (headStart, headEnd) = (at, at + TextBlocks.Fold(node.Element!.TextContent).Length);
                string? stamp = name is "time" or "abbr" or "span" ? node.Element!.GetAttribute("datetime") ?? (name == "time" ? null : node.Element!.GetAttribute("title") ?? node.Element!.GetAttribute("content")) : null;
                if (stamp is { Length: < LongLine } && DayReader.First(stamp, false) is { } stamped && DayReader.First(Visible(tree, i, MostVisible), monthFirst) is null && seen.Add(i))
                    candidates.Add(new Candidate(i, stamped, stamp, at, false));
                continue;
            }
            bool digits = node.Text.Span.ContainsAnyInRange('0', '9');
            string words = digits ? TextBlocks.Fold(node.Text.Span) : "";
            if (digits && FromText(tree, node.Parent, words, at, monthFirst) is { } found && seen.Add(found.Element))
                candidates.Add(found);
            if ((digits ? words.Length : TextBlocks.FoldedLength(node.Text.Span)) is > 0 and var length)
                at += length + 1;
        }
        return [.. candidates.Select((c, order) => new ShownDay(c.Date, c.Words, Score(tree, c, headline, headStart, headEnd) - Math.Min(order, 10), IsPublication(tree, c), IsChange(tree, c))).OrderByDescending(d => d.Score)];
    }

    private static Candidate? FromText(PageTree tree, int parent, string words, int at, bool monthFirst)
    {
        if (words.Length <= LongLine && DayReader.First(words, monthFirst) is { } day)
            return Visible(tree, parent, LongLine) is { Length: <= LongLine } whole ? new Candidate(parent, day, whole, at, false) : new Candidate(parent, day, words, at, true);
        if (words.Length <= 40)
        {
            // "26 Okt 2018" over three elements
            for (int up = parent, i = 0; i < 3 && up >= 0; i++, up = tree[up].Parent)
            {
                string all = Visible(tree, up, LongLine);
                if (all.Length > LongLine)
                    return null;
                if (DayReader.First(all, monthFirst) is { } split)
                    return new Candidate(up, split, all, at, false);
            }
            return null;
        }
        if (Lead().Match(words) is { Success: true } lead && DayReader.First(lead.Value, monthFirst) is { } first)
            return new Candidate(parent, first, lead.Value, at, true);
        return words.Length > LongLine && Tail().Match(words) is { Success: true } tail && DayReader.First(tail.Value, monthFirst) is { } last ? new Candidate(parent, last, tail.Value, at, true) : null;
    }

    private static int Score(PageTree tree, Candidate c, int headline, int headStart, int headEnd)
    {
        int score = 0;
        if (headline >= 0 && tree.Holds(headline, c.Element))
            score = 80;
        else if (headStart >= 0 && c.At >= headEnd - 2 && c.At - headEnd < FarAfter)
            score = 100 - (c.At - headEnd) / 12;
        else if (headStart >= 0 && c.At < headStart && headStart - c.At < FarBefore)
            score = 85 - (headStart - c.At) / 5;
        if (IsElsewhere(tree, c.Element, headline))
            score -= 70;
        if (IsNamed(tree, c.Element))
            score += 30;
        bool label = Label().IsMatch(c.Words);
        if (IsChange(tree, c))
            score -= 25;
        else if (label && !c.InLongText)
            score += 35;
        return score - (c.InLongText ? 25 : label ? 0 : c.Words.Length > 80 ? 60 : c.Words.Length > 60 ? 10 : 0);
    }

    private static bool IsChange(PageTree tree, Candidate c) =>
        Updated().IsMatch(c.Words) || tree[c.Element].Element!.ClassName is var names && Updated().IsMatch(names.Replace('_', ' ')) && !names.Contains("publish", StringComparison.OrdinalIgnoreCase) && !names.Contains("entry-date", StringComparison.OrdinalIgnoreCase);

    private static bool IsPublication(PageTree tree, Candidate c)
    {
        PageElement element = tree[c.Element].Element!;
        string names = $"{element.ClassName} {element.GetAttribute("itemprop")} {element.GetAttribute("data-testid")}";
        return (NamedFor(names, Publication) || Posted().IsMatch(c.Words)) && !Updated().IsMatch(c.Words) && !NamedFor(names, Change);
    }

    private static int Headline(PageTree tree, string? title)
    {
        int first = -1;
        string wanted = Letters.Of(title);
        for (int i = 0; i < tree.Count; i++)
        {
            if (tree[i].Name is not { } name)
                continue;
            if (Skipped.Contains(name))
                i = tree[i].End - 1;
            if (name is not ("h1" or "h2" or "h3"))
                continue;
            string words = Letters.Of(tree[i].Element!.TextContent);
            if (words.Length < 6)
                continue;
            if (wanted.Length > 5 && (words == wanted || words.Length >= 12 && (wanted.Contains(words, StringComparison.Ordinal) || words.Contains(wanted, StringComparison.Ordinal))))
                return i;
            if (name == "h1" && first < 0)
                first = i;
        }
        return first;
    }

    private static bool IsElsewhere(PageTree tree, int element, int headline)
    {
        for (int i = element; i >= 0 && tree[i].Name is not ("body" or "html" or "main"); i = tree[i].Parent)
        {
            if (headline >= 0 && tree.Holds(i, headline))
                return false;
            if (tree[i].Name is "nav" or "footer" or "aside" or "table" or "form" or "figure" or "blockquote" || NamedFor(tree[i].Element!.ClassName + " " + tree[i].Element!.Id, Elsewhere))
                return true;
        }
        return false;
    }

    private static bool IsNamed(PageTree tree, int element)
    {
        for (int i = element, up = 0; up < 3 && i >= 0 && tree[i].Name is not ("body" or "html" or "main" or "article"); i = tree[i].Parent, up++)
        {
            PageElement e = tree[i].Element!;
            if (tree[i].Name == "time" || NamedFor($"{e.ClassName} {e.Id} {e.GetAttribute("itemprop")} {e.GetAttribute("property")} {e.GetAttribute("data-testid")}", Named))
                return true;
        }
        return false;
    }

    private static bool NamedFor(string names, SearchValues<string> words) => names.AsSpan().ContainsAny(words);

    /// <summary>The words that an element shows, with a blank between texts; cut where they are more than asked for.</summary>
    private static string Visible(PageTree tree, int element, int most)
    {
        var words = new StringBuilder();
        int end = tree[element].End;
        for (int i = element; i < end && words.Length <= most; i++)
        {
            if (tree[i].Name is { } name)
                i = Skipped.Contains(name) ? tree[i].End - 1 : i;
            else if (TextBlocks.Fold(tree[i].Text.Span).Trim() is { Length: > 0 } text)
                words.Append(words.Length > 0 ? " " : "").Append(text);
        }
        return words.ToString();
    }

    [GeneratedRegex(@"^[^\d]{0,25}\d[\w.,/ -]{5,25}?\d{2,4}(?=\s*(?:[|·•:–—-]|Uhr))", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Lead();

    [GeneratedRegex(@"(?:Stand|Datum|zuletzt|aktualisiert|veröffentlicht|published|updated|modified|posted)\b.{0,60}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\b(?:publi\w*|posted|veröffentlicht|erstellt|erschienen|geschrieben|datum|written|created|submitted|mise? en ligne|date|pubblicato|filed)\b|^(?:am|vom|on)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\W*(?:first )?(?:published|posted)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Posted();

    [GeneratedRegex(@"\b(?:upd|updated?|modified|aktualisiert|stand|zuletzt|geändert|edited|mis à jour|bearbeitet)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Updated();
}
