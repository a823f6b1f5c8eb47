using System.Text.Json.Serialization;
using Hearsay.Articles;
using Hearsay.Claims.Events.Roles;
using Hearsay.Claims.Hedges;

namespace Hearsay.Claims.Records;

/// <summary>What reading one story gives: the contract of <c>record.md</c>, as JSON one object a story.</summary>
public sealed record StoryRecord(ArticleRecord Article, IReadOnlyList<Claim> Claims, IReadOnlyList<Event> Events, IReadOnlyList<Party> Entities)
{
    /// <summary>What the outlet says in its own voice, sentence by sentence; added to the contract of record.md for the ledger.</summary>
    public IReadOnlyList<Statement> Statements { get; set; } = [];
}

/// <summary>A sentence of the outlet's own.</summary>
public sealed record Statement(string Id, ClaimPlace In, string Text, int Start, int End)
{
    /// <summary>Its clauses where it has several: each can be a matter of its own.</summary>
    public IReadOnlyList<Passage> Clauses { get; set; } = [];
}

/// <summary>The article as the record gives it; dates are ISO.</summary>
public sealed record ArticleRecord(
    string Id, string? Url, string Language, string? Title, string? Publisher, string? Agency, string? Dateline, string? Published, string? PublishedHow,
    IReadOnlyList<string> Authors, IReadOnlyList<Credit> Credits, string Text, IReadOnlyList<DroppedPiece> Dropped)
{
    /// <summary>Where the date stood, and other days that the page gives as its own; added to the contract of record.md, as the next two.</summary>
    public string? PublishedFrom { get; init; }

    public IReadOnlyList<StatedDate> OtherDates { get; init; } = [];

    /// <summary>The paragraphs of the text and where each stands in the page.</summary>
    public IReadOnlyList<Paragraph> Paragraphs { get; init; } = [];

    public static ArticleRecord Of(Article article) => new(
        article.Id, article.Url, article.Language, article.Title, article.Publisher, article.Agency, article.Dateline, article.Published?.ToString("yyyy-MM-dd"), article.PublishedHow,
        article.Authors, article.Credits, article.Body.Content, article.Dropped)
    {
        PublishedFrom = article.PublishedFrom,
        OtherDates = article.OtherDates,
        Paragraphs = article.Paragraphs,
    };
}

/// <summary>Words of the text with their place, in UTF-16 code units, end exclusive.</summary>
public sealed record Passage(string Text, int Start, int End);

[JsonConverter(typeof(JsonStringEnumConverter<ClaimPlace>))]
public enum ClaimPlace
{
    [JsonStringEnumMemberName("body")] Body,
    [JsonStringEnumMemberName("title")] Title,
}

/// <summary>How the source stands to the content; the ten stances of the record.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stance>))]
public enum Stance
{
    [JsonStringEnumMemberName("asserts")] Asserts,
    [JsonStringEnumMemberName("confirms")] Confirms,
    [JsonStringEnumMemberName("denies")] Denies,
    [JsonStringEnumMemberName("accuses")] Accuses,
    [JsonStringEnumMemberName("declines")] Declines,
    [JsonStringEnumMemberName("demands")] Demands,
    [JsonStringEnumMemberName("promises")] Promises,
    [JsonStringEnumMemberName("threatens")] Threatens,
    [JsonStringEnumMemberName("expects")] Expects,
    [JsonStringEnumMemberName("asks")] Asks,
}

[JsonConverter(typeof(JsonStringEnumConverter<QuoteKind>))]
public enum QuoteKind
{
    [JsonStringEnumMemberName("direct")] Direct,
    [JsonStringEnumMemberName("indirect")] Indirect,
    [JsonStringEnumMemberName("mixed")] Mixed,
}

/// <summary>Who speaks: the words in the sentence and who that is.</summary>
/// <param name="Text">The words of the source in the sentence.</param>
/// <param name="Name">Who that is after coreference.</param>
/// <param name="Kind">person, government, organization, media, group or document; null where the words do not tell.</param>
/// <param name="Entity">The party's id in the record.</param>
public sealed record ClaimSource(string Text, int Start, int End, string Name, string? Kind, string? Role, bool Anonymous, string? Entity);

/// <summary>A time in the text and the day, or the days from/to, that it means.</summary>
public sealed record TimeMention(string Text, string? Date);

/// <summary>One attribution: who says what in which words, and how they stand to it.</summary>
public sealed record Claim
{
    public required string Id { get; init; }

    public required ClaimPlace In { get; init; }

    /// <summary>Null where the text does not word the source ("is believed to").</summary>
    public ClaimSource? Source { get; init; }

    public required Passage Cue { get; init; }

    public required IReadOnlyList<Passage> Content { get; init; }

    /// <summary>The content's clauses where it has several: each can be a matter of its own.</summary>
    public IReadOnlyList<Passage> Clauses { get; set; } = [];

    /// <summary>The words by which the speaker leaves it open; added to the contract of record.md. None found is no proof of being sure.</summary>
    public IReadOnlyList<Hedge> Hedges { get; set; } = [];

    public required QuoteKind Quote { get; init; }

    public required Stance Stance { get; init; }

    public string? Target { get; init; }

    public Passage? Basis { get; init; }

    public TimeMention? When { get; init; }

    public string? Within { get; init; }

    public string? About { get; init; }

    /// <summary>0 to 1; of the claims at 0.9, nine in ten are right.</summary>
    public required double Confidence { get; init; }

    /// <summary>How the reading came to it: the voice that found it, the rule of the stance, how the speaker was resolved.</summary>
    public required ClaimReasons Why { get; init; }
}

/// <param name="Found">Which voice found the attribution, and how sure it was of cue, source and content (0 to 1 each).</param>
/// <param name="Stance">The rule that gave the stance.</param>
/// <param name="Speaker">How the source's name was found.</param>
public sealed record ClaimReasons(string Found, string Stance, string Speaker);

/// <summary>One happening that the text tells, and the claims in whose content it stands.</summary>
public sealed record Event
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>A PLOVER type.</summary>
    public required string Type { get; init; }

    public IReadOnlyList<string> Actors { get; init; } = [];

    public IReadOnlyList<string> Recipients { get; init; } = [];

    public IReadOnlyList<string> Weapons { get; init; } = [];

    public EventPlace? Place { get; init; }

    public EventDate? Date { get; init; }

    public Figure? Killed { get; init; }

    public Figure? Injured { get; init; }

    public required bool Happened { get; init; }

    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Who has what part in an attack, by the model of roles over the whole story; added to the contract of record.md.</summary>
    public IReadOnlyList<EventPart> Parts { get; set; } = [];
}

/// <summary>One phrase of the story and its part in an attack.</summary>
/// <param name="Name">The party that the phrase means, or its words.</param>
public sealed record EventPart(ViolentRole Role, string Name, string Text, int Start, int End);

/// <param name="Country">ISO 3166 alpha-2, or null.</param>
public sealed record EventPlace(string Text, string Name, string? Country, double? Lat, double? Lon);

public sealed record EventDate(string Text, string? From, string? To);

/// <summary>A number of people: "more than 20" is at least 21 with no upper bound.</summary>
public sealed record Figure(string Text, int? Min, int? Max);

/// <summary>A named or titled party with its mentions in the body, linked by coreference.</summary>
public sealed record Party(string Id, string Name, string Kind, string? Role, IReadOnlyList<int[]> Mentions);
