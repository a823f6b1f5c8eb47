using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>A claim's content, or one clause of it, that is to be joined to a matter.</summary>
/// <param name="Claim">The row of the claim; <paramref name="Name"/> is its name in the story.</param>
/// <param name="Names">The names of the parties that its pronouns and short names stand for.</param>
/// <param name="About">The name of the claim of the same story that it answers, or null.</param>
/// <param name="Speaker">Who says it; null for the outlet's own voice and where nobody is named.</param>
/// <param name="Toll">killed or injured, where it counts the dead or the hurt of what the story tells as news; else null.</param>
internal sealed record Position(long Claim, string Name, string Stance, string Content, string Names, string? About, string? Speaker = null, string? Toll = null);

/// <summary>
/// Joins positions of one matter into a proposition. Candidates are found by their rarest words, so the cost of a story does not grow
/// with the ledger; a position joins the one it is most like, where enough of the shorter one's weight stands in the other. Words weigh by how few
/// positions hold them (inverse document frequency, Sparck Jones 1972).
/// </summary>
internal sealed class PropositionJoiner(DbConnection connection, Statements statements)
{
    private const int SearchWords = 10;
    private const int Candidates = 16;

    /// <summary>The share of the shorter position's weight that must stand in the other, chosen on the four groups of dev stories.</summary>
    private const double LeastShare = 0.5;

    private const double LeastShareInside = 0.8;
    private const double LeastOverall = 0.25;
    private const int LeastWords = 2;

    /// <summary>Stories further apart than this tell of different matters, in days.</summary>
    private const int MostDays = 21;

    /// <summary>Two stories tell of one event where so many of the rarest words of the one, of so many that are looked up, stand in the other.</summary>
    private const int LeastKinWords = 4;

    private const int KinWords = 30;

    /// <summary>A word that more positions hold tells no event.</summary>
    private const int MostKinHolders = 60;

    /// <summary>The stories of one event that a story is compared with.</summary>
    private const int MostKin = 6;

    /// <summary>A denial or refusal answers what names its speaker in a story of the same event, if they share so much of the shorter one's weight.</summary>
    private const double LeastAnswered = 0.25;

    /// <summary>The rarest words are looked up until they have so many holders together, so that the cost stays flat while the ledger grows.</summary>
    private const int MostHolders = 300;

    /// <summary>Words and positions that are kept in memory at most; all are forgotten when there are more.</summary>
    private const int MostKept = 100_000;
    private const int MostPostings = 2_000_000;

    // Words seen by this writer: their numbers, and how many positions hold them. Another writer of the file may add to the counts; they only weigh words.
    private readonly Dictionary<string, (long Id, long Holders)> terms = [];
    private readonly Dictionary<long, Known> known = [];

    // Positions to their stories and the days of these.
    private readonly Dictionary<long, (long Article, string? Published)> stories = [];

    // Words (by number) to positions that hold them.
    private readonly Dictionary<long, List<long>> postings = [];
    private long postingCount;

    // Positions with the numbers of their words, as members of a JSON object, that the file does not hold yet.
    private readonly List<string> unwritten = [];
    private double positionCount = -1;

    /// <summary>A position of the ledger with its words, its matter and its story.</summary>
    private sealed record Known(HashSet<string> Own, HashSet<string> All, string Content, long Proposition, long Article, string? Published);

    /// <summary>Forgets what was read from the file: after a transaction that did not end well, and where rows were taken out.</summary>
    public void Forget()
    {
        terms.Clear();
        known.Clear();
        stories.Clear();
        postings.Clear();
        unwritten.Clear();
        postingCount = 0;
        positionCount = -1;
    }

