using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hearsay.Articles.Body;
using Hearsay.Articles.Facts;
using Hearsay.Articles.Markup;
using Hearsay.Pages;
using Hearsay.Text;

namespace Hearsay.Articles;

/// <summary>Page to article: cut into blocks, take the facts that stand around the story, find the body, keep what was dropped with its reason.</summary>
public sealed partial class ArticleReader(ArticleOptions options)
{
    // Bylines, dates and outlet lines stand within so many blocks before the body.
    private const int HeadBlocks = 400;
    private const int MaxDroppedLength = 400;
    private const int MaxDropped = 1000;
    private const int MaxOtherDates = 8, MaxDateWords = 100;
    private const string GivenWithPage = "given with the page";
    private const string ParagraphBreak = "\n\n";
    private readonly PageParser parser = new();

    /// <returns>False, with the reason, where the page is no article that can be read.</returns>
    public bool TryRead(Page page, out Article? article, out Refusal? refusal)
    {
        article = null;
        refusal = null;
        page = page with { Content = WithoutLoneSurrogates(page.Content), Title = page.Title is null ? null : WithoutLoneSurrogates(page.Title) };
        string asDecoded = page.Content;
        if (!options.Plain)
            page = page with { Content = Mojibake.Repaired(page.Content), Title = page.Title is null ? null : Mojibake.Repaired(page.Title) };
        if (options.Plain)
        {
            article = Plain(page);
        }
        else if (page.Kind == PageKind.Html)
        {
            // The tree is built without recursion, whatever its depth.
            using PageDocument document = parser.Parse(page.Content);
            PageTree tree = PageTree.Of(document, page.Content);
            PageFacts facts = PageFacts.Read(tree);
            List<Block> blocks = HtmlBlocks.Cut(tree);
            article = Compose(page, facts, blocks, tree);
            int words = article.WordCount;
            if (words < options.MinWords)
                refusal = new Refusal(page.Name, $"{NoArticle.Kind(tree, article, blocks)}: {words} words of running text found, at least {options.MinWords} make an article");
        }
        else
        {
            article = Compose(page, null, PieceFinder.Place(TextBlocks.Cut(page.Content), page.Content));
            if (article.Body.Length == 0)
                refusal = new Refusal(page.Name, "no running text in this input");
        }
        // Places in words that were put right are none in the page.
        if (!options.Plain && page.Content.Length != asDecoded.Length)
            article = article with { Paragraphs = [.. article.Paragraphs.Select(p => p with { Page = null })], Dropped = [.. article.Dropped.Select(d => d with { Page = null })] };
        if (refusal is null && article.Body.Length > options.MaxCharacters)
            refusal = new Refusal(page.Name, $"the story has {article.Body.Length} characters; at most {options.MaxCharacters} are read. Cut it into its stories");
        if (refusal is not null)
            article = null;
        return refusal is null;
    }

    /// <summary>Half a character is no Unicode and cannot be written; U+FFFD takes its place, so that offsets stay.</summary>
    private static string WithoutLoneSurrogates(string text)
    {
        char[]? repaired = null;
        for (int i = 0; i < text.Length && text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var next; i++)
        {
            i += next;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                (repaired ??= text.ToCharArray())[i] = '\uFFFD';
        }
        return repaired is null ? text : new string(repaired);
    }

    private static Article Plain(Page page)
    {
        var body = new SourceText(page.Content);
        StatedDate? date = page.Published is { } given ? new StatedDate(given, "metadata", GivenWithPage) : DateFinder.FromUrl(page.Url);
        return new Article
        {
            Id = page.Id ?? IdOf(page.Content),
            Url = page.Url,
            Language = LanguageGuess.Of(page.Content),
            Title = page.Title,
            Publisher = PublisherFinder.Find(page.Url, null, []),
            Published = date?.Date,
            PublishedHow = date?.How,
            PublishedFrom = date?.Where,
            Body = body,
        };
    }

