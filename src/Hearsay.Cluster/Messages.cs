using Hearsay.Pages;

namespace Hearsay.Cluster;

/// <summary>A page on its way to a worker.</summary>
[GenerateSerializer, Immutable]
public sealed record SentPage
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required PageKind Kind { get; init; }

    [Id(2)] public required string Content { get; init; }

    [Id(3)] public string? Id { get; init; }

    [Id(4)] public string? Url { get; init; }

    [Id(5)] public string? Title { get; init; }

    [Id(6)] public DateOnly? Published { get; init; }

    internal static SentPage Of(Page page) => new() { Name = page.Name, Kind = page.Kind, Content = page.Content, Id = page.Id, Url = page.Url, Title = page.Title, Published = page.Published };

    internal Page ToPage() => new() { Name = Name, Kind = Kind, Content = Content, Id = Id, Url = Url, Title = Title, Published = Published };
}

/// <summary>What became of a page: its record as JSON in UTF-8, or the reason why there is none.</summary>
[GenerateSerializer, Immutable]
public sealed record ReadStory
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public byte[]? Record { get; init; }

    [Id(2)] public string? Problem { get; init; }

    /// <summary>The page's hash for the reader, by which it is known to have been read; null where the input gave no page.</summary>
    [Id(3)] public byte[]? Page { get; init; }

    /// <summary>Who reads in this worker, where it is another one than was asked for; nothing was read then.</summary>
    [Id(4)] public string? OtherReader { get; init; }
}

/// <summary>What recording gave.</summary>
[GenerateSerializer, Immutable]
public sealed record Recorded
{
    [Id(0)] public required int Added { get; init; }

    [Id(1)] public required int Known { get; init; }

    [Id(2)] public required int Failed { get; init; }
}
