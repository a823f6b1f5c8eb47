namespace Hearsay.Pages;

/// <summary>Limits on what is read; an input beyond one is refused with a message.</summary>
public sealed record InputOptions
{
    /// <summary>The largest page, in bytes; also the longest line of a JSON Lines file.</summary>
    public int MaxPageBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most pages that a PDF may have.</summary>
    public int MaxPdfPages { get; init; } = 300;

    /// <summary>How long the pages of one PDF may take.</summary>
    public TimeSpan PdfPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Endings of the files that are read out of a folder.</summary>
    public IReadOnlyList<string> FolderEndings { get; init; } = [".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".jsonl.gz", ".xml", ".rss", ".atom", ".warc", ".warc.gz", ".wet", ".wet.gz", ".arc", ".arc.gz", ".pdf"];
}
