using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>What was read when, by which version, and what could not be.</summary>
public sealed class RunsModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<RunLine> Found { get; private set; } = [];

    public IReadOnlyList<RefusalLine> Refused { get; private set; } = [];

    /// <summary>A program's version as people read it: of the commit that it was built from, the first letters.</summary>
    public static string Version(string reader) => reader.IndexOf('+') is >= 0 and var plus && reader.Length > plus + 9 && reader.Skip(plus + 1).All(char.IsAsciiHexDigitLower) ? reader[..(plus + 9)] : reader;

    public void OnGet() => (Found, Refused) = Ask(c => (new Runs().Ask(c), new Refusals().Ask(c)));
}
