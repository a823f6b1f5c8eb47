using System.Data.Common;
using System.Runtime.InteropServices;

namespace Hearsay.Ledger;

/// <summary>A word of the ledger. Writers compare words by reference; there is one object a word until <see cref="WordIndex.Forget"/>.</summary>
internal sealed class Word(string text, int order)
{
    private readonly int background = BackgroundWords.Default.Holders(text);

    public string Text => text;

    /// <summary>When this writer met it: sets of words are arrays in this order.</summary>
    public int Order => order;

    /// <summary>Its row; 0 while the file does not hold it.</summary>
    public long Id { get; set; }

    /// <summary>How many positions hold it.</summary>
    public long Holders
    {
        get;
        set
        {
            field = value;
            Common = WordIndex.Scaled(value + background + 1);
        }
    }

    /// <summary>The logarithm of how many positions of the ledger and of the background hold it, in units of 1 / <see cref="WordIndex.Unit"/>.</summary>
    public long Common { get; private set; }

    /// <summary>The newest positions that hold it, oldest first; null while not read.</summary>
    public List<Posting>? Postings { get; set; }

    /// <summary>The positions that hold it and are not in the file yet, oldest first; null where the file is up to date.</summary>
    public List<Posting>? Unwritten { get; set; }

    /// <summary>Countries stand among the words by their code, see <see cref="Terms"/>.</summary>
    public bool IsNation { get; } = text.StartsWith(Terms.Country, StringComparison.Ordinal);
}

/// <summary>A position that holds a word, and the day of its story; day 0 where that is not known.</summary>
internal readonly record struct Posting(long Position, int Day);

/// <summary>
/// The words of the ledger, how much each weighs, and which positions hold it (an inverted index), as one writer remembers them. What is new is written once a transaction,
/// see <see cref="Flush"/>: one row for each word that it met, with all positions that hold it (<see cref="Postings"/>).
/// </summary>
internal sealed class WordIndex(DbConnection connection, Statements statements)
{
    /// <summary>The newest positions that are kept and read of one word.</summary>
    public const int MostHolders = 300;

    /// <summary>Logarithms are counted in parts of so many.</summary>
    public const int Unit = 1 << 20;