    /// <returns>The matters that have positions of more than one claim now, or a position more.</returns>
    public HashSet<long> Join(string? published, long article, List<Position> positions)
    {
        if (terms.Count > MostKept || known.Count > MostKept || stories.Count > MostKept)
            Forget();
        if (positionCount < 0)
            positionCount = connection.ExecuteScalar<long>("SELECT count(*) FROM position");
        // Answers come last, so that what they answer has its matter.
        Position[] ordered = [.. positions.OrderBy(p => p.About is null ? 0 : 1)];
        (HashSet<string> Own, HashSet<string> All)[] words = [.. ordered.Select(p => WordsOf(p.Content, p.Names))];
        Load(words.SelectMany(w => w.All));
        Add(words.SelectMany(w => w.All));
        Lazy<Kin[]> kin = new(KinOf(published, article, words));
        Lazy<Candidate[]> elsewhere = new(() => kin.Value.Length == 0 ? [] : PositionsOf(kin.Value));
        var byName = new Dictionary<string, List<(long Proposition, HashSet<string> Words)>>();
        var touched = new HashSet<long>();
        for (int i = 0; i < ordered.Length; i++)
        {
            Position position = ordered[i];
            (HashSet<string> own, HashSet<string> all) = words[i];
            long? proposition = null;
            double score = 0;
            string? why = null;
            if (position.About is { } about && byName.TryGetValue(about, out var answered))
            {
                // Of the clauses of what it answers, the one with most of its words; the first of equals.
                proposition = answered.MaxBy(a => a.Words.Count(all.Contains)).Proposition;
                score = 1;
                why = $"answers {about} of the same story";
            }
            if (proposition is null && (SameToll(position, all, kin, elsewhere) ?? Nearest(published, article, own, all) ?? Answered(position, all, elsewhere)) is { } near)
                (proposition, score, why) = near;
            if (proposition is null)
                proposition = statements.Insert("INSERT INTO proposition (newest, disputed) VALUES (@0, @1) RETURNING id", published ?? "", position.Stance is "denies" or "declines" ? 1 : 0);
            else
                touched.Add(proposition.Value);
            if (!byName.TryGetValue(position.Name, out var clauses))
                byName[position.Name] = clauses = [];
            clauses.Add((proposition.Value, all));
            long id = statements.Insert(
                "INSERT INTO position (claim, proposition, joined, joined_why, content, names, toll) VALUES (@0, @1, @2, @3, @4, @5, @6) RETURNING id",
                position.Claim, proposition, score, why, position.Content, position.Names, position.Toll);
            known[id] = new Known(own, all, position.Content, proposition.Value, article, published);
            stories[id] = (article, published);
            Index(id, all);
        }
        WritePostings();
        // How many positions hold each word, once a story: one statement for all its words.
        string held = "{" + string.Join(',', words.SelectMany(w => w.All).GroupBy(w => terms[w].Id).Select(g => $"\"{g.Key}\":{g.Count()}")) + "}";
        connection.Execute("UPDATE term SET holders = holders + CAST(h.value AS BIGINT) FROM json_each(@held) h WHERE term.id = CAST(h.key AS BIGINT)", new { held });
        return touched;
    }

    private (long, double, string)? Nearest(string? published, long article, HashSet<string> own, HashSet<string> words)
    {
        if (own.Count < LeastWords)
            return null;
        var rarest = new List<long>();
        long holders = 0;
        foreach ((long id, long count) in words.Select(w => terms[w]).Where(t => t.Holders > 0).OrderBy(t => t.Holders).ThenBy(t => t.Id).Take(SearchWords))
        {
            holders += count;
            if (holders > MostHolders && rarest.Count > 0)
                break;
            rarest.Add(id);
        }
        if (rarest.Count == 0)
            return null;
        long[] found = HoldersOf(rarest);
        LoadPositions(found);
        (long, double, string)? best = null;
        double mine = words.Sum(Weight);
        foreach (Known candidate in found.Select(id => known[id]))
        {
            (HashSet<string> otherOwn, HashSet<string> other, string content, long proposition, long theirs, string? day) = candidate;
            if (DaysApart(published, day) > MostDays)
                continue;
            // Names alone make no matter: at least one word of what is said must be shared.
            if (otherOwn.Count < LeastWords || !own.Overlaps(otherOwn))
                continue;
            string[] shared = [.. words.Where(other.Contains)];
            double common = shared.Sum(Weight), their = other.Sum(Weight);
            double share = common / Math.Min(mine, their), overall = common / (mine + their - common);
            // Positions of one story were told apart by its writer; they are one matter only when nearly the same.
            double least = theirs == article ? LeastShareInside : LeastShare;
            if (shared.Length < LeastWords || share < least || overall < LeastOverall || best is { } b && b.Item2 >= share + overall)
                continue;
            best = (proposition, share + overall, $"shares {string.Join(", ", shared.OrderByDescending(Weight).ThenBy(w => w, StringComparer.Ordinal).Take(6))} with '{Short(content)}'");
        }
        return best is { } chosen ? (chosen.Item1, Math.Round(Math.Min(1, chosen.Item2 / 2), 3), chosen.Item3) : null;
    }

