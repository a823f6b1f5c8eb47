namespace Hearsay.Scoring;

/// <summary>A story as people annotated it: what a reading of it should give. Words stand as the story has them; places are found by the scorer.</summary>
public sealed record GoldStory
{
    public required string Id { get; init; }

    /// <summary>The file of the story itself, beside this one.</summary>
    public string? Input { get; init; }

    /// <summary>The story itself, where no file holds it.</summary>
    public string? Text { get; init; }

    /// <summary>False if people looked at some of its claims only: what is read besides is not counted, and neither are article and events.</summary>
    public bool Complete { get; init; } = true;

    public GoldArticle? Article { get; init; }

    public required IReadOnlyList<GoldClaim> Claims { get; init; }

    public IReadOnlyList<GoldEvent> Events { get; init; } = [];
}

public sealed record GoldArticle
{
    public string? Title { get; init; }

    public string? Publisher { get; init; }

    public string? Agency { get; init; }

    public string? Dateline { get; init; }

    public string? Published { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<GoldCredit> Credits { get; init; } = [];

    /// <summary>The first words of the body, and the last.</summary>
    public string? BodyFirst { get; init; }

    public string? BodyLast { get; init; }

    /// <summary>Snippets that a clean text must not hold.</summary>
    public IReadOnlyList<string> NotBody { get; init; } = [];
}

public sealed record GoldCredit(string Role, string Name);

public sealed record GoldClaim
{
    public required string Id { get; init; }

    public string In { get; init; } = "body";

    public string? SourceName { get; init; }

    public bool Anonymous { get; init; }

    public string? Cue { get; init; }

    public IReadOnlyList<string> Content { get; init; } = [];

    public string? Quote { get; init; }

    public required string Stance { get; init; }

    public string? Target { get; init; }

    public string? Basis { get; init; }

    public GoldTime? When { get; init; }

    public string? Within { get; init; }

    public string? About { get; init; }
}

public sealed record GoldTime(string? Text, string? Date);

public sealed record GoldEvent
{
    public required string Text { get; init; }

    public required string Type { get; init; }

    public IReadOnlyList<string> Actors { get; init; } = [];

    public IReadOnlyList<string> Recipients { get; init; } = [];

    public string? Place { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Least and most; null where open.</summary>
    public IReadOnlyList<int?>? Killed { get; init; }

    public IReadOnlyList<int?>? Injured { get; init; }

    public bool Happened { get; init; } = true;
}
