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

    public double Confidence { get; init; }

    /// <summary>source, or outlet for what the page says in its own voice.</summary>
    public string Voice { get; init; } = "source";

    /// <summary>The matter that it is a position on.</summary>
    public long Proposition { get; init; }

    /// <summary>Why it was joined to that matter, and how alike it is to what it was joined to (0 to 1); null for the first.</summary>
    public string? JoinedWhy { get; init; }

    /// <summary>The story's id in the ledger and that of the page it reprints.</summary>
    public long Article { get; init; }

    public long Origin { get; init; }

    internal const string Columns =
        """
        a.story AS Story, c.name AS Name, a.published AS Published, a.publisher AS Publisher, a.agency AS Agency, a.url AS Url, a.title AS Title, c.speaker AS Speaker, c.role AS Role,
        c.stance AS Stance, c.cue AS Cue, c.content AS Content, c.basis AS Basis, c.confidence AS Confidence, a.id AS Article, coalesce(a.origin, a.id) AS Origin,
        c.voice AS Voice, c.proposition AS Proposition, c.joined_why AS JoinedWhy
        """;
}
