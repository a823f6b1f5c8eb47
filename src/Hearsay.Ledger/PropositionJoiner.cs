using System.Data.Common;
using Hearsay.Ledger.Questions;

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
/// Joins positions of one matter into a proposition. Those of stories that tell of one event are grouped together (<see cref="Linkage"/>); matters that a new story shows to be one become one.
/// What finds nothing there joins the position of any story that it is most like, where enough of the shorter one's weight stands in the other. Stories and positions are found by their
/// rarest words, so the cost of a story does not grow with the ledger.
/// </summary>
internal sealed class PropositionJoiner(DbConnection connection, Statements statements)
{
    private const int SearchWords = 10;
    private const int Candidates = 16;

    /// <summary>Positions of stories of one event are one matter from this <see cref="Likeness"/> on, chosen on the four groups of dev stories and on twenty of our own.</summary>
    private const double LeastLike = 0.65;

    /// <summary>The share of the shorter position's weight that must stand in the other, chosen on the four groups of dev stories.</summary>
    private const double LeastShare = 0.5;

    private const double LeastShareInside = 0.8;
    private const double LeastOverall = 0.25;
    private const int LeastWords = 2;

    /// <summary>Stories further apart than this tell of different matters, in days.</summary>
    private const int MostDays = 21;

    /// <summary>Two stories tell of one event where so many of the rarest words of the one, of so many that are looked up, stand in the other.</summary>
    private const int LeastKinWords = 4;

    /// <summary>And weigh so much together, in natural logarithms: four common words do not.</summary>
    private const double LeastKinWeight = 25.0 * WordIndex.Unit;

    /// <summary>A story without a day could tell of anything: it needs more.</summary>
    private const double LeastUndatedKinWeight = 40.0 * WordIndex.Unit;

    private const int KinWords = 30;

    /// <summary>A word that more positions hold tells no event.</summary>
    private const int MostKinHolders = 60;

    /// <summary>The stories of one event that a story is compared with.</summary>
    private const int MostKin = 6;

    /// <summary>A denial or refusal answers what names its speaker in a story of the same event, if they share so much of the shorter one's weight.</summary>
    private const double LeastAnswered = 0.25;

    /// <summary>Positions that are kept in memory at most.</summary>
    private const int MostKept = 200_000;

    /// <summary>The stories of events that are kept in memory at most.</summary>
    private const int MostStories = 1000;

    private readonly WordIndex index = new(connection, statements);
    private readonly Dictionary<long, KinStory> kinStories = [];

    // Matters that have become part of another one since this writer read them.
    private readonly Dictionary<long, long> moved = [];
    private readonly Recent<long, Known> known = new(MostKept);

    // The highest number that a matter has or had; null while not read.
    private long? newest;

    // What is looked through for one position, kept so that it is not made for each.
    private readonly List<long> held = [];

    // Positions to their stories.
    private readonly Recent<long, long> stories = new(MostKept);

