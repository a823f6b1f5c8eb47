using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Pipeline;

/// <summary>Every setting, with its default.</summary>
public sealed record Settings
{
    /// <summary>The model file; beside the program when null.</summary>
    public string? Model { get; init; }

    /// <summary>How many stories are read at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public InputOptions Input { get; init; } = new();

    public ArticleOptions Article { get; init; } = new();
}
