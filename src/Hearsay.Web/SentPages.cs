using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Web;

/// <summary>Reads pages that others send. One at a time, so that they cannot take the machine from who runs it.</summary>
/// <param name="pipeline">Made when the first page comes.</param>
public sealed class SentPages(Lazy<NewsPipeline> pipeline) : IDisposable
{
    public const int MostBytes = 4 << 20;

    private readonly SemaphoreSlim one = new(1, 1);

    /// <param name="content">HTML or text, as its first sign tells.</param>
    /// <param name="url">Where the page stands, or null.</param>
    public async Task<ReadOutcome> ReadAsync(string content, string? url, CancellationToken cancelled)
    {
        var page = new Page
        {
            Name = url ?? "the page sent",
            Kind = content.AsSpan().TrimStart() is ['<', ..] ? PageKind.Html : PageKind.Text,
            Content = content,
            Url = url,
        };
        await one.WaitAsync(cancelled);
        try
        {
            return await Task.Run(() => pipeline.Value.Read(page), cancelled);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
