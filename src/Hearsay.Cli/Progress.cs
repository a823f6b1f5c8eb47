using System.Diagnostics;

namespace Hearsay.Cli;

/// <summary>One line on standard error that tells how far a long run is; nothing where standard error is no terminal.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly bool Shown = !Console.IsErrorRedirected;
    private readonly Stopwatch since = Stopwatch.StartNew();
    private long last = -1000;
    private bool dirty;

    public void Show(int added, int known, int failed)
    {
        if (!Shown || since.ElapsedMilliseconds - last < 200)
            return;
        last = since.ElapsedMilliseconds;
        dirty = true;
        Console.Error.Write($"\r\u001b[K{added:N0} added, {known:N0} known already, {failed:N0} not read; {(added + failed) / Math.Max(0.2, since.Elapsed.TotalSeconds):0.0} a second");
    }

    public void Clear()
    {
        if (!dirty)
            return;
        Console.Error.Write("\r\u001b[K");
        dirty = false;
    }

    public void Dispose() => Clear();
}
