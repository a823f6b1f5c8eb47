using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Hearsay.Articles.Facts;

/// <summary>Finds the days that a page shows. The weights were chosen on the dev pages: what stands nearest after the headline wins.</summary>
internal static partial class ShownDate
{
    /// <summary>A day that scores so much contradicts the page's own data, one that scores less only fills a gap.</summary>
    private const int Sure = 60;

    /// <summary>What is less likely than this is some other date.</summary>
    private const int Least = -60;

    private const int LongLine = 160, FarAfter = 900, FarBefore = 250;
    private static readonly FrozenSet<string> Skipped = FrozenSet.Create(["script", "style", "noscript", "template", "svg", "select", "option", "textarea", "iframe", "head"]);
    private static readonly string[] Elsewhere = ["comment", "related", "recommend", "sidebar", "popular", "trending", "teaser", "latest", "most-read", "mostread", "footer", "newsletter", "breadcrumb", "widget", "archive", "promo", "carousel", "reply", "signature", "current-date", "copyright", "site-header", "masthead", "header-date", "today"];
    private static readonly string[] Named = ["date", "time", "publish", "posted", "datum", "stand", "meta", "byline", "info", "created", "author", "submitted", "headline", "release"];

    private static readonly string[] Publication = ["publish", "posted", "pubdate", "pub-date"];
    private static readonly string[] Change = ["updat", "modif", "change"];

    /// <summary>A day that the page shows to its readers, and how likely it is the story's: near the headline, labelled, in an element that is named for it.</summary>
    /// <param name="IsPublication">The page itself calls it the day of publication, and not of a change.</param>
    private sealed record ShownDay(DateOnly Date, int Score, bool IsPublication);

    private sealed record Candidate(IElement Element, DateOnly Date, string Words, int At, bool InLongText);

    /// <summary>
    /// The page's own data give the day in universal time: the day that the page shows beside its headline, one earlier or later, is the outlet's own. Else a shown day fills a
    /// gap, or stands for a line of text that is less sure.
    /// </summary>
    /// <param name="date">What is known so far, or null.</param>
    /// <param name="title">The story's headline, beside which its day stands.</param>
    /// <param name="url">The page's address, which tells where 1/2 is the second of January.</param>
    public static DateMatch? Over(DateMatch? date, IDocument document, string? title, string? url)
    {
        IReadOnlyList<ShownDay> shown = Find(document, title, IsMonthFirst(document, url));
        if (shown.Count == 0)
            return date;
        ShownDay best = shown[0];
        if (date is null || date.How is "text" && best.Score > Sure)
            return best.Score >= Least ? new DateMatch(best.Date, "text") : date;
        bool agrees = shown.Any(s => s.Date == date.Date && s.Score >= 25);
        // A guide that is published anew keeps its first day in its data.
        if (!agrees && best.Score >= Sure && best.IsPublication && date.How is "metadata" && best.Date > date.Date)
            return new DateMatch(best.Date, "text");
        return !agrees && best.Score >= Sure && date.How is "metadata" or "url" && best.Date.DayNumber - date.Date.DayNumber is 1 or -1 ? new DateMatch(best.Date, "text") : date;
    }

    /// <summary>1/2/2020 is the second of January on pages of the United States.</summary>
    private static bool IsMonthFirst(IDocument document, string? url)
    {
        string language = document.DocumentElement.GetAttribute("lang") ?? "";
        bool american = language.Length == 0 || language.Equals("en", StringComparison.OrdinalIgnoreCase) || language.Replace('_', '-').StartsWith("en-US", StringComparison.OrdinalIgnoreCase);
        return american && Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Host[(address.Host.LastIndexOf('.') + 1)..] is "com" or "org" or "net" or "edu" or "gov" or "us";
    }

    /// <summary>All days that the page shows, the likeliest first.</summary>
    private static IReadOnlyList<ShownDay> Find(IDocument document, string? title, bool monthFirst)
    {
        if (document.Body is not { } body)
            return [];
        IElement? headline = Headline(document, title);
        var candidates = new List<Candidate>();
        var seen = new HashSet<IElement>();
        // Places are counted in visible characters.
        int at = 0, headStart = -1, headEnd = -1;
        foreach (INode node in Walk(body))
        {
            if (node is IElement element)
            {
                if (element == headline)
                    (headStart, headEnd) = (at, at + Body.TextBlocks.Fold(element.TextContent).Length);
                string? stamp = element.LocalName is "time" or "abbr" or "span" ? element.GetAttribute("datetime") ?? (element.LocalName == "time" ? null : element.GetAttribute("title") ?? element.GetAttribute("content")) : null;
                if (stamp is { Length: < LongLine } && DayReader.First(Visible(element), monthFirst) is null && DayReader.First(stamp, false) is { } stamped && seen.Add(element))
                    candidates.Add(new Candidate(element, stamped, stamp, at, false));
                continue;
            }
            string data = ((IText)node).Data;
            bool digits = data.AsSpan().ContainsAnyInRange('0', '9');
            string words = digits ? Body.TextBlocks.Fold(data) : "";
            if (digits && node.ParentElement is { } parent && FromText(parent, words, at, monthFirst) is { } found && seen.Add(found.Element))
                candidates.Add(found);
            if ((digits ? words.Length : Body.TextBlocks.FoldedLength(data)) is > 0 and var length)
                at += length + 1;
        }
        return [.. candidates.Select((c, order) => new ShownDay(c.Date, Score(c, headline, headStart, headEnd) - Math.Min(order, 10), IsPublication(c))).OrderByDescending(d => d.Score)];
    }

