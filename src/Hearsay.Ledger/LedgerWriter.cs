using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Hearsay.Claims.Events;
using Hearsay.Claims.Hedges;
using Hearsay.Claims.Records;
using Hearsay.Pages;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>
/// The only writer of a ledger. A story is recorded whole or not at all; recording the same story again changes nothing, and a changed
/// story takes the place of its older reading.
/// </summary>
public sealed class LedgerWriter : IDisposable
{
    /// <summary>Two stories are one text where this share of the shorter one's shingles stands in the other; chosen on the judged pairs of eval/.</summary>
    private const double ReprintShare = 0.63;

    /// <summary>Or so much of it, if they are of like length: so much of all shingles of both stand in both. A revised text keeps most sentences and changes words in each; what is quoted in a longer one does not.</summary>
    private const double RevisedShare = 0.57;
    private const double RevisedOverall = 0.33;

    /// <summary>How many stories a new one is compared with: those that share most bands.</summary>
    private const int MostCompared = 40;

    /// <summary>No name is longer; what is goes into no index of a database.</summary>
    private const int LongestKey = 400;

    /// <summary>What happened so many days before the publication, or more, is background.</summary>
    private const int NewsDays = 14;

    private readonly DbConnection connection;
    private readonly string path;
    private readonly string reader;
    private readonly int batch;
    private readonly Statements statements;
    private readonly PropositionJoiner joiner;
    private readonly PartyFinder parties;

    // What the open transaction holds, to be done again when one of it fails.
    private readonly List<Action> pending = [];

    // Matters with positions that came or went, to be worked out anew before the transaction ends.
    private readonly SortedSet<long> touched = [];
    private long version = -1;