    /// <summary>Words and postings that are kept in memory at most; all are forgotten when there are more.</summary>
    private const int MostWords = 200_000;
    private const int MostPostings = 2_000_000;

    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);

    // Words that are held by more or fewer positions than the file says.
    private readonly List<Word> changed = [];
    private long postingCount;

    // How many positions there are, and how many the file says; less than none while not read.
    private long positions = -1, counted = -1;
    private long everything;

    public bool IsFull => words.Count > MostWords;

    /// <summary>Forgets everything, also what was not written.</summary>
    public void Forget()
    {
        words.Clear();
        changed.Clear();
        postingCount = 0;
        positions = counted = -1;
    }

    /// <summary>Natural logarithms as whole numbers, so that sums are the same in any order.</summary>
    public static long Scaled(long number) => (long)Math.Round(Math.Log(number) * Unit);

    /// <summary>The rarer in the ledger and in the news of other years the heavier: inverse document frequency (Sparck Jones 1972).</summary>
    public long Weight(Word word) => everything - word.Common;

    public long Weight(Word[] set)
    {
        long sum = set.Length * everything;
        foreach (Word word in set)
            sum -= word.Common;
        return sum;
    }

    /// <summary>The words of texts, each a set in the writer's order; those that this writer has not met are looked up together.</summary>
    /// <param name="texts">The terms of each text, in the order in which it has them; some more than once.</param>
    public Word[][] Of(IReadOnlyList<List<string>> texts)
    {
        if (positions < 0)
        {
            positions = counted = (long)statements.Run("SELECT positions FROM indexed")!;
            everything = Scaled(positions + BackgroundWords.Default.Positions + 10);
        }
        var unknown = new List<string>();
        var sets = new Word[texts.Count][];
        for (int i = 0; i < sets.Length; i++)
        {
            // Two texts may be one and the same.
            if (i > 0 && ReferenceEquals(texts[i], texts[i - 1]))
            {
                sets[i] = sets[i - 1];
                continue;
            }
            var set = new Word[texts[i].Count];
            int at = 0;
            foreach (string text in texts[i])
            {
                ref Word? word = ref CollectionsMarshal.GetValueRefOrAddDefault(words, text, out bool isKnown);
                if (!isKnown)
                {
                    word = new Word(text, words.Count - 1);
                    unknown.Add(text);
                }
                set[at++] = word!;
            }
            sets[i] = Ordered(set);
        }
        if (unknown.Count > 0)
        {
            using DbDataReader found = statements.Query("SELECT word, id, holders FROM term WHERE word IN (SELECT value FROM json_each(@0))", List(unknown));
            while (found.Read())
            {
                Word word = words[found.GetString(0)];
                word.Id = found.GetInt64(1);
                word.Holders = found.GetInt64(2);
            }
        }
        return sets;
    }

    /// <summary>Each word once, in the writer's order.</summary>
    private static Word[] Ordered(Word[] words)
    {
        Array.Sort(words, (a, b) => a.Order.CompareTo(b.Order));
        int count = 0;
        foreach (Word word in words)
        {
            if (count == 0 || words[count - 1] != word)
                words[count++] = word;
        }
        return count == words.Length ? words : words[..count];
    }

    /// <summary>The newest positions that hold the word, as many as are read from the file: what is found does not depend on what this writer remembers.</summary>
    public ReadOnlySpan<Posting> Newest(Word word)
    {
        ReadOnlySpan<Posting> all = CollectionsMarshal.AsSpan(word.Postings ?? Read(word));
        return all[Math.Max(0, all.Length - MostHolders)..];
    }

    private List<Posting> Read(Word word)
    {
        var holding = new List<Posting>();
        // A word that no position holds has no postings in the file.
        if (word.Holders > 0)
        {
            if (postingCount > MostPostings)
            {
                foreach (Word other in words.Values)
                    other.Postings = null;
                postingCount = 0;
            }
            var rows = new List<(long First, byte[] Positions)>();
            int count = 0;
            using (DbDataReader found = statements.Query("SELECT first, positions FROM posting WHERE term = @0 ORDER BY first DESC", word.Id))
            {
                for (; count < MostHolders && found.Read(); count += Postings.Count(rows[^1].Positions))
                    rows.Add((found.GetInt64(0), found.GetFieldValue<byte[]>(1)));
            }
            holding.Capacity = count;
            for (int i = rows.Count - 1; i >= 0; i--)
                Postings.Read(rows[i].First, rows[i].Positions, holding);
            holding.AddRange(word.Unwritten ?? []);
        }
        word.Postings = holding;
        postingCount += holding.Count;
        return holding;
    }

    public void Index(long position, Word[] set, int day)
    {
        everything = Scaled(++positions + BackgroundWords.Default.Positions + 10);
        foreach (Word word in set)
        {
            if (word.Holders++ == 0)
                word.Postings = [];
            if (word.Unwritten is null)
            {
                word.Unwritten = [];
                changed.Add(word);
            }
            word.Unwritten.Add(new Posting(position, day));
            if (word.Postings is not { } holding)
                continue;
            // Old ones are let go a good many at a time.
            if (holding.Count >= 2 * MostHolders)
            {
                postingCount -= holding.Count - MostHolders;
                holding.RemoveRange(0, holding.Count - MostHolders);
            }
            holding.Add(new Posting(position, day));
            postingCount++;
        }
    }

    /// <summary>Takes positions out, before they are deleted.</summary>
    /// <param name="removed">Positions with their words.</param>
    public void Remove(IReadOnlyList<(long Position, Word[] Words)> removed)
    {
        if (removed.Count == 0)
            return;
        long oldest = removed.Min(r => r.Position), newest = removed.Max(r => r.Position);
        foreach (IGrouping<Word, long> group in removed.SelectMany(r => r.Words, (r, w) => (r.Position, Word: w)).GroupBy(r => r.Word, r => r.Position))
        {
            Word word = group.Key;
            HashSet<long> gone = [.. group];
            int taken = word.Unwritten?.RemoveAll(p => gone.Contains(p.Position)) ?? 0;
            if (taken < gone.Count && word.Id != 0)
                taken += RemoveRows(word, gone, oldest, newest);
            word.Holders -= taken;
            if (word.Unwritten is null)
            {
                word.Unwritten = [];
                changed.Add(word);
            }
            postingCount -= word.Postings?.Count ?? 0;
            word.Postings = null;
        }
        positions -= removed.Count;
        everything = Scaled(positions + BackgroundWords.Default.Positions + 10);
    }

    /// <returns>How many were taken out.</returns>
    private int RemoveRows(Word word, HashSet<long> gone, long oldest, long newest)
    {
        var kept = new List<(long First, List<Posting> Left)>();
        int count = 0;
        using (DbDataReader found = statements.Query("SELECT first, positions FROM posting WHERE term = @0 AND first <= @1 ORDER BY first DESC", word.Id, newest))
        {
            bool older = false;
            while (!older && found.Read())
            {
                long first = found.GetInt64(0);
                List<Posting> row = Postings.Read(first, found.GetFieldValue<byte[]>(1));
                int taken = row.RemoveAll(p => gone.Contains(p.Position));
                if (taken > 0)
                    kept.Add((first, row));
                count += taken;
                older = first < oldest;
            }
        }
        foreach ((long first, List<Posting> left) in kept)
        {
            if (left.Count == 0)
                statements.Later("DELETE FROM posting WHERE term = @0 AND first = @1", word.Id, first);
            else
                statements.Later("UPDATE posting SET positions = @2 WHERE term = @0 AND first = @1", word.Id, first, Postings.Write(first, left));
        }
        return count;
    }

    /// <summary>Writes what has changed since the last time; before a transaction ends.</summary>
    public void Flush()
    {
        if (positions != counted)
            statements.Later("UPDATE indexed SET positions = @0", positions);
        counted = positions;
        if (changed.Count == 0)
            return;
        Word[] known = [.. changed.Where(w => w.Id != 0)], fresh = [.. changed.Where(w => w.Id == 0)];
        if (known.Length > 0)
            statements.Later("UPDATE term SET holders = CAST(h.value AS BIGINT) FROM json_each(@0) h WHERE term.id = CAST(h.key AS BIGINT)", "{" + string.Join(',', known.Select(w => $"\"{w.Id}\":{w.Holders}")) + "}");
        if (fresh.Length > 0)
        {
            using DbDataReader added = statements.Query("INSERT INTO term (word, holders) SELECT key, CAST(value AS BIGINT) FROM json_each(@0) RETURNING word, id", "{" + string.Join(',', fresh.Select(w => $"\"{w.Text}\":{w.Holders}")) + "}");
            while (added.Read())
                words[added.GetString(0)].Id = added.GetInt64(1);
        }
        Postings.Insert(connection, statements, [.. changed.Where(w => w.Unwritten is { Count: > 0 }).OrderBy(w => w.Id)]);
        foreach (Word word in changed)
            word.Unwritten = null;
        changed.Clear();
    }

    /// <summary>What stands in both sets, in order.</summary>
    public static List<Word> Shared(Word[] a, Word[] b)
    {
        var shared = new List<Word>();
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (ReferenceEquals(a[i], b[j]))
            {
                shared.Add(a[i]);
                i++;
                j++;
            }
            else if (a[i].Order < b[j].Order)
            {
                i++;
            }
            else
            {
                j++;
            }
        }
        return shared;
    }

    /// <summary>How many words stand in both sets, and what they weigh together.</summary>
    public (int Count, long Weight) SharedWeight(Word[] a, Word[] b)
    {
        int count = 0;
        long weight = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (ReferenceEquals(a[i], b[j]))
            {
                weight += Weight(a[i]);
                count++;
                i++;
                j++;
            }
            else if (a[i].Order < b[j].Order)
            {
                i++;
            }
            else
            {
                j++;
            }
        }
        return (count, weight);
    }

    public static bool Overlap(Word[] a, Word[] b)
    {
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (ReferenceEquals(a[i], b[j]))
                return true;
            if (a[i].Order < b[j].Order)
                i++;
            else
                j++;
        }
        return false;
    }

    /// <summary>The words as a JSON array; they hold letters, digits and blanks only.</summary>
    private static string List(IEnumerable<string> words) => "[\"" + string.Join("\",\"", words) + "\"]";
}
