using System.Data.Common;
using Dapper;

namespace Hearsay.Ledger;

/// <summary>
/// The rows of the inverted index. One row holds the positions of one word that one transaction added: the differences between their numbers, and between the days of their stories,
/// in 7 bits a byte (variable byte code, Zobel and Moffat 2006). A word's rows follow each other by the first position of each.
/// </summary>
internal static class Postings
{
    /// <summary>Positions that are indexed together when the index is made anew.</summary>
    private const int Batch = 20_000;

    public static byte[] Write(long first, IReadOnlyList<Posting> row)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        long position = first;
        int day = 0;
        foreach (Posting posting in row)
        {
            writer.Write7BitEncodedInt64(posting.Position - position);
            int later = posting.Day - day;
            writer.Write7BitEncodedInt((later << 1) ^ (later >> 31));
            (position, day) = (posting.Position, posting.Day);
        }
        return bytes.ToArray();
    }

    public static List<Posting> Read(long first, byte[] row)
    {
        var postings = new List<Posting>(Count(row));
        Read(first, row, postings);
        return postings;
    }

    /// <summary>Adds the postings of a row.</summary>
    public static void Read(long first, ReadOnlySpan<byte> row, List<Posting> into)
    {
        long position = first;
        int day = 0;
        while (!row.IsEmpty)
        {
            position += (long)Number(ref row);
            uint later = (uint)Number(ref row);
            day += (int)(later >> 1) ^ -(int)(later & 1);
            into.Add(new Posting(position, day));
        }
    }

    /// <summary>How many postings a row holds: two numbers each, the last byte of a number has no high bit.</summary>
    public static int Count(ReadOnlySpan<byte> row)
    {
        int ends = 0;
        foreach (byte b in row)
            ends += b >> 7 ^ 1;
        return ends / 2;
    }

    private static ulong Number(ref ReadOnlySpan<byte> row)
    {
        ulong number = 0;
        for (int i = 0; i < row.Length; i++)
        {
            number |= (ulong)(row[i] & 0x7f) << 7 * i;
            if (row[i] < 0x80)
            {
                row = row[(i + 1)..];
                return number;
            }
        }
        throw new InvalidDataException("a row of the index of words ends within a number; 'hearsay doctor --repair' makes the index anew");
    }

    /// <summary>Adds a row for each word, of what it has unwritten.</summary>
    public static void Insert(DbConnection connection, Statements statements, Word[] words)
    {
        long[] terms = [.. words.Select(w => w.Id)], firsts = [.. words.Select(w => w.Unwritten![0].Position)];
        byte[][] rows = [.. words.Select((w, i) => Write(firsts[i], w.Unwritten!))];
        if (!connection.IsFile())
        {
            statements.Later("INSERT INTO posting (term, first, positions) SELECT * FROM unnest(@0, @1, @2)", terms, firsts, rows);
            return;
        }
        for (int i = 0; i < words.Length; i++)
            statements.Later("INSERT INTO posting (term, first, positions) VALUES (@0, @1, @2)", terms[i], firsts[i], rows[i]);
    }

    /// <summary>Makes the index of a ledger that was written before there was one.</summary>
    public static void Complete(DbConnection connection)
    {
        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM position) AND NOT EXISTS (SELECT 1 FROM posting)"))
            Rebuild(connection);
    }

    /// <summary>Makes the index anew from the words of the positions.</summary>
    public static void Rebuild(DbConnection connection)
    {
        connection.Execute("DELETE FROM posting; DELETE FROM term; UPDATE indexed SET positions = 0");
        using var statements = new Statements(connection);
        var index = new WordIndex(connection, statements);
        long last = 0;
        while (true)
        {
            List<(long Id, string Content, string Names, string? Published)> rows = [.. Positions(connection, last)];
            if (rows.Count == 0)
                return;
            Word[][] sets = index.Of([.. rows.Select(r => Terms.ListOf(r.Content, r.Names))]);
            for (int i = 0; i < sets.Length; i++)
                index.Index(rows[i].Id, sets[i], DayOf(rows[i].Published));
            index.Flush();
            statements.Flush();
            if (index.IsFull)
                index.Forget();
            last = rows[^1].Id;
        }
    }

    /// <returns>How many words have other positions than the index says.</returns>
    public static int Wrong(DbConnection connection)
    {
        // Of each word how many positions hold it, and the sum of their numbers.
        var held = new Dictionary<string, (long Count, long Sum)>(StringComparer.Ordinal);
        long last = 0;
        while (true)
        {
            List<(long Id, string Content, string Names, string? Published)> rows = [.. Positions(connection, last)];
            if (rows.Count == 0)
                break;
            foreach ((long id, string content, string names, _) in rows)
            {
                foreach (string word in Terms.ListOf(content, names).Distinct())
                {
                    (long count, long sum) = held.GetValueOrDefault(word);
                    held[word] = (count + 1, sum + id);
                }
            }
            last = rows[^1].Id;
        }
        var found = new Dictionary<string, (long Holders, long Count, long Sum)>(StringComparer.Ordinal);
        foreach ((string word, long holders, long? first, byte[]? row) in connection.Query<(string, long, long?, byte[]?)>("SELECT t.word, t.holders, p.first, p.positions FROM term t LEFT JOIN posting p ON p.term = t.id", buffered: false))
        {
            (_, long count, long sum) = found.GetValueOrDefault(word);
            List<Posting> postings = row is null ? [] : Read(first!.Value, row);
            found[word] = (holders, count + postings.Count, sum + postings.Sum(p => p.Position));
        }
        return found.Count(f => f.Value.Holders != f.Value.Count || held.GetValueOrDefault(f.Key) != (f.Value.Count, f.Value.Sum)) + held.Keys.Count(w => !found.ContainsKey(w));
    }

    /// <summary>The number of a story's day; 0 where it has none.</summary>
    public static int DayOf(string? published) => DateOnly.TryParse(published, out DateOnly day) ? day.DayNumber : 0;

    private static IEnumerable<(long Id, string Content, string Names, string? Published)> Positions(DbConnection connection, long after) => connection.Query<(long, string, string, string?)>(
        "SELECT p.id, p.content, p.names, a.published FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.id > @after ORDER BY p.id LIMIT @Batch", new { after, Batch });
}