    /// <summary>A position of the ledger with its words, its matter and its story.</summary>
    private sealed record Known(long Id, Word[] Own, Word[] All, long Proposition, long Article);

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
        kinStories.Clear();
        moved.Clear();
        newest = null;
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
        kinStories.Remove(article);
        (Word[] Own, Word[] All)[] words = WordsOf(rows, r => (r.Content, r.Names));
        index.Remove([.. rows.Select((r, i) => (r.Id, words[i].All))]);
        foreach ((long position, _, _) in rows)
        {
            known.Remove(position);
            stories.Remove(position);
        }
    }

    /// <returns>The matters that have positions of more than one claim now, a position more, or none any more.</returns>
    public HashSet<long> Join(string? published, long article, List<Position> positions)
    {
        if (index.IsFull)
        {
            Flush();
            Forget();
        }
        var story = new Story(Postings.DayOf(published), article);
        (Word[] Own, Word[] All)[] words = WordsOf(positions, p => (p.Content, p.Names));
        var mine = new StoryWords([.. words.Select(w => w.Own)], [.. words.Select(w => w.All)], positions.Select(p => p.Content));
        KinStory[] kin = KinOf(story, mine.All);
        var touched = new HashSet<long>();
        Linkage groups = Grouped(positions, mine, kin, touched, out Joined?[] joined);
        // What those that are in no matter yet may join is read together.
        LoadPositions([.. Enumerable.Range(0, positions.Count).Where(i => joined[i]?.Matter is null).SelectMany(i => Near(story, words[i].Own, words[i].All)).Distinct()]);
        var matters = new Dictionary<int, long>();
        // Answers come last, so that what they answer has its matter.
        foreach (int i in Enumerable.Range(0, positions.Count).OrderBy(i => positions[i].About is null ? 0 : 1))
        {
            Position position = positions[i];
            (Word[] own, Word[] all) = words[i];
            int group = groups.Group(i);
            if (joined[i]?.Matter is { } matter)
            {
                matters[group] = matter;
            }
            else if (!matters.ContainsKey(group) && (Nearest(story, own, all, kin) ?? Answered(position, all, kin)) is { } near)
            {
                joined[i] = near;
                matters[group] = near.Matter!.Value;
            }
            if (matters.TryGetValue(group, out long proposition))
                touched.Add(proposition);
            else
                matters[group] = proposition = NewMatter(published, position);
            long id = statements.Insert(
                "position",
                "INSERT INTO position (id, claim, proposition, joined, joined_why, content, names, toll, hedge, hedge_degree) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9) RETURNING id",
                position.Claim, proposition, joined[i]?.Score ?? 0, joined[i]?.Why, position.Content, position.Names, position.Toll, position.Hedge, position.HedgeDegree);
            known[id] = new Known(id, own, all, proposition, article);
            stories[id] = article;
            index.Index(id, all, story.Day);
        }
        return touched;
    }

    /// <summary>The matter that a position joins, how sure that is (0 to 1), and the reason. No matter yet where it answers a position of its own story.</summary>
    private sealed record Joined(long? Matter, double Score, string Why);

    /// <summary>Groups the positions of a story with those of other stories of its event. Matters that come into one group become one.</summary>
    /// <param name="joined">Why each position is in the group of others; null where it is alone.</param>
    private Linkage Grouped(List<Position> positions, StoryWords mine, KinStory[] kin, HashSet<long> touched, out Joined?[] joined)
    {
        int count = positions.Count;
        // After the story's own positions come those of its kin, story by story.
        (KinStory Story, int At)[] others = [.. kin.SelectMany(k => k.Positions.Select((_, at) => (k, at)))];
        var likeness = new Likeness(index);
        StoryWords WordsAt(int i) => i < count ? mine : others[i - count].Story.Words;
        int At(int i) => i < count ? i : others[i - count].At;
        Candidate Other(int i) => others[i - count].Story.Positions[At(i)];
        int[] storyOf = [.. Enumerable.Repeat(0, count), .. kin.SelectMany((k, number) => Enumerable.Repeat(number + 1, k.Positions.Length))];
        var groups = new Linkage(storyOf, (a, b) => likeness.Of(WordsAt(a), At(a), WordsAt(b), At(b)));
        var first = new Dictionary<long, int>();
        for (int i = count; i < storyOf.Length; i++)
        {
            if (!first.TryAdd(Current(Other(i).Proposition), i))
                groups.Unite(first[Current(Other(i).Proposition)], i);
        }

        var why = new Joined?[count];
        for (int i = 0; i < count; i++)
        {
            Position position = positions[i];
            if (position.About is { } about)
            {
                // Of the clauses of what it answers, the one with most of its words; the first of equals.
                int[] answered = [.. Enumerable.Range(0, count).Where(j => j != i && positions[j].Name == about)];
                if (answered.Length > 0 && answered.MaxBy(j => WordIndex.Shared(mine.All[j], mine.All[i]).Count) is var best && IsOneMatter(positions, mine, i, best))
                {
                    why[i] = new Joined(null, 1, $"answers {about} of the same story");
                    groups.Unite(best, i);
                }
            }
            else if (SameToll(position, mine.All[i], kin) is { } counted)
            {
                why[i] = counted;
                groups.Unite(first[counted.Matter!.Value], i);
            }
        }

        var pairs = new List<Pair>();
        int start = count;
        foreach (KinStory story in kin)
        {
            List<(int Position, double Likeness)>[] found = likeness.Between(mine, story.Words);
            for (int i = 0; i < count; i++)
                pairs.AddRange(found[i].Select(f => new Pair(i, start + f.Position, f.Likeness)));
            start += story.Positions.Length;
        }
        var merged = new Dictionary<long, Joined>();
        groups.Join(pairs, LeastLike, pair =>
        {
            Word[] shared = [.. WordIndex.Shared(mine.All[pair.One], Other(pair.Other).All)];
            double score = Math.Round(Math.Min(1, pair.Likeness / 2), 3);
            string reason = $"shares {Heaviest(shared, 6)} with ";
            IReadOnlyList<int> one = groups.Members(groups.Group(pair.One)), other = groups.Members(groups.Group(pair.Other));
            foreach (int i in one.Concat(other).Where(i => i < count))
                why[i] ??= new Joined(null, score, $"{reason}'{Short(Other(pair.Other).Content)}'");
            long[] here = MattersOf(one), there = MattersOf(other);
            // The younger of two matters becomes part of the older one.
            foreach (long gone in here.Length == 0 || there.Length == 0 ? [] : here.Min() < there.Min() ? there : here)
                merged.TryAdd(gone, new Joined(null, score, $"{reason}'{Short(Other(pair.Other).Content)}', says '{Short(positions[pair.One].Content)}'"));
        });

        long[] MattersOf(IEnumerable<int> members) => [.. members.Where(i => i >= count).Select(i => Current(Other(i).Proposition)).Distinct()];
        for (int i = 0; i < count; i++)
        {
            long[] matters = MattersOf(groups.Members(groups.Group(i)));
            if (matters.Length == 0)
                continue;
            long kept = matters.Min();
            foreach (long gone in matters.Where(m => m != kept))
            {
                Move(gone, kept, merged[gone]);
                touched.Add(gone);
                touched.Add(kept);
            }
            why[i] = why[i]! with { Matter = kept };
        }
        joined = why;
        return groups;
    }

    /// <summary>Who answers may say what is another matter, and be asked of it ("would not say which agency it is"): what has words of its own, or is a clause of more, shares one of them, and not only a country's name.</summary>
    private static bool IsOneMatter(List<Position> positions, StoryWords words, int answer, int answered) =>
        words.Own[answer].Length < LeastWords && positions.Count(p => p.Name == positions[answer].Name) == 1 || WordIndex.Shared(words.All[answer], words.All[answered]).Exists(w => !w.IsNation);

    /// <summary>A number is never given twice: that of a matter which became part of another goes on to it.</summary>
    private long NewMatter(string? published, Position position)
    {
        newest ??= (long)statements.Run("SELECT coalesce(max(m.id), 0) FROM (SELECT max(id) AS id FROM proposition UNION ALL SELECT max(id) FROM moved_proposition) m")!;
        newest++;
        statements.Later("INSERT INTO proposition (id, newest, disputed) VALUES (@0, @1, @2)", newest, published ?? "", Disputes.IsAnswer(position.Stance, position.Content) ? 1 : 0);
        return newest.Value;
    }

    /// <summary>Makes one matter part of another one. Its first position, which had joined none, gets the reason.</summary>
    private void Move(long gone, long kept, Joined why)
    {
        statements.Later("UPDATE position SET joined = CASE WHEN joined_why IS NULL THEN @2 ELSE joined END, joined_why = coalesce(joined_why, @3), proposition = @1 WHERE proposition = @0", gone, kept, why.Score, why.Why);
        statements.Later("UPDATE moved_proposition SET now = @1 WHERE now = @0", gone, kept);
        statements.Later("INSERT INTO moved_proposition (id, now) VALUES (@0, @1) ON CONFLICT (id) DO UPDATE SET now = excluded.now", gone, kept);
        moved[gone] = kept;
    }

    private long Current(long matter)
    {
        while (moved.TryGetValue(matter, out long now))
            matter = now;
        return matter;
    }

    /// <summary>The likest position of a story that is none of the event's: those have been compared.</summary>
    private Joined? Nearest(Story story, Word[] own, Word[] words, KinStory[] kin)
    {
        long[] found = Near(story, own, words);
        if (found.Length == 0)
            return null;
        LoadPositions(found);
        (Known Candidate, double Likeness)? best = null;
        double mine = index.Weight(words);
        foreach (long id in found)
        {
            // Where the words of a ledger were read by another version of the program, its index may name a position that is gone.
            if (!known.TryGetValue(id, out Known? candidate) || IsOf(kin, candidate.Article))
                continue;
            // Names alone make no matter: at least one word of what is said must be shared.
            if (candidate.Own.Length < LeastWords || !WordIndex.Overlap(own, candidate.Own))
                continue;
            (int shared, double common) = index.SharedWeight(words, candidate.All);
            double their = index.Weight(candidate.All);
            double share = common / Math.Min(mine, their), overall = common / (mine + their - common);
            // Positions of one story were told apart by its writer; they are one matter only when nearly the same.
            double least = candidate.Article == story.Article ? LeastShareInside : LeastShare;
            if (shared < LeastWords || share < least || overall < LeastOverall || best is { } b && b.Likeness >= share + overall)
                continue;
            best = (candidate, share + overall);
        }
        return best is { } chosen
            ? new Joined(Current(chosen.Candidate.Proposition), Math.Round(Math.Min(1, chosen.Likeness / 2), 3), $"shares {Heaviest(WordIndex.Shared(words, chosen.Candidate.All), 6)} with '{Short(ContentOf(chosen.Candidate.Id))}'")
            : null;
    }

    /// <summary>What a position says; asked for the few that are joined, and not kept for all.</summary>
    private string ContentOf(long position) => (string)statements.Run("SELECT content FROM position WHERE id = @0", position)!;

    private static bool IsOf(KinStory[] kin, long article)
    {
        foreach (KinStory story in kin)
        {
            if (story.Article == article)
                return true;
        }
        return false;
    }

    /// <summary>The positions that hold most of the rarest words of a position of the story; none where it has too few words of its own.</summary>
    private long[] Near(Story story, Word[] own, Word[] words)
    {
        if (own.Length < LeastWords)
            return [];
        Word[] rarest = Array.FindAll(words, w => w.Holders > 0);
        Array.Sort(rarest, ByHolders);
        int searched = 0;
        long holders = 0;
        while (searched < Math.Min(rarest.Length, SearchWords) && (searched == 0 || holders + rarest[searched].Holders <= WordIndex.MostHolders))
            holders += rarest[searched++].Holders;
        return searched == 0 ? [] : HoldersOf(rarest.AsSpan(0, searched), story);
    }

    private static int ByHolders(Word a, Word b) => a.Holders != b.Holders ? a.Holders.CompareTo(b.Holders) : string.CompareOrdinal(a.Text, b.Text);

    /// <summary>A story that tells of the same event, with its positions.</summary>
    private sealed record KinStory(long Article, StoryWords Words, Candidate[] Positions)
    {
        /// <summary>Some of the words that say so.</summary>
        public string Shared { get; init; } = "";
    }

    /// <summary>The stories of the ledger that tell of the same event as the words, the likest first. Looked up before any of the story's own positions is indexed.</summary>
    private KinStory[] KinOf(Story story, Word[][] sets)
    {
        Word[] rarest = [.. sets.SelectMany(s => s).Distinct().Where(w => w.Holders is > 0 and <= MostKinHolders).OrderBy(w => w.Holders).ThenBy(w => w.Text, StringComparer.Ordinal).Take(KinWords)];
        if (rarest.Length < LeastKinWords)
            return [];
        LoadStories([.. rarest.SelectMany(w => Near(w, story))]);
        var shared = new Dictionary<long, HashSet<Word>>();
        foreach (Word word in rarest)
        {
            foreach (long position in Near(word, story))
            {
                if (!stories.TryGetValue(position, out long theirs) || theirs == story.Article)
                    continue;
                if (!shared.TryGetValue(theirs, out HashSet<Word>? held))
                    shared[theirs] = held = [];
                held.Add(word);
            }
        }
        KeyValuePair<long, HashSet<Word>>[] likest = [.. shared.Where(s => s.Value.Count >= LeastKinWords && s.Value.Sum(index.Weight) >= (story.Day == 0 ? LeastUndatedKinWeight : LeastKinWeight)).OrderByDescending(s => s.Value.Sum(index.Weight)).ThenBy(s => s.Key).Take(MostKin)];
        LoadKin([.. likest.Select(s => s.Key)]);
        return [.. likest.Select(s => kinStories[s.Key] with { Shared = Heaviest(s.Value, 4) })];
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
    /// A position of another story of the event: its words with what pronouns in it, or the claim as a whole, speak of; its speaker and, where it denies or declines, the words of that name.
    /// </summary>
    private sealed record Candidate(long Proposition, bool IsOutlets, string Stance, string Content, string? Speaker, string? Toll, Word[] Own, Word[] All, Word[] Target, Word[] Who);

    private void LoadKin(long[] articles)
    {
        long[] unknown = Array.FindAll(articles, a => !kinStories.ContainsKey(a));
        if (unknown.Length == 0)
            return;
        if (kinStories.Count + unknown.Length > MostStories)
        {
            foreach (long old in kinStories.Keys.Except(articles).ToArray())
                kinStories.Remove(old);
        }
        var rows = new List<(long Article, long Proposition, string Voice, string Stance, string Content, string Names, string? Speaker, string? Target, string? Toll)>();
        using (DbDataReader found = statements.Query(
            """
            SELECT c.article, p.proposition, c.voice, c.stance, p.content, p.names, c.speaker, c.target, p.toll FROM position p JOIN claim c ON c.id = p.claim
            WHERE c.article IN (SELECT CAST(value AS BIGINT) FROM json_each(@0)) ORDER BY p.id
            """,
            "[" + string.Join(',', unknown) + "]"))
        {
            string? Text(int column) => found.IsDBNull(column) ? null : found.GetString(column);
            while (found.Read())
                rows.Add((found.GetInt64(0), found.GetInt64(1), found.GetString(2), found.GetString(3), found.GetString(4), found.GetString(5), Text(6), Text(7), Text(8)));
        }
        (Word[] Own, Word[] All)[] words = WordsOf(rows, r => (r.Content, r.Names)), target = WordsOf(rows, r => (r.Target ?? "", "")), who = WordsOf(rows, r => (r.Stance is "denies" or "declines" ? r.Speaker ?? "" : "", ""));
        Candidate[] read = [.. rows.Select((r, i) => new Candidate(r.Proposition, r.Voice == "outlet", r.Stance, r.Content, r.Speaker, r.Toll, words[i].Own, words[i].All, target[i].Own, who[i].Own))];
        foreach (IGrouping<long, int> story in Enumerable.Range(0, rows.Count).GroupBy(i => rows[i].Article))
        {
            Candidate[] positions = [.. story.Select(i => read[i])];
            kinStories[story.Key] = new KinStory(story.Key, new StoryWords([.. positions.Select(p => p.Own)], [.. positions.Select(p => p.All)], positions.Select(p => p.Content)), positions);
        }
    }

    /// <summary>Counts of the dead, or of the hurt, of one event are one matter, in whatever words: 'at least 31 died', '38 bodies were found'. Not where they are of different nations.</summary>
    private Joined? SameToll(Position position, Word[] all, KinStory[] kin)
    {
        if (position.Toll is null)
            return null;
        Word[] nations = Array.FindAll(all, w => w.IsNation);
        foreach (KinStory story in kin)
        {
            foreach (Candidate candidate in story.Positions.Where(c => c.Toll == position.Toll))
            {
                Word[] theirs = Array.FindAll(candidate.All, w => w.IsNation);
                if (nations.Length == 0 || theirs.Length == 0 || WordIndex.Overlap(nations, theirs))
                    return new Joined(Current(candidate.Proposition), 0.5, $"counts the {position.Toll} of the same event as '{Short(candidate.Content)}'; the stories share {story.Shared}");
            }
        }
        return null;
    }

    /// <summary>A denial or a refusal of one story answers what another story of the same event says of its speaker; either may be in the ledger first.</summary>
    private Joined? Answered(Position position, Word[] all, KinStory[] kin)
    {
        bool answers = position.Stance is "denies" or "declines";
        // Few stories deny anything: an assertion is compared with what does.
        if (position.Speaker is null || kin.Length == 0)
            return null;
        Word[] mine = answers ? WordsOf([position.Speaker], s => (s, ""))[0].Own : [];
        (Candidate Candidate, double Share, List<Word> Shared)? best = null;
        foreach (Candidate candidate in kin.SelectMany(k => k.Positions))
        {
            if (candidate.IsOutlets || candidate.Stance is "denies" or "declines" == answers || candidate.Stance is not ("asserts" or "accuses" or "confirms") && answers || !answers && candidate.Speaker is null)
                continue;
            Word[] speaker = answers ? mine : candidate.Who;
            if (!(answers ? WordIndex.Overlap(candidate.All, speaker) || WordIndex.Overlap(candidate.Target, speaker) : WordIndex.Overlap(all, speaker)))
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
            ? new Joined(Current(found.Proposition), Math.Round(likeness / 2, 3), $"answers '{Short(found.Content)}', {(answers ? "which speaks" : "as it speaks")} of {(answers ? position.Speaker : found.Speaker)}; shares {Heaviest(words, 4)}")
            : null;
    }

    /// <summary>The positions of near stories that hold most of the words, the newest of equals first.</summary>
    private long[] HoldersOf(ReadOnlySpan<Word> rarest, Story story)
    {
        held.Clear();
        foreach (Word word in rarest)
        {
            foreach (Posting posting in index.Newest(word))
            {
                if (story.IsNear(posting.Day))
                    held.Add(posting.Position);
            }
        }
        held.Sort();
        Span<(int Count, long Position)> most = stackalloc (int, long)[Candidates];
        int found = 0;
        for (int end = held.Count; end > 0;)
        {
            int start = end - 1;
            while (start > 0 && held[start - 1] == held[end - 1])
                start--;
            (int Count, long Position) holder = (end - start, held[start]);
            end = start;
            // They come the newest first: an equal one stays behind those that stand there.
            int at = found;
            while (at > 0 && most[at - 1].Count < holder.Count)
                at--;
            if (at == Candidates)
                continue;
            found = Math.Min(found + 1, Candidates);
            most[at..(found - 1)].CopyTo(most[(at + 1)..]);
            most[at] = holder;
        }
        var positions = new long[found];
        for (int i = 0; i < found; i++)
            positions[i] = most[i].Position;
        return positions;
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
            known[rows[i].Id] = new Known(rows[i].Id, words[i].Own, words[i].All, rows[i].Proposition, rows[i].Article);
    }

    /// <summary>The words of texts without and with the names that stand beside them.</summary>
    private (Word[] Own, Word[] All)[] WordsOf<T>(IReadOnlyList<T> items, Func<T, (string Content, string Names)> texts)
    {
        var sets = new List<List<string>>(2 * items.Count);
        foreach (T item in items)
        {
            (string content, string names) = texts(item);
            List<string> own = Terms.ListOf(content);
            sets.Add(own);
            sets.Add(string.IsNullOrWhiteSpace(names) ? own : [.. own, .. Terms.ListOf(names)]);
        }
        Word[][] words = index.Of(sets);
        return [.. Enumerable.Range(0, items.Count).Select(i => (words[2 * i], words[2 * i + 1]))];
    }

    private string Heaviest(IEnumerable<Word> words, int count) => string.Join(", ", words.OrderByDescending(index.Weight).ThenBy(w => w.Text, StringComparer.Ordinal).Take(count).Select(w => w.Text));

    private static string Short(string words) => words.Length <= 80 ? words : words[..77] + "...";
}
