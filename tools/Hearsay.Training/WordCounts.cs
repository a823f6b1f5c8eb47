using System.Data.Common;
using Dapper;
using Hearsay.Ledger;

namespace Hearsay.Training;

/// <summary>Counts in a ledger how many positions hold each word, for the background of the joins.</summary>
internal static class WordCounts
{
    /// <summary>Rarer words tell more of a story than of the language.</summary>
    private const int Least = 8;

    public static void Run(string ledger, string output)
    {
        using LedgerStore store = LedgerStore.Open(ledger);
        using DbConnection connection = store.Connect();
        IEnumerable<string> words = connection.Query<(string Word, long Holders)>("SELECT word, holders FROM term WHERE holders >= @Least ORDER BY holders DESC, word", new { Least }).Select(w => $"{w.Word}\t{w.Holders}");
        File.WriteAllLines(output, words.Prepend(connection.ExecuteScalar<long>("SELECT count(*) FROM position").ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
