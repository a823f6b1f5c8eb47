using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger.Questions;
using System.Data.Common;
using System.Text.Json;

namespace Hearsay.Ledger;

/// <summary>Checks that a ledger holds together, and mends what can be worked out again from the records.</summary>
public static class Doctor
{
    /// <returns>What was wrong, in words; empty where all is well.</returns>
    public static IReadOnlyList<string> Check(DbConnection ledger)
    {
        var found = new List<string>();
        // A database server sees to its files, keys and indexes itself.
        if (ledger.IsFile() && !CheckFile(ledger, found))
            return found;
        Count(ledger, found, "SELECT count(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM position p WHERE p.claim = c.id)", "claims are on no matter");
        Count(ledger, found, "SELECT count(*) FROM proposition m WHERE NOT EXISTS (SELECT 1 FROM position p WHERE p.proposition = m.id)", "matters have no position");
        Count(found, Postings.Wrong(ledger), "words are indexed wrongly");
        Count(ledger, found, "SELECT abs((SELECT positions FROM indexed) - (SELECT count(*) FROM position))", "positions are missing from the index's count, or too many in it");
        Count(ledger, found, "SELECT count(*) FROM article a JOIN article o ON o.id = a.origin WHERE o.origin IS NOT NULL", "reprints point at a reprint");
        Count(ledger, found, "SELECT count(*) FROM claim c WHERE c.speaker_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party p WHERE p.key = c.speaker_key)", "claims have a speaker without a party");
        Count(ledger, found, "SELECT count(*) FROM article a WHERE claims <> (SELECT count(*) FROM claim c WHERE c.article = a.id AND c.voice = 'source') OR events <> (SELECT count(*) FROM event e WHERE e.article = a.id)", "stories have their claims or events counted wrongly");
        Count(ledger, found, "SELECT abs((SELECT matters FROM total) - (SELECT count(*) FROM proposition))", "matters are missing from their total, or too many in it");
        int records = 0, matters = 0;
        foreach ((long id, string story, byte[] packed, int claims) in ledger.Query<(long, string, byte[], int)>("SELECT a.id, a.story, a.packed, (SELECT count(*) FROM claim c WHERE c.article = a.id) FROM article a", buffered: false))
        {
            if (!IsRecord(packed, story, claims))
                records++;
        }
        if (records > 0)
            found.Add($"{records} stories have other claims than their record");
        Dictionary<long, (bool Disputed, int Origins)> kept = ledger.Query<(long Id, int Disputed, int Origins)>("SELECT id, disputed, origins FROM proposition WHERE disputed = 1 OR origins > 1").ToDictionary(m => m.Id, m => (m.Disputed == 1, m.Origins));
        foreach (Proposition matter in new Propositions().Ask(ledger))
        {
            if (kept.GetValueOrDefault(matter.Id, (false, 1)) != (matter.Disputed, matter.Origins))
                matters++;
        }
        if (matters > 0)
            found.Add($"{matters} matters are marked wrongly as disputed or not, or with another number of independent sources than they have");
        return found;
    }

    private static bool IsRecord(byte[] packed, string story, int claims)
    {
        try
        {
            StoryRecord read = PackedRecord.Read(packed);
            return read.Article.Id == story && read.Claims.Count + read.Statements.Count == claims;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return false;
        }
    }

    /// <returns>False where the file is damaged, so that no more can be asked of it.</returns>
    private static bool CheckFile(DbConnection ledger, List<string> found)
    {
        foreach (string line in ledger.Query<string>("PRAGMA integrity_check").Where(l => l != "ok"))
            found.Add("the file itself: " + line);
        if (found.Count > 0)
            return false;
        int broken = ledger.Query("PRAGMA foreign_key_check").Count();
        if (broken > 0)
            found.Add($"{broken} rows point at rows that are not there");
        foreach (string table in (string[])["claim_text", "event_text"])
        {
            try
            {
                ledger.Execute($"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
            }
            catch (DbException)
            {
                found.Add($"the word index {table} does not fit its table");
            }
        }
        return true;
    }

    /// <summary>Works out again what can be: word indexes, word counts, marks of disputed matters, parties. One transaction.</summary>
    public static void Repair(DbConnection ledger)
    {
        using DbTransaction whole = ledger.BeginWriting();
        if (ledger.IsFile())
        {
            ledger.Execute(
                """
                INSERT INTO claim_text (claim_text) VALUES ('rebuild');
                INSERT INTO event_text (event_text) VALUES ('rebuild');
                DELETE FROM party_text;
                INSERT INTO party_text (key) SELECT key FROM party;
                UPDATE total SET matters = (SELECT count(*) FROM proposition);
                """);
        }

        ledger.Execute(
            """
            UPDATE article SET claims = (SELECT count(*) FROM claim c WHERE c.article = article.id AND c.voice = 'source'), events = (SELECT count(*) FROM event e WHERE e.article = article.id);
            UPDATE article SET origin = (SELECT coalesce(o.origin, o.id) FROM article o WHERE o.id = article.origin) WHERE origin IS NOT NULL;
            INSERT INTO party (key, party, name, why, made) SELECT speaker_key, speaker_key, min(speaker), 'its own name', 'reader' FROM claim WHERE speaker_key IS NOT NULL GROUP BY speaker_key ON CONFLICT DO NOTHING;
            """);
        Postings.Rebuild(ledger);
        Matters.Refresh(ledger, ledger.Query<long>("SELECT id FROM proposition"));
        whole.Commit();
    }

    private static void Count(DbConnection ledger, List<string> found, string sql, string what) => Count(found, ledger.ExecuteScalar<int>(sql), what);

    private static void Count(List<string> found, int count, string what)
    {
        if (count > 0)
            found.Add($"{count} {what}");
    }
}
