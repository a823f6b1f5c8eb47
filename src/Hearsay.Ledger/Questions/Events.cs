using System.Text.Json;
using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>One happening as one story tells it, with who says so there.</summary>
public sealed record EventLine
{
    public long Id { get; init; }

    public string Story { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Title { get; init; }

    public string? Published { get; init; }

    public string? Publisher { get; init; }

    public string? Url { get; init; }

    public string Type { get; init; } = "";

    public string Text { get; init; } = "";

    public string? Place { get; init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    /// <summary>The first and last day on which it can have been, ISO.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    public long? KilledMin { get; init; }

    public long? KilledMax { get; init; }

    public long? InjuredMin { get; init; }

    public long? InjuredMax { get; init; }

    /// <summary>False for what is denied, threatened, planned or feared.</summary>
    public bool Happened { get; init; }

    public IReadOnlyList<string> Actors { get; private init; } = [];

    public IReadOnlyList<string> Recipients { get; private init; } = [];

    public IReadOnlyList<string> Weapons { get; private init; } = [];

    /// <summary>Who says so: the speakers of the claims that it stands in; none where the outlet tells it itself.</summary>
    public IReadOnlyList<string> Speakers { get; private init; } = [];

    /// <summary>The names of the claims in whose content it stands.</summary>
    public IReadOnlyList<string> Claims { get; private init; } = [];

    /// <summary>The story's row and that of the page it reprints.</summary>
    public long Article { get; init; }

    public long Origin { get; init; }

    public string Told => Speakers.Count > 0 ? "according to " + string.Join(", ", Speakers) : $"told by {Publisher ?? "the outlet"} itself";

    // The lists as the table keeps them.
    internal string ActorList { init => Actors = Names(value); }

    internal string RecipientList { init => Recipients = Names(value); }

    internal string WeaponList { init => Weapons = Names(value); }

    internal string ClaimList { init => Claims = Names(value); }

    internal string? SpeakerList { init => Speakers = value is null ? [] : Names(value); }

    private static string[] Names(string json) => JsonSerializer.Deserialize(json, LedgerJson.Default.StringArray) ?? [];

    internal const string Columns =
        """
        e.id AS Id, a.story AS Story, e.name AS Name, a.title AS Title, a.published AS Published, a.publisher AS Publisher, a.url AS Url, e.type AS Type, e.text AS Text, e.place AS Place, e.country AS Country, e.lat AS Lat, e.lon AS Lon,
        e.date_from AS "From", e.date_to AS "To", e.killed_min AS KilledMin, e.killed_max AS KilledMax, e.injured_min AS InjuredMin, e.injured_max AS InjuredMax, e.happened AS Happened,
        e.actors AS ActorList, e.recipients AS RecipientList, e.weapons AS WeaponList, e.claims AS ClaimList, a.id AS Article, coalesce(a.origin, a.id) AS Origin,
        (SELECT json_group_array(DISTINCT c.speaker ORDER BY c.speaker) FROM claim c JOIN json_each(e.claims) j ON c.name = j.value WHERE c.article = e.article AND c.speaker IS NOT NULL) AS SpeakerList
        """;
}

/// <summary>Happenings whose words, actors, recipients or place hold all the words asked for, newest first.</summary>
/// <param name="Type">A PLOVER type, or null for all.</param>
/// <param name="Country">ISO 3166 alpha-2, or null for all.</param>
/// <param name="From">The first day, ISO; <paramref name="To"/> the last.</param>
/// <param name="Deadly">Only those with a figure of killed or injured.</param>
public sealed record Events(string Words = "", string? Type = null, string? Country = null, string? From = null, string? To = null, bool Deadly = false, int Limit = 50, int Offset = 0)
{
    /// <summary>A word that stands in so many events is frequent.</summary>
    public int Many { get; init; } = 20_000;

    public IReadOnlyList<EventLine> Ask(DbConnection ledger)
    {
        string match = string.Join(' ', Words.Split([' ', '"', '\0'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetterOrDigit)).Select(w => $"\"{w}\""));
        var where = new List<string> { "true" };
        // A frequent word is looked for in the newest events, one after another: as an expression the number is not what the planner begins with.
        if (match.Length > 0)
            where.Add((ledger.ExecuteScalar<int>("SELECT count(*) FROM (SELECT 1 FROM event_text(@match) LIMIT @Many) m", new { match, Many }) == Many ? "e.id + 0" : "e.id") + " IN (SELECT rowid FROM event_text(@match))");
        if (Type is not null)
            where.Add("e.type = upper(@Type)");
        if (Country is not null)
            where.Add("e.country = upper(@Country)");
        if (From is not null)
            where.Add("coalesce(e.date_to, e.date_from) >= @From");
        if (To is not null)
            where.Add("e.date_from <= @To");
        if (Deadly)
            where.Add("(e.killed_min > 0 OR e.injured_min > 0)");
        return
        [
            .. ledger.Query<EventLine>(
                // What is shown is read for those that are shown.
                $"""
                SELECT {EventLine.Columns} FROM event e JOIN article a ON a.id = e.article
                WHERE e.id IN (SELECT e.id FROM event e WHERE {string.Join(" AND ", where)} ORDER BY e.day DESC NULLS LAST, e.id LIMIT @Limit OFFSET @Offset) ORDER BY e.day DESC NULLS LAST, e.id
                """,
                new { match, Type, Country, From, To, Limit, Offset }),
        ];
    }
}

/// <summary>The happenings that stand in claims.</summary>
/// <param name="WholeStories">All happenings of the claims' stories, also those that the outlets tell themselves.</param>
public sealed record EventsOfClaims(IReadOnlyList<ClaimLine> Claims, bool WholeStories = false)
{
    public IReadOnlyList<EventLine> Ask(DbConnection ledger)
    {
        string articles = "[" + string.Join(',', Claims.Select(c => c.Article).Distinct()) + "]";
        HashSet<(long, string)> names = [.. Claims.Select(c => (c.Article, c.Name))];
        return
        [
            .. ledger.Query<EventLine>($"SELECT {EventLine.Columns} FROM event e JOIN article a ON a.id = e.article WHERE e.article IN (SELECT CAST(value AS BIGINT) FROM json_each(@articles)) ORDER BY a.published DESC NULLS LAST, e.article, e.id", new { articles })
                .Where(e => WholeStories || e.Claims.Any(c => names.Contains((e.Article, c)))),
        ];
    }
}

/// <summary>One happening; null if the story has none of that name.</summary>
public sealed record EventByName(string Story, string Name)
{
    public EventLine? Ask(DbConnection ledger) =>
        ledger.QueryFirstOrDefault<EventLine>($"SELECT {EventLine.Columns} FROM event e JOIN article a ON a.id = e.article WHERE a.story = @Story AND e.name = @Name", this);
}

/// <summary>
/// The same happening as other stories tell it: of one type, on days that overlap, in one country where both name it, and with words of the clause in common that few
/// happenings have. Each slot of an event can then be shown with all who say so.
/// </summary>
public sealed record SameEvent(EventLine Event, int Limit = 40)
{
    private const double LeastShare = 0.34;
    private const int Candidates = 400;

    public IReadOnlyList<EventLine> Ask(DbConnection ledger)
    {
        if (Event.From is null)
            return [];
        HashSet<string> mine = Words(Event);
        return
        [
            .. ledger.Query<EventLine>(
                $"""
                SELECT {EventLine.Columns} FROM event e JOIN article a ON a.id = e.article
                WHERE e.type = @Type AND e.id <> @Id AND e.article <> @Article AND e.date_from <= @To AND e.date_to >= @From AND (e.country IS NULL OR @Country IS NULL OR e.country = @Country)
                ORDER BY a.published NULLS FIRST, e.id LIMIT {Candidates}
                """,
                new { Event.Type, Event.Id, Event.Article, To = Event.To ?? Event.From, Event.From, Event.Country })
                .Where(e => Words(e) is var other && mine.Count(other.Contains) is var shared && shared >= 2 && shared >= LeastShare * Math.Min(mine.Count, other.Count))
                .Take(Limit),
        ];
    }

    private static HashSet<string> Words(EventLine e) => Terms.Of(string.Join(' ', [e.Text, .. e.Actors, .. e.Recipients, e.Place ?? ""]));
}
