using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using System.Data.Common;

namespace Hearsay.Web;

/// <summary>A page that asks the ledger one question.</summary>
public abstract class LedgerPage(LedgerStore file) : PageModel
{
    /// <summary>What stands in the search box.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The page of answers, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Offset => (Math.Clamp(Number, 1, 10_000) - 1) * Limits.Usual;

    public Totals Totals { get; private set; } = null!;

    /// <summary>The orders that a page offers, and the one that it is in.</summary>
    public static (string Now, IReadOnlyList<(string Order, string Words)> Orders) Orders<T>(T now, params (string, string)[] orders) where T : struct, Enum => (now.ToString().ToLowerInvariant(), orders);

    protected void Change(Action<DbConnection> change)
    {
        using DbConnection ledger = file.Connect();
        change(ledger);
    }

    protected T Ask<T>(Func<DbConnection, T> question)
    {
        using DbConnection ledger = file.Connect();
        Totals ??= TotalsCache.Of(file.Path, ledger);
        return question(ledger);
    }
}

/// <summary>How much is in a ledger, counted at most every few seconds: counting reads all of a large one.</summary>
internal static class TotalsCache
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, (DateTime At, Totals Totals)> Known = new();

    public static Totals Of(string path, DbConnection ledger)
    {
        if (Known.TryGetValue(path, out (DateTime At, Totals Totals) known) && DateTime.UtcNow - known.At < Fresh)
            return known.Totals;
        Totals totals = Totals.Ask(ledger);
        Known[path] = (DateTime.UtcNow, totals);
        return totals;
    }
}