    private static Article Compose(Page page, PageFacts? facts, List<Block> blocks, PageTree? tree = null)
    {
        var dropped = new List<DroppedPiece>();
        var credits = new List<Credit>();
        var authors = new List<string>();
        string? agency = null, dateline = null, datelineDay = null;

        string? title = page.Title ?? facts?.Title;
        if (title is null)
            title = TakeTitle(blocks, page.Content);
        else
            title = PageFacts.WithoutSite(title, facts?.SiteName);

        DroppedPiece Part(Block block, string words, string why) => new(words, why, PieceFinder.Narrowed(block, words, page.Content));

        // The dateline heads the story's first paragraph.
        for (int i = 0; i < Math.Min(blocks.Count, HeadBlocks); i++)
        {
            if (blocks[i].Words < 10 || DatelineFinder.Find(blocks[i].Text) is not { } found)
                continue;
            dateline = found.Place;
            datelineDay = found.Date;
            agency = found.Agency;
            dropped.Add(Part(blocks[i], blocks[i].Text[..found.Length].TrimEnd(), "dateline"));
            blocks[i] = PieceFinder.Left(blocks[i], blocks[i].Text[found.Length..], page.Content);
            break;
        }

        for (int i = 0; i < blocks.Count; i++)
        {
            string text = blocks[i].Text;
            if (CreditFinder.IsCreditLine(text))
            {
                credits.AddRange(CreditFinder.Read(text));
                dropped.Add(new DroppedPiece(text, "credit", blocks[i].Place));
                agency ??= AgencyIn(text);
                blocks.RemoveAt(i--);
                continue;
            }
            int at = CreditFinder.TrailingStart(text);
            if (at > 0)
            {
                credits.AddRange(CreditFinder.Read(text[at..].Trim(' ', '(', ')')));
                dropped.Add(Part(blocks[i], text[at..], "credit"));
                blocks[i] = PieceFinder.Left(blocks[i], text[..at].TrimEnd(), page.Content);
            }
            if (blocks[i].Text.Contains('/') && blocks[i].Words >= 12 && TrailingAgencyPattern().Match(blocks[i].Text) is { Success: true } trailing && AgencyList.Find(trailing.Groups["agency"].Value) is { } owner)
            {
                agency ??= owner;
                dropped.Add(Part(blocks[i], blocks[i].Text[trailing.Index..], "credit"));
                blocks[i] = PieceFinder.Left(blocks[i], blocks[i].Text[..trailing.Index], page.Content);
            }
            if (LinkLitter.Find(blocks[i].Text) is { } litter)
            {
                dropped.Add(Part(blocks[i], blocks[i].Text[litter.Start..litter.End], "related link"));
                blocks[i] = blocks[i] with { Text = litter.Without(blocks[i].Text) };
            }
        }

        TakeBylines(blocks, title, facts?.SiteName, authors, ref agency, dropped);
        if (facts?.Authors.Count > 0)
            authors = [.. facts.Authors];

        AddDataOfScript(blocks, facts);
        (List<Block> kept, List<DroppedPiece> litterAround) = BodyFinder.Find(blocks, title, facts?.Description, facts?.ToldText);
        dropped.AddRange(litterAround);
        if (kept.Count > 1 && title is not null && Letters.Same(kept[0].Text, title))
        {
            dropped.Add(new DroppedPiece(kept[0].Text, "headline", kept[0].Place));
            kept.RemoveAt(0);
        }
        foreach (DroppedPiece piece in litterAround)
        {
            if (PhotoCredit.Find(piece.Text) is { } photographer && !credits.Any(c => c.Name == photographer))
                credits.Add(new Credit("photo", photographer));
        }

        if (authors.Count == 0)
            authors.AddRange(litterAround.Select(d => BylineFinder.NameInBio(d.Text)).OfType<string>().Take(1));

        string body = string.Join(ParagraphBreak, kept.Select(b => b.Text));
        string? url = page.Url ?? facts?.Url;
        List<StatedDate> days = DaysOf(page, facts, url, litterAround, datelineDay, body);
        IReadOnlyList<ShownDate.ShownDay> shown = tree is null ? [] : ShownDate.Find(tree, title, url);
        StatedDate? date = page.Published is null ? ShownDate.Over(days.FirstOrDefault(), shown) : days[0];
        string? publisher = PublisherFinder.Find(url, facts?.SiteName, dropped.Select(d => d.Text).Concat(kept.TakeLast(2).Select(b => b.Text)));
        agency ??= dropped.Where(d => d.Why is "byline" or "copyright" or "credit").Select(d => AgencyIn(d.Text)).FirstOrDefault(a => a is not null);
        return new Article
        {
            Id = page.Id ?? IdOf(body),
            Url = url,
            Language = LanguageGuess.Of(body),
            Title = title,
            Publisher = publisher,
            Agency = agency,
            Dateline = dateline,
            Published = date?.Date,
            PublishedHow = date?.How,
            PublishedFrom = date is null ? null : Shortened(date).Where,
            OtherDates = [.. days.Concat(shown.Where(s => s.IsSure && !s.IsChange).Select(s => s.Stated)).Where(d => d.Date != date?.Date).DistinctBy(d => (d.Date, d.How)).Take(MaxOtherDates).Select(Shortened)],
            Authors = [.. authors.Distinct()],
            Credits = [.. credits.Distinct()],
            Body = new SourceText(body),
            Paragraphs = ParagraphsOf(kept),
            Dropped = Shortened(dropped),
        };
    }

