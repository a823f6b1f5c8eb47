using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>A feed or a page that is looked at again.</summary>
public sealed record Watched
{
    public string Url { get; init; } = "";

    public string? Etag { get; init; }

    public string? Modified { get; init; }

    /// <summary>Seconds until the look after the next, if nothing changes.</summary>
    public long Pause { get; init; }
}

/// <summary>What is watched and when it is due, kept in the ledger: a run that is stopped goes on where it was.</summary>
public sealed class WatchList(DbConnection ledger)
{
    /// <summary>A page is looked at after an hour, then at twice the pause each time that nothing has changed; after two days no more.</summary>
    private const long FirstPause = 3600, LongestPause = 2 * 24 * 3600;

    public Watched? Of(string url) => ledger.QueryFirstOrDefault<Watched>("SELECT url AS Url, etag AS Etag, modified AS Modified, pause AS Pause FROM watched WHERE url = @url", new { url });

    public IReadOnlyList<Watched> DuePages(DateTimeOffset now, int limit) =>
        [.. ledger.Query<Watched>("SELECT url AS Url, etag AS Etag, modified AS Modified, pause AS Pause FROM watched WHERE kind = 'page' AND due <= @now ORDER BY due LIMIT @limit", new { now = Time(now), limit })];

    public void SawFeed(string url, string? etag, string? modified, DateTimeOffset now) => Save(url, "feed", etag, modified, now, 0);

    /// <param name="changed">True for a new page and for one with other words than the last time.</param>
    public void SawPage(string url, string? etag, string? modified, bool changed, DateTimeOffset now)
    {
        long pause = changed ? FirstPause : 2 * (Of(url)?.Pause ?? FirstPause);
        if (pause > LongestPause)
            ledger.Execute("UPDATE watched SET due = '9999', pause = @pause WHERE url = @url", new { url, pause });
        else
            Save(url, "page", etag, modified, now.AddSeconds(pause), pause);
    }

    private void Save(string url, string kind, string? etag, string? modified, DateTimeOffset due, long pause) => ledger.Execute(
        """
        INSERT INTO watched (url, kind, etag, modified, due, pause) VALUES (@url, @kind, @etag, @modified, @due, @pause)
        ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, due = excluded.due, pause = excluded.pause
        """,
        new { url, kind, etag, modified, due = Time(due), pause });

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
}
