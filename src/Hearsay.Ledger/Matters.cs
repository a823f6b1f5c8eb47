using Dapper;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>Keeps with each matter what the list of disputes is chosen and sorted by, so that the list is quick in a ledger of any size.</summary>
internal static class Matters
{
    /// <summary>How many are asked for at once.</summary>
    private const int Batch = 1000;

    /// <summary>The same for all matters that a question finds.</summary>
    /// <param name="matters">SQL that gives their numbers, by @value.</param>
    public static void RefreshOf<T>(DbConnection ledger, string matters, T value) => Refresh(ledger, ledger.Query<long>($"SELECT DISTINCT m.proposition FROM ({matters}) m", new { value }));

    /// <summary>Works out matters anew from their positions; those without any are taken away.</summary>
    public static void Refresh(DbConnection ledger, IEnumerable<long> matters)
    {
        using var statements = new Statements(ledger);
        foreach (long[] some in matters.Chunk(Batch))
        {
            HashSet<long> empty = [.. some];
            foreach (Proposition found in Propositions.Of(ledger, some).ToList())
            {
                empty.Remove(found.Id);
                statements.Later("UPDATE proposition SET newest = @0, origins = @1, spread = @2, disputed = @3 WHERE id = @4", found.Positions.Max(p => p.Published) ?? "", found.Origins, Disputes.Spread(found.Positions), found.Disputed ? 1 : 0, found.Id);
            }
            foreach (long matter in empty)
            {
                statements.Later("DELETE FROM proposition WHERE id = @0 AND NOT EXISTS (SELECT 1 FROM position WHERE proposition = @0)", matter);
                statements.Later("UPDATE proposition SET disputed = 0 WHERE id = @0", matter);
            }
            statements.Flush();
        }
    }
}
