using System.Data.Common;
using System.Runtime.InteropServices;

namespace Hearsay.Ledger;

/// <summary>A word of the ledger. Writers compare words by reference; there is one object a word until <see cref="WordIndex.Forget"/>.</summary>
internal sealed class Word(string text, int order)
{
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
            Common = WordIndex.Scaled(value + 1);
        }
    }

    /// <summary>The logarithm of <see cref="Holders"/> + 1, in units of 2^-20.</summary>
    public long Common { get; private set; }

    /// <summary>The newest positions that hold it, oldest first; null while not read.</summary>
    public List<Posting>? Postings { get; set; }

    /// <summary>Countries stand among the words by their code, see <see cref="Terms"/>.</summary>
    public bool IsNation => text.StartsWith(Terms.Country, StringComparison.Ordinal);
}

/// <summary>A position that holds a word, and the day of its story; day 0 where that is not known.</summary>
internal readonly record struct Posting(long Position, int Day);

/// <summary>The words of the ledger, how much each weighs, and which positions hold it (an inverted index), as one writer remembers them.</summary>
internal sealed class WordIndex(Statements statements)
{
    /// <summary>The newest positions that are kept and read of one word.</summary>
    public const int MostHolders = 300;

    /// <summary>Words and postings that are kept in memory at most; all are forgotten when there are more.</summary>
    private const int MostWords = 100_000;
    private const int MostPostings = 2_000_000;

    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);

    // Positions with the numbers of their words, as members of a JSON object, that the file does not hold yet.
    private readonly List<string> unwritten = [];
    private int unwrittenDay;
    private long postingCount;
    private long positions = -1;
    private long everything;

    public bool IsFull => words.Count > MostWords;

    public void Forget()
    {
        words.Clear();
        unwritten.Clear();
        postingCount = 0;
        positions = -1;
    }

    /// <summary>Natural logarithms as whole numbers, so that sums are the same in any order.</summary>
    public static long Scaled(long number) => (long)Math.Round(Math.Log(number) * (1 << 20));

    /// <summary>The rarer the heavier: inverse document frequency (Sparck Jones 1972).</summary>
    public long Weight(Word word) => everything - word.Common;

    public long Weight(Word[] set)
    {
        long sum = set.Length * everything;
        foreach (Word word in set)
            sum -= word.Common;
        return sum;
    }

    /// <summary>The words of texts, each a set in the writer's order; those that this writer has not met are looked up together.</summary>
    public Word[][] Of(IReadOnlyList<HashSet<string>> texts)
    {
        if (positions < 0)
        {
            positions = (long)statements.Run("SELECT count(*) FROM position")!;
            everything = Scaled(positions + 10);
        }
        var unknown = new List<string>();
        var sets = new Word[texts.Count][];
        for (int i = 0; i < sets.Length; i++)
        {
            var set = new Word[texts[i].Count];
            int at = 0;
            foreach (string text in texts[i])
            {
                if (!words.TryGetValue(text, out Word? word))
                {
                    words[text] = word = new Word(text, words.Count);
                    unknown.Add(text);
                }
                set[at++] = word;
            }
            Array.Sort(set, (a, b) => a.Order.CompareTo(b.Order));
            sets[i] = set;
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

    /// <summary>Gives a row to the words that are new to the ledger.</summary>
    public void Add(Word[][] sets)
    {
        string[] fresh = [.. sets.SelectMany(s => s).Where(w => w.Id == 0).Distinct().Select(w => w.Text)];
        if (fresh.Length == 0)
            return;
        using DbDataReader added = statements.Query("INSERT INTO term (word, holders) SELECT value, 0 FROM json_each(@0) RETURNING word, id", List(fresh));
        while (added.Read())
            words[added.GetString(0)].Id = added.GetInt64(1);
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
            Write();
            if (postingCount > MostPostings)
            {
                foreach (Word other in words.Values)
                    other.Postings = null;
                postingCount = 0;
            }
            using DbDataReader found = statements.Query("SELECT position, day FROM position_term WHERE term = @0 ORDER BY position DESC LIMIT @1", word.Id, MostHolders);
            while (found.Read())
                holding.Add(new Posting(found.GetInt64(0), found.GetInt32(1)));
            holding.Reverse();
        }
        word.Postings = holding;
        postingCount += holding.Count;
        return holding;
    }

    public void Index(long position, Word[] set, int day)
    {
        everything = Scaled(++positions + 10);
        if (set.Length == 0)
            return;
        unwritten.Add($"\"{position}\":[{string.Join(',', set.Select(w => w.Id).Order())}]");
        unwrittenDay = day;
        foreach (Word word in set)
        {
            if (word.Holders++ == 0)
                word.Postings = [];
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

    /// <summary>Takes out what a story's positions hold, before they are deleted.</summary>
    /// <param name="removed">Rows of words, 0 for a position without words, with rows of positions.</param>
    public void Remove(IReadOnlyCollection<(long Word, long Position)> removed)
    {
        if (positions < 0)
            return;
        Dictionary<long, Word> byId = words.Values.Where(w => w.Id != 0).ToDictionary(w => w.Id);
        foreach (IGrouping<long, long> group in removed.GroupBy(r => r.Word, r => r.Position))
        {
            if (!byId.TryGetValue(group.Key, out Word? word))
                continue;
            HashSet<long> gone = [.. group];
            word.Holders -= gone.Count;
            if (word.Postings is not { } holding)
                continue;
            postingCount -= holding.RemoveAll(p => gone.Contains(p.Position));
            // Where fewer are left than are looked at, older ones of the file come into view.
            if (holding.Count < MostHolders && holding.Count < word.Holders)
            {
                postingCount -= holding.Count;
                word.Postings = null;
            }
        }
        positions -= removed.Select(r => r.Position).Distinct().Count();
        everything = Scaled(positions + 10);
    }

    /// <summary>Writes the words of a story's positions that were indexed since the last time: one statement for all.</summary>
    public void Write()
    {
        if (unwritten.Count > 0)
            statements.Run("INSERT INTO position_term (term, position, day) SELECT CAST(t.value AS BIGINT), CAST(p.key AS BIGINT), @1 FROM json_each(@0) p, json_each(p.value) t", "{" + string.Join(',', unwritten) + "}", unwrittenDay);
        unwritten.Clear();
    }

    /// <summary>Writes how often the words are held, once a story: one statement for all its words.</summary>
    public void WriteHolders(Word[][] sets)
    {
        string held = "{" + string.Join(',', sets.SelectMany(s => s).GroupBy(w => w.Id).Select(g => $"\"{g.Key}\":{g.Count()}")) + "}";
        statements.Run("UPDATE term SET holders = holders + CAST(h.value AS BIGINT) FROM json_each(@0) h WHERE term.id = CAST(h.key AS BIGINT)", held);
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
