using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;

namespace Hearsay.Ledger;

/// <summary>A claim's content, or one clause of it, that is to be joined to a matter.</summary>
/// <param name="Claim">The row of the claim; <paramref name="Name"/> is its name in the story.</param>
/// <param name="Names">The names of the parties that its pronouns and short names stand for.</param>
/// <param name="About">The name of the claim of the same story that it answers, or null.</param>
/// <param name="Speaker">Who says it; null for the outlet's own voice and where nobody is named.</param>
/// <param name="Hedge">The words by which the speaker leaves it open, and how far; null where there are none.</param>
/// <param name="Toll">killed or injured, where it counts the dead or the hurt of what the story tells as news; else null.</param>
internal sealed record Position(long Claim, string Name, string Stance, string Content, string Names, string? About, string? Speaker = null, string? Toll = null, string? Hedge = null, string? HedgeDegree = null);

/// <summary>
/// Joins positions of one matter into a proposition. Candidates are found by their rarest words, so the cost of a story does not grow
/// with the ledger; a position joins the one it is most like, where enough of the shorter one's weight stands in the other.
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

    /// <summary>Positions that are kept in memory at most; all are forgotten when there are more.</summary>
    private const int MostKept = 100_000;

    private readonly WordIndex index = new(connection, statements);
    private readonly Dictionary<long, Known> known = [];

    // Positions to their stories.
    private readonly Dictionary<long, long> stories = [];

    /// <summary>A position of the ledger with its words, its matter and its story.</summary>
    private sealed record Known(Word[] Own, Word[] All, string Content, long Proposition, long Article);

    /// <summary>The story that is joined: its day and row.</summary>
    private readonly record struct Story(int Day, long Article)
    {
        /// <summary>Whether a story of that day can tell of the same matter; one without a day can.</summary>
        public bool IsNear(int day) => Day == 0 || day == 0 || Math.Abs(Day - day) <= MostDays;
    }

    /// <summary>Writes the words of what was joined since the last time; before a transaction ends.</summary>
    public void Flush() => index.Flush();

    /// <summary>Forgets what was read from the file and what is not written yet: after a transaction that did not end well, and where rows were taken out.</summary>
    public void Forget()
    {
        index.Forget();
        known.Clear();
        stories.Clear();
    }

    /// <summary>Forgets the positions of a story that is about to be deleted.</summary>
    public void Remove(long article)
    {
        var rows = new List<(long Id, string Content, string Names)>();
        using (DbDataReader found = statements.Query("SELECT p.id, p.content, p.names FROM claim c JOIN position p ON p.claim = c.id WHERE c.article = @0", article))
        {
            while (found.Read())
                rows.Add((found.GetInt64(0), found.GetString(1), found.GetString(2)));
        }
        (Word[] Own, Word[] All)[] words = WordsOf(rows, r => (r.Content, r.Names));
        index.Remove([.. rows.Select((r, i) => (r.Id, words[i].All))]);
        foreach ((long position, _, _) in rows)
        {
            known.Remove(position);
            stories.Remove(position);
        }
    }

    /// <returns>The matters that have positions of more than one claim now, or a position more.</returns>
    public HashSet<long> Join(string? published, long article, List<Position> positions)
    {
        if (index.IsFull || known.Count > MostKept || stories.Count > MostKept)
        {
            Flush();
            Forget();
        }
        var story = new Story(Postings.DayOf(published), article);
        // Answers come last, so that what they answer has its matter.
        Position[] ordered = [.. positions.OrderBy(p => p.About is null ? 0 : 1)];
        (Word[] Own, Word[] All)[] words = WordsOf(ordered, p => (p.Content, p.Names));
        Word[][] sets = [.. words.Select(w => w.All)];
        Lazy<Kin[]> kin = new(KinOf(story, sets));
        Lazy<Candidate[]> elsewhere = new(() => kin.Value.Length == 0 ? [] : PositionsOf(kin.Value));
        var byName = new Dictionary<string, List<(long Proposition, Word[] Words)>>();
        var touched = new HashSet<long>();
        for (int i = 0; i < ordered.Length; i++)
        {
            Position position = ordered[i];
            (Word[] own, Word[] all) = words[i];
            long? proposition = null;
            double score = 0;
            string? why = null;
            if (position.About is { } about && byName.TryGetValue(about, out var answered))
            {
                // Of the clauses of what it answers, the one with most of its words; the first of equals.
                proposition = answered.MaxBy(a => WordIndex.Shared(a.Words, all).Count).Proposition;
                score = 1;
                why = $"answers {about} of the same story";
            }
            if (proposition is null && (SameToll(position, all, kin, elsewhere) ?? Nearest(story, own, all) ?? Answered(position, all, elsewhere)) is { } near)
                (proposition, score, why) = near;
            if (proposition is null)
                proposition = statements.Insert("INSERT INTO proposition (newest, disputed) VALUES (@0, @1) RETURNING id", published ?? "", position.Stance is "denies" or "declines" ? 1 : 0);
            else
                touched.Add(proposition.Value);
            if (!byName.TryGetValue(position.Name, out var clauses))
                byName[position.Name] = clauses = [];
            clauses.Add((proposition.Value, all));
            long id = statements.Insert(
                "INSERT INTO position (claim, proposition, joined, joined_why, content, names, toll, hedge, hedge_degree) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8) RETURNING id",
                position.Claim, proposition, score, why, position.Content, position.Names, position.Toll, position.Hedge, position.HedgeDegree);
            known[id] = new Known(own, all, position.Content, proposition.Value, article);
            stories[id] = article;
            index.Index(id, all, story.Day);
        }
        return touched;
    }

    private (long, double, string)? Nearest(Story story, Word[] own, Word[] words)
    {
        if (own.Length < LeastWords)
            return null;
        var rarest = new List<Word>();
        long holders = 0;
        foreach (Word word in words.Where(w => w.Holders > 0).OrderBy(w => w.Holders).ThenBy(w => w.Text, StringComparer.Ordinal).Take(SearchWords))
        {
            holders += word.Holders;
            if (holders > WordIndex.MostHolders && rarest.Count > 0)
                break;
            rarest.Add(word);
        }
        if (rarest.Count == 0)
            return null;
        long[] found = HoldersOf(rarest, story);
        LoadPositions(found);
        (Known Candidate, double Likeness, List<Word> Shared)? best = null;
        double mine = index.Weight(words);
        foreach (long id in found)
        {
            Known candidate = known[id];
            // Names alone make no matter: at least one word of what is said must be shared.
            if (candidate.Own.Length < LeastWords || !WordIndex.Overlap(own, candidate.Own))
                continue;
            List<Word> shared = WordIndex.Shared(words, candidate.All);
            double common = shared.Sum(index.Weight), their = index.Weight(candidate.All);
            double share = common / Math.Min(mine, their), overall = common / (mine + their - common);
            // Positions of one story were told apart by its writer; they are one matter only when nearly the same.
            double least = candidate.Article == story.Article ? LeastShareInside : LeastShare;
            if (shared.Count < LeastWords || share < least || overall < LeastOverall || best is { } b && b.Likeness >= share + overall)
                continue;
            best = (candidate, share + overall, shared);
        }
        return best is { } chosen
            ? (chosen.Candidate.Proposition, Math.Round(Math.Min(1, chosen.Likeness / 2), 3), $"shares {Heaviest(chosen.Shared, 6)} with '{Short(chosen.Candidate.Content)}'")
            : null;
    }

    /// <summary>A story that tells of the same event, and some of the words that say so.</summary>
    private sealed record Kin(long Article, string Shared);

    /// <summary>The stories of the ledger that tell of the same event as the words, the likest first. Looked up before any of the story's own positions is indexed.</summary>
    private Func<Kin[]> KinOf(Story story, Word[][] sets)
    {
        Word[] rarest = [.. sets.SelectMany(s => s).Distinct().Where(w => w.Holders is > 0 and <= MostKinHolders).OrderBy(w => w.Holders).ThenBy(w => w.Text, StringComparer.Ordinal).Take(KinWords)];
        return () =>
        {
            if (rarest.Length < LeastKinWords)
                return [];
            LoadStories([.. rarest.SelectMany(w => Near(w, story))]);
            var shared = new Dictionary<long, HashSet<Word>>();
            foreach (Word word in rarest)
            {
                foreach (long position in Near(word, story))
                {
                    long theirs = stories[position];
                    if (theirs == story.Article)
                        continue;
                    if (!shared.TryGetValue(theirs, out HashSet<Word>? held))
                        shared[theirs] = held = [];
                    held.Add(word);
                }
            }
            return [.. shared.Where(s => s.Value.Count >= LeastKinWords).OrderByDescending(s => s.Value.Sum(index.Weight)).ThenBy(s => s.Key).Take(MostKin).Select(s => new Kin(s.Key, Heaviest(s.Value, 4)))];
        };
    }

    /// <summary>The positions that hold the word, of stories near in time.</summary>
    private List<long> Near(Word word, Story story)
    {
        var near = new List<long>();
        foreach (Posting posting in index.Newest(word))
        {
            if (story.IsNear(posting.Day))
                near.Add(posting.Position);
        }
        return near;
    }

    /// <summary>Looks up the stories of positions that this writer has not seen yet.</summary>
    private void LoadStories(List<long> positions)
    {
        string unknown = string.Join(',', positions.Where(p => !stories.ContainsKey(p)).Distinct());
        if (unknown.Length == 0)
            return;
        using DbDataReader found = statements.Query("SELECT p.id, c.article FROM position p JOIN claim c ON c.id = p.claim WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(@0))", $"[{unknown}]");
        while (found.Read())
            stories[found.GetInt64(0)] = found.GetInt64(1);
    }

    /// <summary>
    /// A position of another story of the event: its words without and with what pronouns in it, or the claim as a whole, speak of; its speaker and the words of that name.
    /// </summary>
    private sealed record Candidate(long Proposition, string Stance, string Content, string? Speaker, string? Toll, long Article, Word[] Own, Word[] All, Word[] Who);

    private Candidate[] PositionsOf(Kin[] kin)
    {
        // What an outlet says in its own voice is asked for only where it counts the dead or the hurt.
        (long Proposition, string Stance, string Content, string Names, string? Speaker, string? Target, string? Toll, long Article)[] rows =
        [
            .. connection.Query<(long, string, string, string, string?, string?, string?, long)>(
                """
                SELECT p.proposition, c.stance, p.content, p.names, c.speaker, c.target, p.toll, c.article
                FROM position p JOIN claim c ON c.id = p.claim
                WHERE c.article IN (SELECT CAST(value AS BIGINT) FROM json_each(@articles)) AND (c.voice = 'source' OR p.toll IS NOT NULL) ORDER BY p.id
                """,
                new { articles = "[" + string.Join(',', kin.Select(k => k.Article)) + "]" }),
        ];
        (Word[] Own, Word[] All)[] words = WordsOf(rows, r => (r.Content, r.Names + " " + r.Target));
        (Word[] Own, Word[] All)[] who = WordsOf(rows, r => (r.Speaker ?? "", ""));
        return [.. rows.Select((r, i) => new Candidate(r.Proposition, r.Stance, r.Content, r.Speaker, r.Toll, r.Article, words[i].Own, words[i].All, who[i].Own))];
    }

    /// <summary>Counts of the dead, or of the hurt, of one event are one matter, in whatever words: 'at least 31 died', '38 bodies were found'. Not where they are of different nations.</summary>
    private static (long, double, string)? SameToll(Position position, Word[] all, Lazy<Kin[]> kin, Lazy<Candidate[]> elsewhere)
    {
        if (position.Toll is null || kin.Value.Length == 0)
            return null;
        Word[] nations = Array.FindAll(all, w => w.IsNation);
        foreach (Kin story in kin.Value)
        {
            foreach (Candidate candidate in elsewhere.Value.Where(c => c.Article == story.Article && c.Toll == position.Toll))
            {
                Word[] theirs = Array.FindAll(candidate.All, w => w.IsNation);
                if (nations.Length == 0 || theirs.Length == 0 || WordIndex.Overlap(nations, theirs))
                    return (candidate.Proposition, 0.5, $"counts the {position.Toll} of the same event as '{Short(candidate.Content)}'; the stories share {story.Shared}");
            }
        }
        return null;
    }

    /// <summary>A denial or a refusal of one story answers what another story of the same event says of its speaker; either may be in the ledger first.</summary>
    private (long, double, string)? Answered(Position position, Word[] all, Lazy<Candidate[]> elsewhere)
    {
        bool answers = position.Stance is "denies" or "declines";
        // Few stories deny anything: an assertion is compared with what does.
        if (position.Speaker is null || elsewhere.Value.Length == 0)
            return null;
        Word[] mine = answers ? WordsOf([position.Speaker], s => (s, ""))[0].Own : [];
        (Candidate Candidate, double Share, List<Word> Shared)? best = null;
        foreach (Candidate candidate in elsewhere.Value)
        {
            if (candidate.Stance is "denies" or "declines" == answers || candidate.Stance is not ("asserts" or "accuses" or "confirms") && answers || !answers && candidate.Speaker is null)
                continue;
            Word[] speaker = answers ? mine : candidate.Who;
            if (!WordIndex.Overlap(answers ? candidate.All : all, speaker))
                continue;
            List<Word> shared = WordIndex.Shared(all, candidate.Own);
            shared.RemoveAll(w => speaker.Contains(w));
            if (shared.Count == 0)
                continue;
            double share = (double)shared.Sum(index.Weight) / Math.Max(1, Math.Min(index.Weight(all), candidate.Own.Where(w => !speaker.Contains(w)).Sum(index.Weight)));
            if (share >= LeastAnswered && (best is null || share > best.Value.Share))
                best = (candidate, share, shared);
        }
        return best is var (found, likeness, words)
            ? (found.Proposition, Math.Round(likeness / 2, 3), $"answers '{Short(found.Content)}', {(answers ? "which speaks" : "as it speaks")} of {(answers ? position.Speaker : found.Speaker)}; shares {Heaviest(words, 4)}")
            : null;
    }

    /// <summary>The positions of near stories that hold most of the words, the newest of equals first.</summary>
    private long[] HoldersOf(List<Word> rarest, Story story)
    {
        var counts = new Dictionary<long, int>();
        foreach (Word word in rarest)
        {
            foreach (Posting posting in index.Newest(word))
            {
                if (story.IsNear(posting.Day))
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, posting.Position, out _)++;
            }
        }
        return [.. counts.OrderByDescending(c => c.Value).ThenByDescending(c => c.Key).Take(Candidates).Select(c => c.Key)];
    }

    /// <summary>Reads the positions that this writer has not seen yet, and looks up their words.</summary>
    private void LoadPositions(long[] found)
    {
        long[] unknown = Array.FindAll(found, id => !known.ContainsKey(id));
        if (unknown.Length == 0)
            return;
        var rows = new List<(long Id, long Proposition, string Content, string Names, long Article)>();
        using (DbDataReader reader = statements.Query("SELECT p.id, p.proposition, p.content, p.names, c.article FROM position p JOIN claim c ON c.id = p.claim WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(@0))", "[" + string.Join(',', unknown) + "]"))
        {
            while (reader.Read())
                rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
        }
        (Word[] Own, Word[] All)[] words = WordsOf(rows, r => (r.Content, r.Names));
        for (int i = 0; i < rows.Count; i++)
            known[rows[i].Id] = new Known(words[i].Own, words[i].All, rows[i].Content, rows[i].Proposition, rows[i].Article);
    }

    /// <summary>The words of texts without and with the names that stand beside them.</summary>
    private (Word[] Own, Word[] All)[] WordsOf<T>(IReadOnlyList<T> items, Func<T, (string Content, string Names)> texts)
    {
        var sets = new List<HashSet<string>>(2 * items.Count);
        foreach (T item in items)
        {
            (string content, string names) = texts(item);
            HashSet<string> own = Terms.Of(content);
            sets.Add(own);
            sets.Add(string.IsNullOrWhiteSpace(names) ? own : [.. own, .. Terms.Of(names)]);
        }
        Word[][] words = index.Of(sets);
        return [.. Enumerable.Range(0, items.Count).Select(i => (words[2 * i], words[2 * i + 1]))];
    }

    private string Heaviest(IEnumerable<Word> words, int count) => string.Join(", ", words.OrderByDescending(index.Weight).ThenBy(w => w.Text, StringComparer.Ordinal).Take(count).Select(w => w.Text));

    private static string Short(string words) => words.Length <= 80 ? words : words[..77] + "...";
}