    /// <summary>The days that the input, the page's data, its address and the lines around the story give, the surest first.</summary>
    private static List<StatedDate> DaysOf(Page page, PageFacts? facts, string? url, List<DroppedPiece> around, string? datelineDay, string body)
    {
        List<StatedDate> days = [];
        if (page.Published is { } given)
            days.Add(new StatedDate(given, "metadata", GivenWithPage));
        days.AddRange(facts?.Days ?? []);
        if (DateFinder.FromUrl(url) is { } ofAddress)
            days.Add(ofAddress);
        // On a page with data of its own, lines of other stories stand around.
        if (days.Count == 0 || facts is null)
            days.AddRange(around.Select(d => d.Why is "byline" or "short line" or "before the story" or "correction or update line" ? DateFinder.FromLine(d.Text) : null).OfType<StatedDate>().Take(1));
        if (DateFinder.FromMediaId(page.Content, body) is { } ofPicture)
            days.Add(ofPicture);
        if (datelineDay is not null && DateFinder.FromLine(datelineDay) is { } ofDateline)
            days.Add(ofDateline);
        return days;
    }

    private static StatedDate Shortened(StatedDate date) => date.Where.Length <= MaxDateWords ? date : date with { Where = date.Where[..MaxDateWords] + "…" };

    private static List<Paragraph> ParagraphsOf(List<Block> kept)
    {
        var paragraphs = new List<Paragraph>(kept.Count);
        int start = 0;
        foreach (Block block in kept)
        {
            paragraphs.Add(new Paragraph(start, start + block.Text.Length, block.Place));
            start += block.Text.Length + ParagraphBreak.Length;
        }
        return paragraphs;
    }

    /// <summary>Where a page shows the head of its story only and carries the rest as data for its script, the data are the story.</summary>
    private static void AddDataOfScript(List<Block> blocks, PageFacts? facts)
    {
        if (facts?.Paragraphs is not { Count: >= 4 } told)
            return;
        int at = blocks.FindIndex(b => b.Words >= 12 && b.Text == told[0]);
        if (at < 0 || told.Count(t => blocks.Exists(b => b.Text == t)) * 2 > told.Count)
            return;
        List<Block> data = [.. told.Select(t => new Block(t, BlockKind.Paragraph, 0, null, blocks[at].Group) { Within = blocks[at].Within })];
        blocks.RemoveAll(b => told.Contains(b.Text));
        blocks.InsertRange(Math.Min(at, blocks.Count), data);
    }

    /// <summary>Long pieces are cut and very many are counted, so that a page of litter makes no record of litter.</summary>
    private static List<DroppedPiece> Shortened(List<DroppedPiece> dropped)
    {
        List<DroppedPiece> kept = [.. dropped.Take(MaxDropped).Select(d => d.Text.Length <= MaxDroppedLength ? d : d with { Text = d.Text[..MaxDroppedLength] + "…" })];
        foreach (IGrouping<string, DroppedPiece> rest in dropped.Skip(MaxDropped).GroupBy(d => d.Why))
            kept.Add(new DroppedPiece($"{rest.Count()} more pieces", rest.Key));
        return kept;
    }