    /// <summary>A story that tells of the same event, and some of the words that say so.</summary>
    private sealed record Kin(long Article, string[] Shared);

    /// <summary>The stories of the ledger that tell of the same event as the words, the likest first. Looked up before any of the story's own positions is indexed.</summary>
    private Func<Kin[]> KinOf(string? published, long article, (HashSet<string> Own, HashSet<string> All)[] words)
    {
        (string Word, long Id)[] rarest = [.. words.SelectMany(w => w.All).Distinct().Where(w => terms[w].Holders is > 0 and <= MostKinHolders).OrderBy(w => terms[w].Holders).ThenBy(w => w, StringComparer.Ordinal).Take(KinWords).Select(w => (w, terms[w].Id))];
        return () =>
        {
            if (rarest.Length < LeastKinWords)
                return [];
            LoadPostings([.. rarest.Select(r => r.Id)]);
            LoadStories([.. rarest.SelectMany(r => Newest(r.Id).ToArray())]);
            var shared = new Dictionary<long, HashSet<string>>();
            foreach ((string word, long id) in rarest)
            {
                foreach (long position in Newest(id))
                {
                    (long theirs, string? day) = stories[position];
                    if (theirs == article || DaysApart(published, day) > MostDays)
                        continue;
                    if (!shared.TryGetValue(theirs, out HashSet<string>? held))
                        shared[theirs] = held = [];
                    held.Add(word);
                }
            }
            return [.. shared.Where(s => s.Value.Count >= LeastKinWords).OrderByDescending(s => s.Value.Sum(Weight)).ThenBy(s => s.Key).Take(MostKin).Select(s => new Kin(s.Key, [.. s.Value.OrderByDescending(Weight).ThenBy(w => w, StringComparer.Ordinal).Take(4)]))];
        };
    }

    /// <summary>Looks up the stories of positions that this writer has not seen yet.</summary>
    private void LoadStories(IEnumerable<long> positions)
    {
        string unknown = string.Join(',', positions.Where(p => !stories.ContainsKey(p)).Distinct());
        if (unknown.Length == 0)
            return;
        foreach ((long position, long article, string? day) in connection.Query<(long, long, string?)>(
            "SELECT p.id, c.article, a.published FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(@ids))", new { ids = $"[{unknown}]" }))
            stories[position] = (article, day);
    }

    /// <summary>A position of another story of the event: its words without and with what pronouns in it, or the claim as a whole, speak of; the words of its speaker, if it is a denial or refusal.</summary>
    private sealed record Candidate(long Proposition, string Stance, string Content, string? Speaker, string? Toll, long Article, HashSet<string> Own, HashSet<string> All);

    private Candidate[] PositionsOf(Kin[] kin)
    {
        // What an outlet says in its own voice is asked for only where it counts the dead or the hurt.
        Candidate[] found =
        [
            .. connection.Query<(long Proposition, string Stance, string Content, string Names, string? Speaker, string? Target, string? Toll, long Article)>(
                """
                SELECT p.proposition, c.stance, p.content, p.names, c.speaker, c.target, p.toll, c.article
                FROM position p JOIN claim c ON c.id = p.claim
                WHERE c.article IN (SELECT CAST(value AS BIGINT) FROM json_each(@articles)) AND (c.voice = 'source' OR p.toll IS NOT NULL) ORDER BY p.id
                """,
                new { articles = "[" + string.Join(',', kin.Select(k => k.Article)) + "]" })
                .Select(p => (Row: p, Words: WordsOf(p.Content, p.Names + " " + p.Target)))
                .Select(p => new Candidate(p.Row.Proposition, p.Row.Stance, p.Row.Content, p.Row.Speaker, p.Row.Toll, p.Row.Article, p.Words.Own, p.Words.All)),
        ];
        Load(found.SelectMany(c => c.Own));
        return found;
    }

