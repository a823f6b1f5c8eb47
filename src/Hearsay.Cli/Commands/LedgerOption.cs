using System.CommandLine;

namespace Hearsay.Cli.Commands;

/// <summary>Where the ledger is: --ledger, else HEARSAY_LEDGER, else hearsay.db here.</summary>
internal static class LedgerOption
{
    public static Option<string?> Make() => new("--ledger") { Description = "The ledger: a file, or postgresql://USER@HOST/DATABASE?schema=NAME (default: HEARSAY_LEDGER, else hearsay.db here)" };

    public static string Path(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? (Environment.GetEnvironmentVariable("HEARSAY_LEDGER") is { Length: > 0 } set ? set : "hearsay.db");
}
