using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>A story in the ledger, with how much was found in it.</summary>
public sealed record StoryLine
{
    public long Article { get; init; }

    public string Story { get; init; } = "";

    public string? Title { get; init; }

    public string? Publisher { get; init; }

    public string? Agency { get; init; }

    public string? Published { get; init; }

    public string? Url { get; init; }

    /// <summary>The story that it reprints, or null.</summary>
    public string? OriginStory { get; init; }

    public long Claims { get; init; }

    public long Events { get; init; }

    /// <summary>How many stories reprint it.</summary>
    public long Reprints { get; init; }
}

/// <summary>The stories of the ledger, newest first.</summary>
public sealed record Stories(int Limit = 50, int Offset = 0)
{
    internal const string Columns =
        """
        a.id AS Article, a.story AS Story, a.title AS Title, a.publisher AS Publisher, a.agency AS Agency, a.published AS Published, a.url AS Url, o.story AS OriginStory,
        (SELECT count(*) FROM claim c WHERE c.article = a.id AND c.voice = 'source') AS Claims, (SELECT count(*) FROM event e WHERE e.article = a.id) AS Events,
        (SELECT count(*) FROM article r WHERE r.origin = a.id) AS Reprints
        """;

    public IReadOnlyList<StoryLine> Ask(DbConnection ledger) =>
        [.. ledger.Query<StoryLine>($"SELECT {Columns} FROM article a LEFT JOIN article o ON o.id = a.origin ORDER BY a.published DESC NULLS LAST, a.id DESC LIMIT @Limit OFFSET @Offset", this)];
}

/// <summary>The pages that are one text with a story: its origin and the reprints, the story itself left out.</summary>
public sealed record ReprintsOf(string Story)
{
    public IReadOnlyList<StoryLine> Ask(DbConnection ledger) =>
        [
            .. ledger.Query<StoryLine>(
                $"""
                SELECT {Stories.Columns} FROM article s JOIN article a ON a.id = s.origin OR a.origin = coalesce(s.origin, s.id) LEFT JOIN article o ON o.id = a.origin
                WHERE s.story = @Story AND a.id <> s.id ORDER BY a.id
                """,
                this),
        ];
}