    /// <param name="reader">The program and version that reads, with the settings that change what it gives.</param>
    /// <param name="batch">How many stories are recorded together; what is not yet on disk is lost together when the process is killed, see <see cref="Commit"/>.</param>
    /// <param name="run">A run that is gone on with; null begins a new one.</param>
    public LedgerWriter(LedgerStore file, string reader, DateTimeOffset now, int batch = 1, long? run = null)
    {
        connection = file.Connect();
        path = file.Path;
        this.reader = reader;
        this.batch = batch;
        statements = new Statements(connection);
        joiner = new PropositionJoiner(connection, statements);
        parties = new PartyFinder(statements);
        Run = run ?? connection.ExecuteScalar<long>("INSERT INTO run (reader, started) VALUES (@reader, @now) RETURNING id", new { reader, now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") });
    }

    /// <summary>The number of the run that the stories are recorded under.</summary>
    public long Run { get; }

    /// <summary>True if this reader has read the very same page before.</summary>
    public bool Knows(Page page) => Knows(connection, page.Hash(reader));

    /// <param name="page">The hash of a page and its reader, see <see cref="Page.Hash"/>.</param>
    public static bool Knows(DbConnection connection, byte[] page) => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM page WHERE hash = @page)", new { page });

    /// <returns>True if the story is new or changed.</returns>
    public bool Record(StoryRecord record, Page? page = null) => Record(record, page?.Hash(reader));

    /// <param name="page">The hash of the page that was read; null where there is none to remember.</param>
    public bool Record(StoryRecord record, byte[]? page)
    {
        byte[] json = RecordJson.WriteUtf8(record);
        string hash = Convert.ToHexStringLower(SHA256.HashData(json));
        return Together(() =>
        {
            bool changed = Record(record, json, hash);
            Remember(page, record.Article.Id);
            return changed;
        }, Again(json, hash, page, record.Article.Id));
    }

    /// <summary>Recording a story once more, from its JSON: a batch of read records would be some hundreds of megabytes.</summary>
    private Action Again(byte[] json, string hash, byte[]? page, string story) => () =>
    {
        Record(RecordJson.Read(json), json, hash);
        Remember(page, story);
    };

    public void RecordRefusal(string name, string reason, Page? page = null) => RecordRefusal(name, reason, page?.Hash(reader));

    public void RecordRefusal(string name, string reason, byte[]? page) => Together(() =>
    {
        Remember(page, null);
        return connection.Execute("INSERT INTO refusal (name, reason, run) VALUES (@name, @reason, @Run) ON CONFLICT DO NOTHING", new { name = Dialect.Storable(name), reason = Dialect.Storable(reason), Run });
    });

    /// <summary>Brings to disk what was recorded since the last time. What was committed stays, also when the process is killed.</summary>
    /// <exception cref="LedgerException">The disk is full or broken.</exception>
    public void Commit()
    {
        if (pending.Count == 0)
            return;
        try
        {
            joiner.Flush();
            statements.Flush();
            Matters.Refresh(connection, touched);
            version = connection.ExecuteScalar<long>(Dialect.VersionOf(connection));
            connection.Execute("COMMIT");
        }
        catch (DbException e) when (Dialect.IsStorageFault(e))
        {
            throw Unwritable(e);
        }
        pending.Clear();
        touched.Clear();
    }

    /// <summary>
    /// One story whole or not at all; the others of its batch are not lost when it fails: the transaction is undone and they are recorded once more. That is rare, and so cheaper
    /// than a savepoint for each.
    /// </summary>
    private T Together<T>(Func<T> work, Action? again = null)
    {
        try
        {
            if (pending.Count == 0)
                Begin();
            T result = work();
            statements.Flush();
            pending.Add(again ?? (() => work()));
            if (pending.Count >= batch)
                Commit();
            return result;
        }
        catch (DbException e) when (Dialect.IsStorageFault(e))
        {
            throw Unwritable(e);
        }
        catch (Exception e) when (e is not LedgerException)
        {
            Action[] others = [.. pending];
            Undo();
            foreach (Action other in others)
            {
                if (pending.Count == 0)
                    Begin();
                other();
                statements.Flush();
                pending.Add(other);
            }
            throw;
        }
    }

    /// <summary>Doing it again would not help: what is not on disk yet is given up.</summary>
    private LedgerException Unwritable(DbException fault)
    {
        Undo();
        return new LedgerException($"{path}: cannot be written ({fault.Message.TrimEnd('.')}); what was brought to disk before is kept: free some space, then run the same command again to go on", fault);
    }

    private void Begin()
    {
        connection.Execute(Dialect.BeginOf(connection));
        if (connection.ExecuteScalar<long>(Dialect.VersionOf(connection)) == version)
            return;
        // Another writer was here since the last time: what is remembered of the ledger may be out of date.
        Forget();
    }

    private void Forget()
    {
        statements.Forget();
        joiner.Forget();
        parties.Forget();
    }

    private void Undo()
    {
        Forget();
        pending.Clear();
        touched.Clear();
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // A full disk ends the transaction by itself.
        }
    }

    private void Remember(byte[]? page, string? story)
    {
        if (page is not null)
            statements.Later("INSERT INTO page (hash, story, run) VALUES (@0, @1, @2) ON CONFLICT DO NOTHING", page, story, Run);
    }

    private bool Record(StoryRecord record, byte[] json, string hash)
    {
        if (statements.Run("SELECT id FROM article WHERE story = @0", record.Article.Id) is long old)
        {
            if ((string)statements.Run("SELECT content_hash FROM article WHERE id = @0", old)! == hash)
                return false;
            Replace(old, record);
        }
        long article = InsertArticle(record, json, hash, out long? merged);
        List<ShortMention> mentions = ShortMentions(record);
        List<Position> positions = InsertClaims(record, article, mentions);
        positions.AddRange(InsertStatements(record, article, mentions));
        InsertEvents(record, article);
        touched.UnionWith(joiner.Join(record.Article.Published, article, positions));
        if (merged is not { } one)
            return true;
        statements.Flush();
        touched.UnionWith(connection.Query<long>("SELECT DISTINCT p.proposition FROM article a JOIN claim c ON c.article = a.id JOIN position p ON p.claim = c.id WHERE a.id = @one OR a.origin = @one", new { one }));
        return true;
    }

