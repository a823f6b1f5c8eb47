using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>One claim as an answer: never the bare fact, always who said it, in which words, where.</summary>
public sealed record ClaimLine
{
    public required string Story { get; init; }

    public required string Name { get; init; }

    public string? Published { get; init; }

    public string? Publisher { get; init; }

    public string? Agency { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Speaker { get; init; }

    public string? Role { get; init; }

    public required string Stance { get; init; }

    public required string Cue { get; init; }

    public required string Content { get; init; }

    public string? Basis { get; init; }

    /// <summary>When it was said, if the text tells: an ISO day, month or year, or two with a slash.</summary>
    public string? Said { get; init; }

    public string? Target { get; init; }

    /// <summary>person, government, organization, media, group or document; null where the words do not tell.</summary>
    public string? Kind { get; init; }

    public bool Anonymous { get; init; }

    /// <summary>direct, indirect or mixed.</summary>
    public string Quote { get; init; } = "indirect";

    public double Confidence { get; init; }

    /// <summary>The words by which the speaker leaves it open; null where none are found.</summary>
    public string? Hedge { get; init; }

    /// <summary>possible, probable or approximate: how far they do, of several the most open.</summary>
    public string? HedgeDegree { get; init; }

    /// <summary>How many independent sources speak of its matter; of several matters, the most.</summary>
    public int Independent { get; init; }

    /// <summary>From whom the story has it, where its words say so.</summary>
    public string? Cites { get; init; }

    /// <summary>Whom it repeats, where who is cited speaks of the same matter elsewhere in the ledger; known where positions on a matter are asked for.</summary>
    public string? EchoOf { get; init; }

    /// <summary>source, or outlet for what the page says in its own voice.</summary>
    public string Voice { get; init; } = "source";

    /// <summary>machine, accepted, corrected or rejected: whether a person has looked at it, and what they decided. A correction stands in speaker and stance.</summary>
    public string Status { get; init; } = "machine";

    /// <summary>What the person noted, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The matter that it is a position on.</summary>
    public long Proposition { get; init; }

    /// <summary>Why it was joined to that matter, and how alike it is to what it was joined to (0 to 1); null for the first.</summary>
    public string? JoinedWhy { get; init; }

    /// <summary>The story's id in the ledger and that of the page it reprints.</summary>
    public long Article { get; init; }

    public long Origin { get; init; }

    // The parties of who speaks and who is cited, to compare them by.
    internal string? SpeakerParty { get; init; }

    internal string? CitesParty { get; init; }

    private const string Common =
        """
        a.story AS Story, c.name AS Name, a.published AS Published, a.publisher AS Publisher, a.agency AS Agency, a.url AS Url, a.title AS Title, coalesce(r.speaker, c.speaker) AS Speaker, CASE WHEN r.speaker IS NULL THEN c.role END AS Role,
        coalesce(r.stance, c.stance) AS Stance, coalesce(r.verdict, 'machine') AS Status, r.note AS Note, c.cue AS Cue, c.basis AS Basis, c.said AS Said, c.target AS Target, c.kind AS Kind, c.anonymous AS Anonymous, c.quote AS Quote, c.confidence AS Confidence, a.id AS Article, coalesce(a.origin, a.id) AS Origin, c.voice AS Voice, c.cites AS Cites
        """;

    private const string Reviewed = "LEFT JOIN review r ON r.story = a.story AND r.passage = c.passage AND c.voice = 'source'";

    /// <summary>The order of claims: those of the newest stories first.</summary>
    internal const string Newest = "a.published DESC NULLS LAST, a.id, c.id";

    /// <summary>A join in the order in which it is written: SQLite is told so, a server's planner finds it.</summary>
    internal static string Then(DbConnection ledger) => ledger.IsFile() ? "CROSS JOIN" : "JOIN";

    /// <summary>Claims with their articles and reviews, to select <see cref="Columns"/> from.</summary>
    internal const string Claims = "claim c JOIN article a ON a.id = c.article " + Reviewed;

    /// <summary>The same, to be gone through story by story.</summary>
    internal static string ClaimsByStory(DbConnection ledger) => $"article a {Then(ledger)} claim c ON c.article = a.id {Reviewed}";

    /// <summary>The same, to be gone through matter by matter (m).</summary>
    internal static string ClaimsByMatter(DbConnection ledger) => $"proposition m {Then(ledger)} position p ON p.proposition = m.id {Then(ledger)} claim c ON c.id = p.claim {Then(ledger)} article a ON a.id = c.article {Reviewed}";

    /// <summary>Positions (p) with the same, to select <see cref="PositionColumns"/> from.</summary>
    internal const string Positions = "position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article " + Reviewed;

    /// <summary>A claim (c) of an article (a) with its whole content, and the matter of its first clause.</summary>
    internal const string Columns =
        Common + ", coalesce(r.content, c.content) AS Content, CASE WHEN r.content IS NULL THEN c.hedge END AS Hedge, CASE WHEN r.content IS NULL THEN c.hedge_degree END AS HedgeDegree, (SELECT max(m.origins) FROM position p JOIN proposition m ON m.id = p.proposition WHERE p.claim = c.id) AS Independent, (SELECT p.proposition FROM position p WHERE p.claim = c.id ORDER BY p.id LIMIT 1) AS Proposition, (SELECT p.joined_why FROM position p WHERE p.claim = c.id ORDER BY p.id LIMIT 1) AS JoinedWhy";

    /// <summary>A position (p): the part of a claim's content that speaks of one matter.</summary>
    internal const string PositionColumns =
        Common +
        """
        , coalesce(r.content, p.content) AS Content, CASE WHEN r.content IS NULL THEN p.hedge END AS Hedge, CASE WHEN r.content IS NULL THEN p.hedge_degree END AS HedgeDegree, p.proposition AS Proposition, p.joined_why AS JoinedWhy,
        (SELECT q.origins FROM proposition q WHERE q.id = p.proposition) AS Independent,
        coalesce((SELECT y.party FROM party y WHERE y.key = coalesce(lower(r.speaker), c.speaker_key)), lower(r.speaker), c.speaker_key) AS SpeakerParty, coalesce((SELECT y.party FROM party y WHERE y.key = c.cites_key), c.cites_key) AS CitesParty
        """;
}
