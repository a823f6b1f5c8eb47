using System.Text.Json.Nodes;
using Hearsay.Articles;
using Hearsay.Claims.Records;

namespace Hearsay.Scoring;

/// <summary>Our reading against what people annotated: a claim is found if half of the words in both contents together are in both; an event, if three tenths are.</summary>
public sealed class RecordScore
{
    private const double ClaimOverlap = 0.5, EventOverlap = 0.3;
    private const int Bins = 10;

    private int stories;
    private readonly Share title = new(), publisher = new(), agency = new(), dateline = new(), published = new(), first = new(), last = new(), leaked = new();
    private readonly Counts authors = new(), credits = new();
    private readonly Counts found = new(), whole = new(), basis = new(), about = new();
    private readonly Share speaker = new(), stance = new(), quote = new(), anonymous = new(), target = new(), when = new(), within = new();
    private readonly List<(double Confidence, bool Right)> calibration = [];
    private readonly SortedDictionary<string, SortedDictionary<string, int>> confusion = new(StringComparer.Ordinal);
    private readonly Counts events = new(), actors = new(), recipients = new();
    private readonly Share type = new(), place = new(), date = new(), killed = new(), injured = new(), happened = new();

    /// <param name="record">Null where the story could not be read: all of it is missed.</param>
    public void Add(GoldStory gold, StoryRecord? record)
    {
        stories++;
        var body = new WordText(record?.Article.Text);
        if (gold.Complete && gold.Article is { } article)
            AddArticle(article, record?.Article, body);
        AddClaims(gold, record?.Claims ?? [], body, new WordText(record?.Article.Title));
        if (gold.Complete)
            AddEvents(gold.Events, record?.Events ?? [], body);
    }

    private void AddArticle(GoldArticle gold, ArticleRecord? read, WordText body)
    {
        title.Add(WordText.Of(read?.Title).SequenceEqual(WordText.Of(gold.Title)));
        publisher.Add(PartyName.Alike(gold.Publisher, read?.Publisher));
        agency.Add(PartyName.Alike(gold.Agency, read?.Agency));
        dateline.Add(WordText.Of(read?.Dateline).SequenceEqual(WordText.Of(gold.Dateline)));
        published.Add((read?.Published ?? "") == (gold.Published ?? ""));
        Compare(credits, gold.Credits.Select(c => c.Role + " " + Fold(c.Name)), (read?.Credits ?? []).Select(c => c.Role + " " + Fold(c.Name)));
        Compare(authors, gold.Authors.Select(Fold), (read?.Authors ?? []).Select(Fold));
        if (gold.BodyFirst is { } start)
            first.Add(body.StartsWith(WordText.Of(start)));
        if (gold.BodyLast is { } end)
            last.Add(body.EndsWith(WordText.Of(end)));
        foreach (string snippet in gold.NotBody)
            leaked.Add(body.Find(snippet).Count > 0);
    }

    private void AddClaims(GoldStory story, IReadOnlyList<Claim> read, WordText body, WordText head)
    {
        IReadOnlyList<GoldClaim> gold = story.Claims;
        // A refusal that names no topic is where its cue is.
        List<HashSet<int>>[] sought = [.. gold.Select(g => (g.In == "title" ? head : body).Find(g.Content.Count > 0 ? g.Content : [g.Cue ?? ""]))];
        HashSet<int>[] given = [.. read.Select(c => (HashSet<int>)[.. (c.Content.Count > 0 ? c.Content : [c.Cue]).SelectMany(p => (c.In == ClaimPlace.Title ? head : body).Inside(p.Start, p.End))])];
        var pairs = new List<(double, int, int)>();
        for (int g = 0; g < gold.Count; g++)
        {
            for (int r = 0; r < read.Count; r++)
            {
                if ((gold[g].In == "title") != (read[r].In == ClaimPlace.Title) || given[r].Count == 0)
                    continue;
                double overlap = Overlap(sought[g], given[r]);
                if (overlap >= ClaimOverlap)
                    pairs.Add((overlap + (PartyName.Same(gold[g].SourceName, NameOf(read[r])) ? 0.3 : 0) + (gold[g].Stance == Word(read[r].Stance) ? 0.1 : 0), g, r));
            }
        }
        List<(int Gold, int Read)> matched = Match(pairs);
        Dictionary<string, string> ids = matched.ToDictionary(m => gold[m.Gold].Id, m => read[m.Read].Id);
        int counted = story.Complete ? read.Count : matched.Count;
        found.Add(matched.Count, counted, gold.Count);
        whole.Add(matched.Count(m => AddClaim(gold[m.Gold], read[m.Read], ids)), counted, gold.Count);
        HashSet<int> right = [.. matched.Select(m => m.Read)];
        calibration.AddRange(Enumerable.Range(0, read.Count).Where(r => story.Complete || right.Contains(r)).Select(r => (read[r].Confidence, right.Contains(r))));
    }