    private void Replace(long old, StoryRecord record)
    {
        joiner.Remove(old);
        ArticleRecord before = PackedRecord.Read(connection.ExecuteScalar<byte[]>("SELECT packed FROM article WHERE id = @old", new { old })!).Article;
        if (before.Text != record.Article.Text || before.Title != record.Article.Title)
            connection.Execute("INSERT INTO revision (story, title, text, run) SELECT story, title, @Text, run FROM article WHERE id = @old", new { old, before.Text });
        touched.UnionWith(connection.Query<long>("SELECT DISTINCT p.proposition FROM position p JOIN claim c ON c.id = p.claim WHERE c.article = @old", new { old }));
        // Its reprints stay one text, whatever became of the story: the oldest of them is the origin now.
        long? heir = connection.ExecuteScalar<long?>("SELECT min(id) FROM article WHERE origin = @old", new { old });
        connection.Execute("UPDATE article SET origin = nullif(@heir, id) WHERE origin = @old; DELETE FROM article WHERE id = @old", new { old, heir });
    }

    /// <param name="merged">The origin of groups that this story made one; null where it made none.</param>
    private long InsertArticle(StoryRecord record, byte[] json, string hash, out long? merged)
    {
        ArticleRecord a = record.Article;
        uint[] shingles = MinHash.Shingles(a.Text);
        long[] bands = MinHash.BandsOf(shingles);
        long[] groups = shingles.Length == 0 ? [] : Reprints(shingles, bands);
        long? origin = groups.Length == 0 ? null : groups[0];
        merged = groups.Length > 1 ? groups[0] : null;
        long article = statements.Insert(
            "article",
            """
            INSERT INTO article (id, story, url, title, publisher, agency, published, content_hash, shingles, origin, run, claims, events, packed)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13) RETURNING id
            """,
            a.Id, a.Url, a.Title, a.Publisher, a.Agency, a.Published, hash, MemoryMarshal.AsBytes(shingles.AsSpan()).ToArray(), origin, Run, record.Claims.Count, record.Events.Count, PackedRecord.Pack(json));
        if (shingles.Length > 0)
            statements.Later("INSERT INTO band (hash, article) SELECT DISTINCT CAST(value AS BIGINT), @1 FROM json_each(@0)", List(bands), article);
        // A story between two groups makes them one.
        if (groups.Length > 1)
            statements.Later("UPDATE article SET origin = @0 WHERE origin IN (SELECT CAST(value AS BIGINT) FROM json_each(@1)) OR id IN (SELECT CAST(value AS BIGINT) FROM json_each(@1))", origin, List(groups[1..]));
        return article;
    }

    /// <summary>The origins of the stories that are one text with this one, the oldest first.</summary>
    private long[] Reprints(uint[] shingles, long[] bands)
    {
        var groups = new SortedSet<long>();
        using DbDataReader near = statements.Query(
            "SELECT a.id, a.origin, a.shingles FROM article a JOIN (SELECT article, count(*) AS shared FROM band WHERE hash IN (SELECT CAST(value AS BIGINT) FROM json_each(@0)) GROUP BY article ORDER BY shared DESC, article LIMIT @1) n ON n.article = a.id ORDER BY a.id",
            List(bands), MostCompared);
        while (near.Read())
        {
            ReadOnlySpan<uint> theirs = MemoryMarshal.Cast<byte, uint>(near.GetFieldValue<byte[]>(2));
            double share = MinHash.Containment(shingles, theirs), common = share * Math.Min(shingles.Length, theirs.Length);
            if (share >= ReprintShare || share >= RevisedShare && common / (shingles.Length + theirs.Length - common) >= RevisedOverall)
                groups.Add(near.IsDBNull(1) ? near.GetInt64(0) : near.GetInt64(1));
        }
        return [.. groups];
    }

