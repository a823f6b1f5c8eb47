using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Benchmarks;

/// <summary>What a ledger holds, without the numbers of its rows, which have gaps where work was undone: two ledgers of the same stories are the same where their digests are.</summary>
/// <param name="Records">Of each story its record's hash, in order.</param>
/// <param name="Matters">Of each matter the hash of its positions with their reasons, in order.</param>
internal sealed record LedgerDigest(string[] Records, string[] Matters)
{
    /// <summary><c>./build bench same LEDGER...</c>: checks each ledger with the doctor, and whether all are the same as the first.</summary>
    public static int Run(string[] places)
    {
        LedgerDigest? first = null;
        bool same = true;
        Console.WriteLine("| ledger | stories | matters | as the first |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (string place in places)
        {
            LedgerDigest digest = Of(place);
            first ??= digest;
            same &= digest.IsSame(first);
            Console.WriteLine($"| {place} | {digest.Records.Length} | {digest.Matters.Length} | {digest.Against(first)} |");
        }
        return same ? 0 : 1;
    }

    public bool IsSame(LedgerDigest other) => Records.AsSpan().SequenceEqual(other.Records) && Matters.AsSpan().SequenceEqual(other.Matters);

    public string Against(LedgerDigest other) => IsSame(other) ? "the same" : $"OTHER: {Records.Except(other.Records).Count()} records and {Matters.Except(other.Matters).Count()} matters that it has not";

    public static LedgerDigest Of(string place)
    {
        using LedgerStore store = LedgerStore.Open(place);
        using DbConnection ledger = store.Connect();
        foreach (string trouble in Doctor.Check(ledger).Take(5))
            Console.WriteLine($"doctor: {trouble}");
        string[] records = [.. ledger.Query<string>("SELECT story || ' ' || content_hash FROM article")];
        string[] matters = [.. new Propositions().Ask(ledger).Select(m => Hash($"{m.Disputed} {m.Origins} " + string.Join('\n', m.Positions.Select(p => $"{p.Story}/{p.Name} {p.Speaker} {p.Stance} {p.Content} {p.JoinedWhy}"))))];
        Array.Sort(records, StringComparer.Ordinal);
        Array.Sort(matters, StringComparer.Ordinal);
        return new LedgerDigest(records, matters);
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
