namespace Hearsay.Articles;

public sealed record ArticleOptions
{
    /// <summary>The longest story that is read for claims, in characters; a longer one is refused.</summary>
    public int MaxCharacters { get; init; } = 1_000_000;

    /// <summary>The fewest words that make an article of an HTML page.</summary>
    public int MinWords { get; init; } = 25;

    /// <summary>Take the text as the body as it stands: nothing is dropped or changed.</summary>
    public bool Plain { get; init; }
}