    private List<Position> InsertClaims(StoryRecord record, long article, List<ShortMention> mentions)
    {
        var positions = new List<Position>();
        var passages = new Dictionary<string, int>();
        foreach (Claim c in record.Claims)
        {
            if (c.Source is not null)
                parties.See(c.Source.Name, c.Source.Kind);
            // Two claims can have the same words: "Moscow and Pyongyang deny".
            (string Name, string? Kind)? cited = Citations.Of(record, c);
            if (cited is { } from)
                parties.See(from.Name, from.Kind);
            string words = c.Cue.Text + "|" + ClaimWords.Of(c.Content);
            int before = passages[words] = passages.GetValueOrDefault(words, -1) + 1;
            string content = ClaimWords.Of(c.Content);
            string stance = Json(c.Stance);
            long id = statements.Insert(
                "claim",
                """
                INSERT INTO claim (id, voice, article, name, speaker, speaker_key, kind, role, anonymous, stance, cue, content, quote, target, basis, said, within, about, confidence, passage, hedge, hedge_degree, cites, cites_key)
                VALUES (@0, 'source', @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22) RETURNING id
                """,
                article, c.Id, c.Source?.Name, c.Source is { } s ? SpeakerKey(s.Name) : null, c.Source?.Kind, c.Source?.Role, c.Source?.Anonymous ?? true ? 1 : 0, stance, c.Cue.Text, content, Json(c.Quote),
                c.Target, c.Basis?.Text, c.When?.Date, c.Within, c.About, c.Confidence, $"{words}|{before}", Words(c.Hedges), Degree(c.Hedges), cited?.Name, cited is { Name: var name } ? SpeakerKey(name) : null);
            if (c.Clauses.Count == 0)
                positions.Add(new Position(id, c.Id, stance, content, Names(mentions, c.In, c.Content), c.About, c.Source?.Name, Toll(record, c.In, c.Content), Words(c.Hedges), Degree(c.Hedges)));
            foreach (Passage clause in c.Clauses)
            {
                Hedge[] open = [.. c.Hedges.Where(h => ReferenceEquals(clause, ClauseOf(c, h) ?? clause))];
                positions.Add(new Position(id, c.Id, stance, clause.Text, Names(mentions, c.In, [clause]), c.About, c.Source?.Name, Toll(record, c.In, [clause]), Words(open), Degree(open)));
            }
        }
        return positions;
    }

    /// <summary>The smallest clause that a hedge stands in; null for one in the cue, which is one of all clauses.</summary>
    private static Passage? ClauseOf(Claim claim, Hedge hedge) => claim.Clauses.Where(c => c.Start <= hedge.Start && hedge.End <= c.End).MinBy(c => c.End - c.Start);

    private static string? Words(IReadOnlyList<Hedge> hedges) => hedges.Count == 0 ? null : string.Join(", ", hedges.Select(h => h.Text).Distinct(StringComparer.OrdinalIgnoreCase));

    /// <summary>Of several hedges the one that leaves most open.</summary>
    private static string? Degree(IReadOnlyList<Hedge> hedges) => hedges.Count == 0 ? null : Json(hedges.Min(h => h.Degree));

    private List<Position> InsertStatements(StoryRecord record, long article, List<ShortMention> mentions)
    {
        var positions = new List<Position>();
        foreach (Statement s in record.Statements)
        {
            long id = statements.Insert("claim", "INSERT INTO claim (id, voice, article, name, anonymous, stance, cue, content, quote, confidence) VALUES (@0, 'outlet', @1, @2, 0, 'asserts', '', @3, 'indirect', 1) RETURNING id", article, s.Id, s.Text);
            Passage[] clauses = s.Clauses.Count > 0 ? [.. s.Clauses] : [new Passage(s.Text, s.Start, s.End)];
            foreach (Passage clause in clauses)
                positions.Add(new Position(id, s.Id, "asserts", clause.Text, Names(mentions, s.In, [clause]), null, null, Toll(record, s.In, [clause])));
        }
        return positions;
    }

