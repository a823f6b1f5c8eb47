using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>Makes two names one party, or takes a name out of its party, as a person decides. Names, not stories, carry it: it stays when stories are read again.</summary>
public static class PartyWriter
{
    /// <summary>From now on <paramref name="name"/> and <paramref name="other"/>, with all other names of their parties, are one party.</summary>
    /// <exception cref="LedgerException">A name that no claim has.</exception>
    public static void Link(DbConnection ledger, string name, string other, string? note, DateTimeOffset now)
    {
        (string Key, string Party) a = Find(ledger, name), b = Find(ledger, other);
        if (a.Party == b.Party)
            return;
        using DbTransaction whole = ledger.BeginWriting();
        foreach (string key in ledger.Query<string>("SELECT key FROM party WHERE party = @Party", new { b.Party }).AsList())
            Move(ledger, key, b.Party, a.Party, $"linked with {name} by a person", note, now);
        Recount(ledger, a.Party);
        whole.Commit();
    }

    /// <summary>From now on <paramref name="name"/> stands for itself alone.</summary>
    /// <exception cref="LedgerException">A name that no claim has, or one that is alone already.</exception>
    public static void Unlink(DbConnection ledger, string name, string? note, DateTimeOffset now)
    {
        (string key, string party) = Find(ledger, name);
        if (ledger.ExecuteScalar<int>("SELECT count(*) FROM party WHERE party = @party", new { party }) < 2)
            throw new LedgerException($"'{name}' is linked with no other name");
        using DbTransaction whole = ledger.BeginWriting();
        // A party that is called by this very key keeps its other names: they move to one of their own.
        string heir = party;
        if (key == party)
        {
            heir = ledger.ExecuteScalar<string>("SELECT min(key) FROM party WHERE party = @party AND key <> @key", new { party, key })!;
            ledger.Execute("UPDATE party SET party = @heir WHERE party = @party AND key <> @key", new { heir, party, key });
        }
        Move(ledger, key, party, key, "unlinked by a person", note, now);
        Recount(ledger, key);
        Recount(ledger, heir);
        whole.Commit();
    }

    /// <summary>Who is one party with whom decides which claims repeat which: the matters with claims that are cited from one of its names.</summary>
    private static void Recount(DbConnection ledger, string party) =>
        Matters.RefreshOf(ledger, "SELECT p.proposition FROM party y JOIN claim c ON c.cites_key = y.key JOIN position p ON p.claim = c.id WHERE y.party = @value", party);

    private static void Move(DbConnection ledger, string key, string before, string after, string why, string? note, DateTimeOffset now)
    {
        ledger.Execute("UPDATE party SET party = @after, why = @why, made = 'person' WHERE key = @key", new { key, after, why });
        ledger.Execute("INSERT INTO party_decision (key, before, after, note, made) VALUES (@key, @before, @after, @note, @made)", new { key, before, after, note = note is null ? null : Dialect.Storable(note), made = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") });
    }

    private static (string Key, string Party) Find(DbConnection ledger, string name)
    {
        string key = LedgerWriter.SpeakerKey(name);
        return ledger.QueryFirstOrDefault<(string, string)>("SELECT key, party FROM party WHERE key = @key", new { key }) is { Item1: not null } found
            ? found
            : throw new LedgerException($"no claim in the ledger is by '{name}'; 'hearsay who' shows the names that there are");
    }
}