    /// <summary>Counts of the dead, or of the hurt, of one event are one matter, in whatever words: 'at least 31 died', '38 bodies were found'. Not where they are of different nations.</summary>
    private (long, double, string)? SameToll(Position position, HashSet<string> all, Lazy<Kin[]> kin, Lazy<Candidate[]> elsewhere)
    {
        if (position.Toll is null || kin.Value.Length == 0)
            return null;
        string[] nations = [.. all.Where(IsNation)];
        foreach (Kin story in kin.Value)
        {
            foreach (Candidate candidate in elsewhere.Value.Where(c => c.Article == story.Article && c.Toll == position.Toll))
            {
                string[] theirs = [.. candidate.All.Where(IsNation)];
                if (nations.Length == 0 || theirs.Length == 0 || nations.Intersect(theirs).Any())
                    return (candidate.Proposition, 0.5, $"counts the {position.Toll} of the same event as '{Short(candidate.Content)}'; the stories share {string.Join(", ", story.Shared)}");
            }
        }
        return null;
    }

    /// <summary>A denial or a refusal of one story answers what another story of the same event says of its speaker; either may be in the ledger first.</summary>
    private (long, double, string)? Answered(Position position, HashSet<string> all, Lazy<Candidate[]> elsewhere)
    {
        bool answers = position.Stance is "denies" or "declines";
        // Few stories deny anything: an assertion is compared with what does.
        if (position.Speaker is null || elsewhere.Value.Length == 0)
            return null;
        HashSet<string> mine = answers ? Terms.Of(position.Speaker) : [];
        (long, double, string)? best = null;
        foreach (Candidate candidate in elsewhere.Value)
        {
            if (candidate.Stance is "denies" or "declines" == answers || candidate.Stance is not ("asserts" or "accuses" or "confirms") && answers || !answers && candidate.Speaker is null)
                continue;
            string who = answers ? position.Speaker : candidate.Speaker!;
            HashSet<string> speaker = answers ? mine : Terms.Of(who);
            if (!(answers ? candidate.All : all).Overlaps(speaker))
                continue;
            string[] shared = [.. all.Where(w => candidate.Own.Contains(w) && !speaker.Contains(w))];
            if (shared.Length == 0)
                continue;
            double share = shared.Sum(Weight) / Math.Max(1, Math.Min(all.Sum(Weight), candidate.Own.Where(w => !speaker.Contains(w)).Sum(Weight)));
            if (share >= LeastAnswered && (best is null || share > best.Value.Item2))
                best = (candidate.Proposition, share, $"answers '{Short(candidate.Content)}', {(answers ? "which speaks" : "as it speaks")} of {who}; shares {string.Join(", ", shared.OrderByDescending(Weight).ThenBy(w => w, StringComparer.Ordinal).Take(4))}");
        }
        return best is { } found ? (found.Item1, Math.Round(found.Item2 / 2, 3), found.Item3) : null;
    }

    /// <summary>Countries stand among the terms by their code.</summary>
    private static bool IsNation(string term) => term.Length == 2 && char.IsAsciiLetterUpper(term[0]);

    /// <summary>The positions that hold most of the terms, the newest of equals first.</summary>
    private long[] HoldersOf(List<long> rarest)
    {
        LoadPostings(rarest);
        var counts = new Dictionary<long, int>();
        foreach (long term in rarest)
        {
            foreach (long position in Newest(term))
                counts[position] = counts.GetValueOrDefault(position) + 1;
        }
        return [.. counts.OrderByDescending(c => c.Value).ThenByDescending(c => c.Key).Take(Candidates).Select(c => c.Key)];
    }

    /// <summary>The newest positions that hold a word, as many as are read from the file: what is found does not depend on what this writer remembers.</summary>
    private ReadOnlySpan<long> Newest(long term)
    {
        ReadOnlySpan<long> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(postings[term]);
        return all[Math.Max(0, all.Length - MostHolders)..];
    }

    /// <summary>Writes the words of the positions that were indexed since the last time: one statement for all.</summary>
    private void WritePostings()
    {
        if (unwritten.Count > 0)
            statements.Run("INSERT INTO position_term (term, position) SELECT CAST(t.value AS BIGINT), CAST(p.key AS BIGINT) FROM json_each(@0) p, json_each(p.value) t", "{" + string.Join(',', unwritten) + "}");
        unwritten.Clear();
    }