    /// <summary>The first line where it is a headline; or the first sentence of a text that begins with its headline.</summary>
    private static string? TakeTitle(List<Block> blocks, string page)
    {
        if (blocks.Count == 0)
            return null;
        // The byline and a row of buttons may come first.
        int at = 0;
        while (at < Math.Min(3, blocks.Count - 2) && blocks[at].Words > 1 && (BylineFinder.Find(blocks[at].Text).IsByline || Notices.Kind(blocks[at].Text) is "share bar"))
            at++;
        Block first = blocks[at];
        if (blocks.Count > 1 && first.Words is >= 2 and <= 35 && first.Text.Length <= 250 && DatelineFinder.Find(first.Text) is null
            && (!first.Text.EndsWith('.') || first.Words <= 14 || first.Text.EndsWith("...", StringComparison.Ordinal)) && Notices.Kind(first.Text) is null or "rubric")
        {
            blocks.RemoveAt(at);
            return PageFacts.WithoutSite(Once(first.Text), null);
        }
        int stop = first.Text.IndexOf(". ", StringComparison.Ordinal);
        if (stop is > 10 and < 160 && first.Words > 40)
        {
            string sentence = first.Text[..stop];
            string[] words = sentence.Split(' ');
            string[] long4 = [.. words.Where(w => w.Length > 3)];
            if (long4.Length >= 3 && long4.Count(w => char.IsUpper(w[0]) || char.IsDigit(w[0])) >= 0.85 * long4.Length)
            {
                blocks[at] = PieceFinder.Left(first, first.Text[(stop + 2)..], page);
                return sentence;
            }
        }
        return null;
    }

    /// <summary>A headline that was taken down twice, once.</summary>
    private static string Once(string title)
    {
        string half = title[..(title.Length / 2)].Trim();
        return half.Contains(' ') && title[(title.Length / 2)..].Trim() == half ? half : title;
    }

    /// <summary>Bylines stand between the headline and the first paragraph; a wire's name alone on a line is one too.</summary>
    private static void TakeBylines(List<Block> blocks, string? title, string? site, List<string> authors, ref string? agency, List<DroppedPiece> dropped)
    {
        int prose = blocks.FindIndex(b => b.Words >= 20 && b.EndsAsSentence);
        int limit = prose < 0 ? Math.Min(blocks.Count, 8) : prose;
        // Names in the menu before the headline are no authors.
        int headline = title is null ? -1 : blocks.FindIndex(0, limit, b => Letters.Same(b.Text, title));
        for (int i = Math.Max(0, limit - 12); i < limit; i++)
        {
            string text = blocks[i].Text;
            BylineMatch byline = BylineFinder.Find(text);
            IReadOnlyList<string> names = byline.IsByline ? byline.Authors
                : limit - i <= 4 && i > headline && blocks[i].Kind != BlockKind.Heading && !(site is not null && Letters.Same(site, text)) && !(title is not null && Letters.Same(title, text)) ? BylineFinder.NamesAlone(text) : [];
            if (!byline.IsByline && names.Count == 0)
                continue;
            authors.AddRange(names);
            agency ??= byline.Agency;
            dropped.Add(new DroppedPiece(text, "byline", blocks[i].Place));
            blocks.RemoveAt(i--);
            limit--;
        }
    }

    private static string? AgencyIn(string line)
    {
        if (line.Length > 400 || CreditFinder.IsAddedTo(line))
            return null;
        foreach (string name in (string[])["Reuters", "Associated Press", "Agence France-Presse", "AFP"])
        {
            if (line.Contains(name, StringComparison.Ordinal) && !line.Contains('/'))
                return AgencyList.Find(name);
        }
        return null;
    }

    // "... on Monday. /AFP", "... . / Reuters"
    [GeneratedRegex(@"(?<=[.!?""”])\s*/\s?(?<agency>\p{Lu}[\p{L} \-]{1,20}?)(?:\s(?:e|and|y)\s\p{Lu}\w+)?\.?$", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex TrailingAgencyPattern();

    private static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
