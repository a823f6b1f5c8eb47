using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>A claim's content, or one clause of it, that is to be joined to a matter.</summary>
/// <param name="Claim">The row of the claim; <paramref name="Name"/> is its name in the story.</param>
/// <param name="Names">The names of the parties that its pronouns and short names stand for.</param>
/// <param name="About">The name of the claim of the same story that it answers, or null.</param>
internal sealed record Position(long Claim, string Name, string Content, string Names, string? About);

/// <summary>
/// Joins positions of one matter into a proposition. Candidates are found by their rarest words, so the cost of a story does not grow
/// with the ledger; a position joins the one it is most like, where enough of the shorter one's weight stands in the other. Words weigh by how few
/// positions hold them (inverse document frequency, Sparck Jones 1972).
/// </summary>
internal sealed class PropositionJoiner(SqliteConnection connection)
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

    /// <summary>Words that more positions hold find none: they would be looked up for nothing.</summary>
    private const long MostHolders = 20_000;

    // Words of the story in hand: their numbers, and how many positions hold them.
    private readonly Dictionary<string, (long Id, long Holders)> terms = [];
    private double positionCount;

    public void Join(string? published, long article, List<Position> positions, IDbTransaction transaction)
    {
        terms.Clear();
        positionCount = connection.ExecuteScalar<long>("SELECT count(*) FROM position", transaction: transaction);
        var byName = new Dictionary<string, List<(long Proposition, HashSet<string> Words)>>();
        // Answers come last, so that what they answer has its matter.
        foreach (Position position in positions.OrderBy(p => p.About is null ? 0 : 1))
        {
            long? proposition = null;
            double score = 0;
            string? why = null;
            HashSet<string> own = Terms.Of(position.Content);
            HashSet<string> words = [.. own, .. Terms.Of(position.Names)];
            if (position.About is { } about && byName.TryGetValue(about, out var answered))
            {
                // Of the clauses of what it answers, the one with most of its words; the first of equals.
                proposition = answered.MaxBy(a => a.Words.Count(words.Contains)).Proposition;
                score = 1;
                why = $"answers {about} of the same story";
            }
            Load(words, transaction);
            if (proposition is null && Nearest(published, article, own, words, transaction) is { } near)
            {
                (proposition, score, why) = near;
            }
            proposition ??= connection.ExecuteScalar<long>("INSERT INTO proposition DEFAULT VALUES RETURNING id", transaction: transaction);
            if (!byName.TryGetValue(position.Name, out var clauses))
                byName[position.Name] = clauses = [];
            clauses.Add((proposition.Value, words));
            long id = connection.ExecuteScalar<long>(
                "INSERT INTO position (claim, proposition, joined, joined_why, content, names) VALUES (@Claim, @proposition, @score, @why, @Content, @Names) RETURNING id",
                new { position.Claim, proposition, score, why, position.Content, position.Names }, transaction);
            Index(id, words, transaction);
        }
    }

    private (long, double, string)? Nearest(string? published, long article, HashSet<string> own, HashSet<string> words, IDbTransaction transaction)
    {
        if (own.Count < LeastWords)
            return null;
        long[] rarest = [.. words.Select(w => terms[w]).Where(t => t.Holders < MostHolders).OrderBy(t => t.Holders).ThenBy(t => t.Id).Take(SearchWords).Select(t => t.Id)];
        List<(long Id, long Proposition, string Content, string Names, string? Published, long Article)> found = [.. connection.Query<(long, long, string, string, string?, long)>(
            """
            SELECT p.id, p.proposition, p.content, p.names, a.published, c.article
            FROM (SELECT position, count(*) AS hits FROM position_term WHERE term IN (SELECT value FROM json_each(@rarest)) GROUP BY position ORDER BY hits DESC, position DESC LIMIT @Candidates) f
            JOIN position p ON p.id = f.position JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article
            """,
            new { rarest = "[" + string.Join(',', rarest) + "]", Candidates }, transaction)];
        found.RemoveAll(f => DaysApart(published, f.Published) > MostDays);
        (HashSet<string> Own, HashSet<string> All)[] others = [.. found.Select(f => Terms.Of(f.Content)).Zip(found, (theirs, f) => (theirs, theirs.Union(Terms.Of(f.Names)).ToHashSet()))];
        Load(others.SelectMany(o => o.All).Distinct(), transaction);
        (long, double, string)? best = null;
        double mine = words.Sum(Weight);
        foreach (((long _, long proposition, string content, string _, string? _, long theirs), (HashSet<string> otherOwn, HashSet<string> other)) in found.Zip(others))
        {
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

    /// <summary>Looks up the words that are not known yet in this story; those new to the ledger are added where they are a position's own.</summary>
    private void Load(IEnumerable<string> words, IDbTransaction transaction)
    {
        string[] unknown = [.. words.Where(w => !terms.ContainsKey(w))];
        if (unknown.Length == 0)
            return;
        Fetch(List(unknown), transaction);
        foreach (string word in unknown)
            terms.TryAdd(word, (0, 0));
    }

    private void Fetch(string words, IDbTransaction transaction)
    {
        foreach ((string word, long id, long holders) in connection.Query<(string, long, long)>("SELECT word, id, holders FROM term WHERE word IN (SELECT value FROM json_each(@words))", new { words }, transaction))
            terms[word] = (id, holders);
    }

    private void Index(long position, HashSet<string> own, IDbTransaction transaction)
    {
        if (own.Count == 0)
            return;
        // One statement for all words of a position: the time of a story is the number of its statements.
        string words = List(own);
        connection.Execute(
            """
            INSERT INTO term (word, holders) SELECT value, 1 FROM json_each(@words) WHERE true ON CONFLICT (word) DO UPDATE SET holders = holders + 1;
            INSERT INTO position_term (term, position) SELECT id, @position FROM term WHERE word IN (SELECT value FROM json_each(@words));
            """,
            new { words, position }, transaction);
        Fetch(words, transaction);
    }

    /// <summary>The words as a JSON array; they hold letters and digits only.</summary>
    private static string List(IEnumerable<string> words) => "[\"" + string.Join("\",\"", words) + "\"]";

    private double Weight(string word) => Math.Log((positionCount + 10) / (terms[word].Holders + 1));

    private static int DaysApart(string? a, string? b) =>
        DateOnly.TryParse(a, out DateOnly x) && DateOnly.TryParse(b, out DateOnly y) ? Math.Abs(x.DayNumber - y.DayNumber) : 0;

    private static string Short(string words) => words.Length <= 80 ? words : words[..77] + "...";
}