    /// <returns>True if speaker and stance are right.</returns>
    private bool AddClaim(GoldClaim gold, Claim read, Dictionary<string, string> ids)
    {
        bool rightSpeaker = string.IsNullOrEmpty(gold.SourceName) ? NameOf(read).Length == 0 : PartyName.Same(gold.SourceName, NameOf(read)), rightStance = gold.Stance == Word(read.Stance);
        speaker.Add(rightSpeaker);
        stance.Add(rightStance);
        if (gold.Quote is { } kind)
            quote.Add(kind == Word(read.Quote));
        if (read.Source is { } source)
            anonymous.Add(gold.Anonymous == source.Anonymous);
        if (!string.IsNullOrEmpty(gold.Target))
            target.Add(PartyName.Same(gold.Target, read.Target));
        basis.Add(Both(gold.Basis, read.Basis?.Text) ? 1 : 0, read.Basis is null ? 0 : 1, gold.Basis is null ? 0 : 1);
        if (gold.When?.Date is { } day)
            when.Add(read.When?.Date == day);
        about.Add(gold.About is { } answered && ids.TryGetValue(answered, out string? id) && id == read.About ? 1 : 0, read.About is null ? 0 : 1, gold.About is null ? 0 : 1);
        if (gold.Within is { } outer)
            within.Add(ids.TryGetValue(outer, out string? holder) && holder == read.Within);
        if (!confusion.TryGetValue(gold.Stance, out SortedDictionary<string, int>? row))
            confusion[gold.Stance] = row = new(StringComparer.Ordinal);
        row[Word(read.Stance)] = row.GetValueOrDefault(Word(read.Stance)) + 1;
        return rightSpeaker && rightStance;

        static bool Both(string? a, string? b) => a is not null && b is not null && WordText.Of(a).Intersect(WordText.Of(b)).Any();
    }

    private void AddEvents(IReadOnlyList<GoldEvent> gold, IReadOnlyList<Event> read, WordText body)
    {
        var pairs = new List<(double, int, int)>();
        for (int g = 0; g < gold.Count; g++)
        {
            List<HashSet<int>> sought = body.Find(gold[g].Text);
            pairs.AddRange(Enumerable.Range(0, read.Count).Select(r => (Overlap(sought, body.Inside(read[r].Start, read[r].End)), g, r)).Where(p => p.Item1 >= EventOverlap));
        }
        List<(int Gold, int Read)> matched = Match(pairs);
        events.Add(matched.Count, read.Count, gold.Count);
        foreach ((GoldEvent g, Event r) in matched.Select(m => (gold[m.Gold], read[m.Read])))
        {
            type.Add(g.Type == r.Type);
            actors.Add(g.Actors.Count(a => r.Actors.Any(b => PartyName.Same(a, b))), r.Actors.Count, g.Actors.Count);
            recipients.Add(g.Recipients.Count(a => r.Recipients.Any(b => PartyName.Same(a, b))), r.Recipients.Count, g.Recipients.Count);
            if (g.Place is { Length: > 0 } town)
                place.Add(PartyName.Same(town, r.Place?.Name));
            if (g.From is { } from)
                date.Add((r.Date?.From, r.Date?.To) == (from, g.To));
            Number(killed, g.Killed, r.Killed);
            Number(injured, g.Injured, r.Injured);
            happened.Add(g.Happened == r.Happened);
        }

        static void Number(Share share, IReadOnlyList<int?>? gold, Figure? read)
        {
            if (gold is not null || read is not null)
                share.Add(gold is not null && read is not null && gold.SequenceEqual([read.Min, read.Max]));
        }
    }