    private void LoadPostings(List<long> wanted)
    {
        if (wanted.TrueForAll(postings.ContainsKey))
            return;
        WritePostings();
        if (postingCount > MostPostings)
        {
            postings.Clear();
            postingCount = 0;
        }
        foreach (long term in wanted.Where(t => !postings.ContainsKey(t)))
        {
            // The newest, where there are many: only those can be near in time.
            List<long> holding = connection.Query<long>("SELECT position FROM position_term WHERE term = @term ORDER BY position DESC LIMIT @MostHolders", new { term, MostHolders }).AsList();
            holding.Reverse();
            postings[term] = holding;
            postingCount += holding.Count;
        }
    }

    /// <summary>Reads the positions that this writer has not seen yet, and looks up their words.</summary>
    private void LoadPositions(long[] found)
    {
        long[] unknown = [.. found.Where(id => !known.ContainsKey(id))];
        if (unknown.Length == 0)
            return;
        foreach ((long id, long proposition, string content, string names, string? day, long story) in connection.Query<(long, long, string, string, string?, long)>(
            "SELECT p.id, p.proposition, p.content, p.names, a.published, c.article FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(@ids))",
            new { ids = "[" + string.Join(',', unknown) + "]" }))
        {
            (HashSet<string> own, HashSet<string> all) = WordsOf(content, names);
            known[id] = new Known(own, all, content, proposition, story, day);
        }
        Load(unknown.SelectMany(id => known[id].All));
    }

    private static (HashSet<string> Own, HashSet<string> All) WordsOf(string content, string names)
    {
        HashSet<string> own = Terms.Of(content);
        return (own, names.Length == 0 ? own : [.. own, .. Terms.Of(names)]);
    }

    /// <summary>Looks up the words that this writer has not seen yet.</summary>
    private void Load(IEnumerable<string> words)
    {
        string[] unknown = [.. words.Where(w => !terms.ContainsKey(w)).Distinct()];
        if (unknown.Length == 0)
            return;
        foreach ((string word, long id, long holders) in connection.Query<(string, long, long)>("SELECT word, id, holders FROM term WHERE word IN (SELECT value FROM json_each(@list))", new { list = List(unknown) }))
            terms[word] = (id, holders);
        foreach (string word in unknown)
            terms.TryAdd(word, (0, 0));
    }

    /// <summary>Gives a number to the words that are new to the ledger.</summary>
    private void Add(IEnumerable<string> words)
    {
        string[] fresh = [.. words.Where(w => terms[w].Id == 0).Distinct()];
        if (fresh.Length == 0)
            return;
        foreach ((string word, long id) in connection.Query<(string, long)>("INSERT INTO term (word, holders) SELECT value, 0 FROM json_each(@list) RETURNING word, id", new { list = List(fresh) }))
            terms[word] = (id, 0);
    }

    private void Index(long position, HashSet<string> words)
    {
        positionCount++;
        if (words.Count == 0)
            return;
        unwritten.Add($"\"{position}\":[{string.Join(',', words.Select(w => terms[w].Id).Order())}]");
        foreach (string word in words)
        {
            (long term, long holders) = terms[word];
            terms[word] = (term, holders + 1);
            // A word that no position held before has no postings in the file.
            if (holders == 0)
                postings[term] = [];
            if (!postings.TryGetValue(term, out List<long>? holding))
                continue;
            // Old ones are let go a good many at a time.
            if (holding.Count >= 2 * MostHolders)
            {
                postingCount -= holding.Count - MostHolders;
                holding.RemoveRange(0, holding.Count - MostHolders);
            }
            holding.Add(position);
            postingCount++;
        }
    }

    /// <summary>The words as a JSON array; they hold letters, digits and blanks only.</summary>
    private static string List(IEnumerable<string> words) => "[\"" + string.Join("\",\"", words) + "\"]";

    private double Weight(string word) => Math.Log((positionCount + 10) / (terms[word].Holders + 1));

    private static int DaysApart(string? a, string? b) =>
        DateOnly.TryParse(a, out DateOnly x) && DateOnly.TryParse(b, out DateOnly y) ? Math.Abs(x.DayNumber - y.DayNumber) : 0;

    private static string Short(string words) => words.Length <= 80 ? words : words[..77] + "...";
}
