using Dapper;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>Keeps with each matter what the list of disputes is chosen and sorted by, so that the list is quick in a ledger of any size.</summary>
internal static class Matters
{
    /// <summary>The same for all matters that a question finds.</summary>
    /// <param name="matters">SQL that gives their numbers, by @value.</param>
    public static void RefreshOf<T>(DbConnection ledger, string matters, T value)
    {
        foreach (long matter in ledger.Query<long>($"SELECT DISTINCT m.proposition FROM ({matters}) m", new { value }).AsList())
            Refresh(ledger, matter);
    }

    /// <summary>Works out a matter anew from its positions; one without any is taken away.</summary>
    public static void Refresh(DbConnection ledger, long matter)
    {
        if (Propositions.One(ledger, matter) is not { } found)
        {
            ledger.Execute("DELETE FROM proposition WHERE id = @matter AND NOT EXISTS (SELECT 1 FROM position WHERE proposition = @matter); UPDATE proposition SET disputed = 0 WHERE id = @matter", new { matter });
            return;
        }
        ledger.Execute("UPDATE proposition SET newest = @newest, origins = @Origins, spread = @spread, disputed = @disputed WHERE id = @matter", new { newest = found.Positions.Max(p => p.Published) ?? "", found.Origins, spread = Disputes.Spread(found.Positions), disputed = found.Disputed ? 1 : 0, matter });
    }
}