    public JsonObject ToJson() => new()
    {
        ["stories"] = stories,
        ["article"] = new JsonObject
        {
            ["title"] = Percent.Of(title.Value),
            ["publisher"] = Percent.Of(publisher.Value),
            ["agency"] = Percent.Of(agency.Value),
            ["dateline"] = Percent.Of(dateline.Value),
            ["published"] = Percent.Of(published.Value),
            ["body starts right"] = Percent.Of(first.Value),
            ["body ends right"] = Percent.Of(last.Value),
            ["boilerplate leaked"] = Percent.Of(leaked.Value),
            ["authors"] = authors.ToJson(),
            ["credits"] = credits.ToJson(),
        },
        ["claims"] = new JsonObject
        {
            ["found"] = found.ToJson(),
            ["right in content, speaker and stance"] = whole.ToJson(),
            ["speaker right, of found"] = Percent.Of(speaker.Value),
            ["misattributed, of found"] = Percent.Of(1 - speaker.Value),
            ["stance right, of found"] = Percent.Of(stance.Value),
            ["quote kind right"] = Percent.Of(quote.Value),
            ["anonymous right"] = Percent.Of(anonymous.Value),
            ["target right"] = Percent.Of(target.Value),
            ["when right"] = Percent.Of(when.Value),
            ["within right"] = Percent.Of(within.Value),
            ["basis"] = basis.ToJson(),
            ["about"] = about.ToJson(),
            ["calibration error"] = Percent.Of(CalibrationError()),
        },
        ["events"] = new JsonObject
        {
            ["found"] = events.ToJson(),
            ["type right"] = Percent.Of(type.Value),
            ["actors"] = actors.ToJson(),
            ["recipients"] = recipients.ToJson(),
            ["place right"] = Percent.Of(place.Value),
            ["date right"] = Percent.Of(date.Value),
            ["killed right"] = Percent.Of(killed.Value),
            ["injured right"] = Percent.Of(injured.Value),
            ["happened right"] = Percent.Of(happened.Value),
        },
        ["stance confusion (gold -> predicted)"] = new JsonObject(confusion.Select(row => KeyValuePair.Create(row.Key, (JsonNode?)new JsonObject(row.Value.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)))))),
    };

    /// <summary>How far, on average, the confidence of claims lies from the share of them that is right (ten bins).</summary>
    private double? CalibrationError() => calibration.Count == 0
        ? null
        : calibration.GroupBy(c => Math.Min(Bins - 1, (int)(c.Confidence * Bins))).Sum(bin => Math.Abs(bin.Sum(c => c.Confidence) - bin.Count(c => c.Right))) / calibration.Count;

    private static double Overlap(List<HashSet<int>> options, HashSet<int> given) => options.Select(o => o.Count(given.Contains) is var both && o.Count + given.Count > 0 ? (double)both / (o.Count + given.Count - both) : 0).DefaultIfEmpty(0).Max();

    /// <summary>The best pairs first, each side once.</summary>
    private static List<(int Gold, int Read)> Match(List<(double Score, int Gold, int Read)> pairs)
    {
        HashSet<int> gold = [], read = [];
        var matched = new List<(int, int)>();
        foreach ((_, int g, int r) in pairs.OrderByDescending(p => p.Score))
        {
            if (gold.Contains(g) || read.Contains(r))
                continue;
            gold.Add(g);
            read.Add(r);
            matched.Add((g, r));
        }
        return matched;
    }

    private static void Compare(Counts counts, IEnumerable<string> gold, IEnumerable<string> read)
    {
        HashSet<string> a = [.. gold], b = [.. read];
        counts.Add(a.Intersect(b).Count(), b.Count, a.Count);
    }

    private static string NameOf(Claim claim) => claim.Source?.Name ?? "";

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Fold(string name) => name.Replace('’', '\'').ToLowerInvariant();
}
