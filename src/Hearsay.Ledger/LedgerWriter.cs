using System.Security.Cryptography;
using System.Text;
using Dapper;
using Hearsay.Claims.Records;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>
/// The only writer of a ledger. A story is recorded whole or not at all; recording the same story again changes nothing, and a changed
/// story takes the place of its older reading.
/// </summary>
public sealed class LedgerWriter : IDisposable
{
    /// <summary>Two stories are one text where this share of the shorter one's shingles stands in the other.</summary>
    private const double ReprintShare = 0.7;

    private readonly SqliteConnection connection;
    private readonly long run;
    private readonly PropositionJoiner joiner;

    public LedgerWriter(LedgerFile file, string reader, DateTimeOffset now)
    {
        connection = file.Connect();
        joiner = new PropositionJoiner(connection);
        run = connection.ExecuteScalar<long>("INSERT INTO run (reader, started) VALUES (@reader, @now) RETURNING id", new { reader, now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") });
    }

    /// <returns>True if the story is new or changed.</returns>
    public bool Record(StoryRecord record)
    {
        string json = RecordJson.Write(record);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        try
        {
            return Record(record, json, hash, transaction);
        }
        catch
        {
            joiner.Forget();
            throw;
        }
    }

    private bool Record(StoryRecord record, string json, string hash, SqliteTransaction transaction)
    {
        (long Id, string Hash) old = connection.QueryFirstOrDefault<(long, string)>("SELECT id, content_hash FROM article WHERE story = @story", new { story = record.Article.Id }, transaction);
        if (old.Hash == hash)
            return false;
        if (old.Id != 0)
        {
            joiner.Forget();
            connection.Execute("UPDATE article SET origin = NULL WHERE origin = @id", new { id = old.Id }, transaction);
            connection.Execute("DELETE FROM article WHERE id = @id; DELETE FROM proposition WHERE id NOT IN (SELECT proposition FROM position WHERE proposition IS NOT NULL);", new { id = old.Id }, transaction);
        }
        long article = InsertArticle(record, json, hash, transaction);
        List<Position> positions = InsertClaims(record, article, transaction);
        positions.AddRange(InsertStatements(record, article, transaction));
        joiner.Join(record.Article.Published, article, positions, transaction);
        InsertEvents(record, article, transaction);
        transaction.Commit();
        return true;
    }

    public void RecordRefusal(string name, string reason) =>
        connection.Execute("INSERT INTO refusal (name, reason, run) VALUES (@name, @reason, @run) ON CONFLICT DO NOTHING", new { name, reason, run });

    private long InsertArticle(StoryRecord record, string json, string hash, SqliteTransaction transaction)
    {
        ArticleRecord a = record.Article;
        HashSet<ulong> shingles = MinHash.Shingles(a.Text);
        long[] bands = MinHash.BandsOf(shingles);
        long? origin = null;
        if (shingles.Count > 0)
        {
            double best = ReprintShare;
            IEnumerable<(long Id, long? Origin, string Record)> near = connection.Query<(long, long?, string)>(
                "SELECT id, origin, record FROM article WHERE id IN (SELECT DISTINCT article FROM band WHERE hash IN @bands) ORDER BY id LIMIT 20", new { bands }, transaction);
            foreach ((long id, long? theirs, string other) in near)
            {
                double share = MinHash.Containment(shingles, MinHash.Shingles(RecordJson.Read(other).Article.Text));
                if (share > best)
                {
                    best = share;
                    origin = theirs ?? id;
                }
            }
        }
        long article = connection.ExecuteScalar<long>(
            """
            INSERT INTO article (story, url, title, publisher, agency, published, record, content_hash, origin, run)
            VALUES (@Id, @Url, @Title, @Publisher, @Agency, @Published, @json, @hash, @origin, @run) RETURNING id
            """,
            new { a.Id, a.Url, a.Title, a.Publisher, a.Agency, a.Published, json, hash, origin, run }, transaction);
        if (shingles.Count > 0)
        {
            foreach (long band in bands)
                connection.Execute("INSERT INTO band (hash, article) VALUES (@band, @article) ON CONFLICT DO NOTHING", new { band, article }, transaction);
        }
        return article;
    }

    private List<Position> InsertClaims(StoryRecord record, long article, SqliteTransaction transaction)
    {
        var positions = new List<Position>();
        var passages = new Dictionary<string, int>();
        foreach (Claim c in record.Claims)
        {
            // Two claims can have the same words: "Moscow and Pyongyang deny".
            string words = c.Cue.Text + "|" + string.Join(" … ", c.Content.Select(p => p.Text));
            int before = passages[words] = passages.GetValueOrDefault(words, -1) + 1;
            long id = connection.ExecuteScalar<long>(
                """
                INSERT INTO claim (voice, article, name, speaker, speaker_key, kind, role, anonymous, stance, cue, content, quote, target, basis, said, within, about, confidence, passage)
                VALUES ('source', @article, @name, @speaker, @key, @kind, @role, @anonymous, @stance, @cue, @content, @quote, @target, @basis, @said, @within, @about, @confidence, @passage) RETURNING id
                """,
                new
                {
                    article,
                    name = c.Id,
                    speaker = c.Source?.Name,
                    key = c.Source is { } s ? SpeakerKey(s.Name) : null,
                    kind = c.Source?.Kind,
                    role = c.Source?.Role,
                    anonymous = c.Source?.Anonymous ?? true,
                    stance = Json(c.Stance),
                    cue = c.Cue.Text,
                    content = string.Join(" … ", c.Content.Select(p => p.Text)),
                    quote = Json(c.Quote),
                    target = c.Target,
                    basis = c.Basis?.Text,
                    said = c.When?.Date,
                    within = c.Within,
                    about = c.About,
                    confidence = c.Confidence,
                    passage = $"{words}|{before}",
                },
                transaction);
            if (c.Clauses.Count == 0)
                positions.Add(new Position(id, c.Id, string.Join(" … ", c.Content.Select(p => p.Text)), Names(record, c.In, c.Content), c.About));
            foreach (Passage clause in c.Clauses)
                positions.Add(new Position(id, c.Id, clause.Text, Names(record, c.In, [clause]), c.About));
        }
        return positions;
    }

    private List<Position> InsertStatements(StoryRecord record, long article, SqliteTransaction transaction)
    {
        var positions = new List<Position>();
        foreach (Statement s in record.Statements)
        {
            long id = connection.ExecuteScalar<long>(
                """
                INSERT INTO claim (voice, article, name, anonymous, stance, cue, content, quote, confidence)
                VALUES ('outlet', @article, @Id, 0, 'asserts', '', @Text, 'indirect', 1) RETURNING id
                """,
                new { article, s.Id, s.Text }, transaction);
            Passage[] clauses = s.Clauses.Count > 0 ? [.. s.Clauses] : [new Passage(s.Text, s.Start, s.End)];
            foreach (Passage clause in clauses)
                positions.Add(new Position(id, s.Id, clause.Text, Names(record, s.In, [clause]), null));
        }
        return positions;
    }

    /// <summary>The names of the parties that pronouns and short names in the words stand for: "it fired" and "Norrland fired" are one matter.</summary>
    private static string Names(StoryRecord record, ClaimPlace place, IReadOnlyList<Passage> pieces) =>
        place == ClaimPlace.Title ? "" : string.Join(' ', record.Entities
            .Where(party => party.Mentions.Any(m => pieces.Any(p => m[0] >= p.Start && m[1] <= p.End) && !party.Name.Contains(record.Article.Text[m[0]..m[1]], StringComparison.OrdinalIgnoreCase)))
            .Select(party => party.Name));

    private void InsertEvents(StoryRecord record, long article, SqliteTransaction transaction)
    {
        foreach (Event e in record.Events)
        {
            connection.Execute(
                """
                INSERT INTO event (article, name, text, type, place, country, date_from, date_to, killed_min, killed_max, injured_min, injured_max, happened)
                VALUES (@article, @name, @text, @type, @place, @country, @from, @to, @kmin, @kmax, @imin, @imax, @happened)
                """,
                new
                {
                    article,
                    name = e.Id,
                    text = e.Text,
                    type = e.Type,
                    place = e.Place?.Name,
                    country = e.Place?.Country,
                    from = e.Date?.From,
                    to = e.Date?.To,
                    kmin = e.Killed?.Min,
                    kmax = e.Killed?.Max,
                    imin = e.Injured?.Min,
                    imax = e.Injured?.Max,
                    happened = e.Happened,
                },
                transaction);
        }
    }

    /// <summary>A speaker's name as it is looked up by: lower case, no article, letters and digits.</summary>
    public static string SpeakerKey(string name)
    {
        string folded = name.ToLowerInvariant();
        if (folded.StartsWith("the ", StringComparison.Ordinal))
            folded = folded[4..];
        return string.Join(' ', folded.Split([' ', '.', ',', '-', '’', '\''], StringSplitOptions.RemoveEmptyEntries));
    }

    // The enums carry the names of the record.
    private static string Json<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public void Dispose() => connection.Dispose();
}
