using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;

namespace Hearsay.Web;

/// <summary>A page that asks the ledger one question.</summary>
public abstract class LedgerPage(LedgerFile file) : PageModel
{
    /// <summary>What stands in the search box.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The page of answers, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Offset => (Math.Clamp(Number, 1, 10_000) - 1) * Limits.Usual;

    public Totals Totals { get; private set; } = null!;

    protected void Change(Action<SqliteConnection> change)
    {
        using SqliteConnection ledger = file.Connect();
        change(ledger);
    }

    protected T Ask<T>(Func<SqliteConnection, T> question)
    {
        using SqliteConnection ledger = file.Connect();
        Totals ??= Totals.Ask(ledger);
        return question(ledger);
    }
}