    private static Candidate? FromText(IElement parent, string words, int at, bool monthFirst)
    {
        if (words.Length <= LongLine && DayReader.First(words, monthFirst) is { } day)
            return Visible(parent) is { Length: <= LongLine } whole ? new Candidate(parent, day, whole, at, false) : new Candidate(parent, day, words, at, true);
        if (words.Length <= 40)
        {
            // "26 Okt 2018" over three elements
            IElement? up = parent;
            for (int i = 0; i < 3 && up is not null; i++, up = up.ParentElement)
            {
                string all = Visible(up);
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

    private static int Score(Candidate c, IElement? headline, int headStart, int headEnd)
    {
        int score = 0;
        if (headline is not null && headline.Contains(c.Element))
            score = 80;
        else if (headStart >= 0 && c.At >= headEnd - 2 && c.At - headEnd < FarAfter)
            score = 100 - (c.At - headEnd) / 12;
        else if (headStart >= 0 && c.At < headStart && headStart - c.At < FarBefore)
            score = 85 - (headStart - c.At) / 5;
        if (IsElsewhere(c.Element, headline))
            score -= 70;
        if (IsNamed(c.Element))
            score += 30;
        bool label = Label().IsMatch(c.Words);
        if (Updated().IsMatch(c.Words) || c.Element.ClassName is { } names && Updated().IsMatch(names.Replace('_', ' ')) && !names.Contains("publish", StringComparison.OrdinalIgnoreCase) && !names.Contains("entry-date", StringComparison.OrdinalIgnoreCase))
            score -= 25;
        else if (label && !c.InLongText)
            score += 35;
        return score - (c.InLongText ? 25 : label ? 0 : c.Words.Length > 80 ? 60 : c.Words.Length > 60 ? 10 : 0);
    }

    private static bool IsPublication(Candidate c)
    {
        string names = $"{c.Element.ClassName} {c.Element.GetAttribute("itemprop")} {c.Element.GetAttribute("data-testid")}";
        return (NamedFor(names, Publication) || Posted().IsMatch(c.Words)) && !Updated().IsMatch(c.Words) && !NamedFor(names, Change);
    }

    private static IElement? Headline(IDocument document, string? title)
    {
        IElement? first = null;
        string wanted = Letters(title ?? "");
        foreach (IElement heading in Walk(document.DocumentElement).OfType<IElement>().Where(e => e.LocalName is "h1" or "h2" or "h3"))
        {
            string words = Letters(heading.TextContent);
            if (words.Length < 6)
                continue;
            if (wanted.Length > 5 && (words == wanted || words.Length >= 12 && (wanted.Contains(words, StringComparison.Ordinal) || words.Contains(wanted, StringComparison.Ordinal))))
                return heading;
            if (heading.LocalName == "h1")
                first ??= heading;
        }
        return first;
    }

    private static string Letters(string words) => new([.. words.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static bool IsElsewhere(IElement element, IElement? headline)
    {
        for (IElement? e = element; e is not null && e.LocalName is not ("body" or "html" or "main"); e = e.ParentElement)
        {
            if (headline is not null && e.Contains(headline))
                return false;
            if (e.LocalName is "nav" or "footer" or "aside" or "table" or "form" or "figure" or "blockquote" || NamedFor(e.ClassName + " " + e.Id, Elsewhere))
                return true;
        }
        return false;
    }

    private static bool IsNamed(IElement element)
    {
        IElement? e = element;
        for (int up = 0; up < 3 && e is not null && e.LocalName is not ("body" or "html" or "main" or "article"); e = e.ParentElement, up++)
        {
            if (e.LocalName == "time" || NamedFor($"{e.ClassName} {e.Id} {e.GetAttribute("itemprop")} {e.GetAttribute("property")} {e.GetAttribute("data-testid")}", Named))
                return true;
        }
        return false;
    }

    private static bool NamedFor(string names, string[] words) => words.Any(w => names.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>Elements and texts in document order, without recursion, what is not shown left out.</summary>
    private static IEnumerable<INode> Walk(INode root)
    {
        INode? node = root;
        while (node is not null)
        {
            bool shown = node is not IElement element || !Skipped.Contains(element.LocalName);
            if (node is IElement or IText && shown)
                yield return node;
            if (shown && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            while (node is not null && node != root && node.NextSibling is null)
                node = node.Parent;
            node = node is null || node == root ? null : node.NextSibling;
        }
    }

    /// <summary>The words that an element shows, with a blank between texts; cut where they are many.</summary>
    private static string Visible(IElement element)
    {
        var words = new StringBuilder();
        foreach (IText text in Walk(element).OfType<IText>())
        {
            words.Append(text.Data).Append(' ');
            if (words.Length > 2000)
                break;
        }
        return Body.TextBlocks.Fold(words.ToString());
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