    /// <summary>The names of the parties that pronouns and short names in the words stand for: "it fired" and "Norrland fired" are one matter.</summary>
    private static string Names(List<ShortMention> mentions, ClaimPlace place, IReadOnlyList<Passage> pieces)
    {
        if (place == ClaimPlace.Title)
            return "";
        SortedDictionary<int, string>? parties = null;
        for (int p = 0; p < pieces.Count; p++)
        {
            (int start, int end) = (pieces[p].Start, pieces[p].End);
            foreach (ShortMention mention in mentions)
            {
                if (mention.Start >= start && mention.End <= end)
                    (parties ??= [])[mention.Party] = mention.Name;
            }
        }
        return parties is null ? "" : string.Join(' ', parties.Values);
    }

    /// <summary>A mention of a party, the number of which among the story's is given, by other words than of its name.</summary>
    private readonly record struct ShortMention(int Start, int End, int Party, string Name);

    private static List<ShortMention> ShortMentions(StoryRecord record)
    {
        var found = new List<ShortMention>();
        for (int i = 0; i < record.Entities.Count; i++)
        {
            string name = record.Entities[i].Name;
            foreach (int[] m in record.Entities[i].Mentions)
            {
                // A record may come from elsewhere: what lies outside its text is passed over.
                if (m[0] >= 0 && m[0] <= m[1] && m[1] <= record.Article.Text.Length && !name.AsSpan().Contains(record.Article.Text.AsSpan(m[0], m[1] - m[0]), StringComparison.OrdinalIgnoreCase))
                    found.Add(new ShortMention(m[0], m[1], i, name));
            }
        }
        return found;
    }

    /// <summary>killed or injured, where the words count them and tell news, not what happened long before.</summary>
    private static string? Toll(StoryRecord record, ClaimPlace place, IReadOnlyList<Passage> pieces)
    {
        if (TollWords.KindOf(string.Join(' ', pieces.Select(p => p.Text))) is not { } kind)
            return null;
        bool past = place != ClaimPlace.Title && record.Events.Any(e => pieces.Any(p => e.Start < p.End && e.End > p.Start) && IsPast(e, record.Article.Published));
        return past ? null : kind;
    }

    private static bool IsPast(Event e, string? published) =>
        DateOnly.TryParse(e.Date?.To ?? e.Date?.From, out DateOnly day) && DateOnly.TryParse(published, out DateOnly news) && day < news.AddDays(-NewsDays);

    private void InsertEvents(StoryRecord record, long article)
    {
        foreach (Event e in record.Events)
        {
            statements.Later(
                """
                INSERT INTO event (article, name, text, type, place, country, lat, lon, date_from, date_to, killed_min, killed_max, injured_min, injured_max, happened, actors, recipients, weapons, claims, day)
                VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19)
                """,
                article, e.Id, e.Text, e.Type, e.Place?.Name, e.Place?.Country, e.Place?.Lat, e.Place?.Lon, e.Date?.From, e.Date?.To, e.Killed?.Min, e.Killed?.Max, e.Injured?.Min, e.Injured?.Max,
                e.Happened ? 1 : 0, List(e.Actors), List(e.Recipients), List(e.Weapons), List(e.Claims), e.Date?.From ?? record.Article.Published);
        }
    }

    /// <summary>A speaker's name as it is looked up by: lower case, no article, letters and digits.</summary>
    public static string SpeakerKey(string name)
    {
        string folded = name.ToLowerInvariant();
        if (folded.StartsWith("the ", StringComparison.Ordinal))
            folded = folded[4..];
        string key = string.Join(' ', folded.Split([' ', '.', ',', '-', '’', '\''], StringSplitOptions.RemoveEmptyEntries));
        return key.Length <= LongestKey ? key : key[..LongestKey];
    }

    private static string List(long[] numbers) => "[" + string.Join(',', numbers) + "]";

    private static string List(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, LedgerJson.Default.IReadOnlyListString);

    // The enums carry the names of the record.
    private static string Json<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Closes without what was not committed, after an error.</summary>
    public void Abandon()
    {
        statements.Dispose();
        connection.Dispose();
    }

    /// <summary>Commits what was recorded, and closes.</summary>
    public void Dispose()
    {
        Commit();
        Abandon();
    }
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class LedgerJson : JsonSerializerContext;
