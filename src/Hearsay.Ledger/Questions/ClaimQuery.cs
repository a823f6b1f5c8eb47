using System.Globalization;
using System.Text;
using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>What comes first: the newest claims, those of matters that most independent sources speak of, or those that the reading is least sure of.</summary>
public enum ClaimOrder
{
    Newest,
    Sources,
    Unsure,
}

/// <summary>
/// Claims asked for in the query grammar that the command line, the pages and the API share: words and "phrases" (all must stand in the claim or its speaker), <c>OR</c> between two
/// terms, <c>-</c> before one that must not, and operators such as <c>speaker:</c> and <c>stance:</c>.
/// </summary>
public sealed class ClaimQuery
{
    /// <summary>The operators with what they ask for, in the order of the manual.</summary>
    public static IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string>
    {
        ["speaker"] = "a name, or a part of it, of who says it",
        ["about"] = "words of what is said",
        ["stance"] = "asserts, confirms, denies, accuses, declines, demands, promises, threatens, expects or asks",
        ["target"] = "who is accused, asked or threatened",
        ["event"] = "a PLOVER type of a happening that stands in the claim: assault, protest, ...",
        ["weapon"] = "with what, in such a happening",
        ["place"] = "a part of its place's name",
        ["country"] = "its country by ISO code: ua",
        ["killed"] = "a comparison with how many it is said to have killed: >10",
        ["injured"] = "the same with how many it is said to have hurt",
        ["lang"] = "the story's language; claims are read from English ones only: en",
        ["outlet"] = "a part of the outlet's name or of the page's address",
        ["agency"] = "a part of the wire agency's name",
        ["basis"] = "words of the stated evidence",
        ["cites"] = "a part of the name of who the story has it from",
        ["hedged"] = "yes, no, or how far its speaker leaves it open: possible, probable or approximate",
        ["quote"] = "direct, indirect or mixed; or exact words",
        ["said"] = "the day or month of the speech act, YYYY-MM-DD or YYYY-MM",
        ["published"] = "the day or month of publication",
        ["before"] = "published before that day",
        ["after"] = "published on or after that day",
        ["anonymous"] = "yes or no",
        ["status"] = "machine, accepted, corrected or rejected",
        ["independent"] = "a comparison with how many independent sources speak of the same matter: >=2",
    };

    // Claims are looked for in the newest stories first, one after another; only where these have too few, in all of the ledger by its indexes.
    internal const int NewestStories = 1000;

    // More of them where a story shows by its events whether its claims need to be looked at.
    private const int NewestOfEvents = 10_000;

    private readonly List<List<Term>> all = [];
    private DynamicParameters parameters = new();
    private int count;
    private bool byIndex;

    // How tables are joined whose order matters.
    private string then = "JOIN";
    private string bySpeaker = "";

    // Whether a claim must stand in a happening of some kind, so that the events of a story tell whether to look at its claims.
    private bool hasHappening;

    /// <exception cref="LedgerException">An operator that does not exist, or a value that it cannot have.</exception>
    public ClaimQuery(string text)
    {
        List<Term> terms = Split(Dialect.Storable(text));
        for (int i = 0; i < terms.Count; i++)
        {
            List<Term> either = [terms[i]];
            while (i + 2 < terms.Count && terms[i + 1] is { Operator: null, Value: "OR", Quoted: false })
            {
                i += 2;
                either.Add(terms[i]);
            }
            all.Add(either);
        }
        // What is wrong with a term is told before it is asked.
        Where(null, indexes: false);
    }

    /// <summary>The condition, with its values in <see cref="parameters"/>.</summary>
    private string Where(DbConnection? ledger, bool indexes)
    {
        parameters = new DynamicParameters();
        count = 0;
        byIndex = indexes;
        then = ledger is null ? "JOIN" : ClaimLine.Then(ledger);
        // SQLite knows no counts, and would go through all that deny.
        bySpeaker = ledger?.IsFile() == true ? " INDEXED BY claim_speaker" : "";
        var where = new StringBuilder();
        foreach (List<Term> either in all)
        {
            where.Append(" AND ").Append(either.Count == 1 ? Condition(either[0]) : "(" + string.Join(" OR ", either.Select(Condition)) + ")");
            if (!indexes && either is [{ Not: false } only] && Happening(only) is { } happening)
            {
                where.Append(" AND EXISTS (SELECT 1 FROM event e WHERE e.article = a.id AND ").Append(happening).Append(')');
                hasHappening = true;
            }
        }
        return where.ToString();
    }

    /// <returns>The claims of sources that fit; by sources, those of matters that several independent ones speak of.</returns>
    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger, int limit = 50, int offset = 0, ClaimOrder order = ClaimOrder.Newest)
    {
        switch (order)
        {
            case ClaimOrder.Sources:
                return Ask(ledger, $"SELECT {ClaimLine.PositionColumns} FROM {ClaimLine.ClaimsByMatter(ledger)} WHERE m.origins > 1 AND c.voice = 'source'{Where(ledger, indexes: false)} ORDER BY m.origins DESC, m.newest DESC, m.id, c.id, p.id LIMIT @limit OFFSET @offset", limit, offset);
            case ClaimOrder.Unsure:
                return Ask(ledger, ClaimLine.Claims, Where(ledger, indexes: false), "c.confidence, c.id", limit, offset);
        }
        foreach (int stories in limit >= NewestStories ? [] : hasHappening ? [NewestStories, NewestOfEvents] : new[] { NewestStories })
        {
            // A day that so many stories are not older than; null where there are fewer.
            string? day = ledger.QueryFirstOrDefault<string?>("SELECT published FROM article ORDER BY published DESC NULLS LAST LIMIT 1 OFFSET @stories", new { stories });
            if (day is null)
                break;
            string near = Where(ledger, indexes: false) + " AND a.published >= @day";
            parameters.Add("day", day);
            IReadOnlyList<ClaimLine> newest = Ask(ledger, ClaimLine.ClaimsByStory(ledger), near, ClaimLine.Newest, limit, offset);
            if (newest.Count == limit)
                return newest;
        }
        return Ask(ledger, ClaimLine.Claims, Where(ledger, indexes: true), ClaimLine.Newest, limit, offset);
    }

    /// <summary>Claims in an order; what is shown of a claim is read for those that are shown, not for all that are sorted.</summary>
    private IReadOnlyList<ClaimLine> Ask(DbConnection ledger, string from, string where, string order, int limit, int offset) =>
        Ask(ledger, $"SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims} WHERE c.id IN (SELECT c.id FROM {from} WHERE c.voice = 'source'{where} ORDER BY {order} LIMIT @limit OFFSET @offset) ORDER BY {order}", limit, offset);

    private IReadOnlyList<ClaimLine> Ask(DbConnection ledger, string question, int limit, int offset)
    {
        parameters.Add("limit", limit);
        parameters.Add("offset", offset);
        return [.. ledger.Query<ClaimLine>(question, parameters)];
    }

    private sealed record Term(string? Operator, string Value, bool Quoted, bool Not);

    private static List<Term> Split(string text)
    {
        var terms = new List<Term>();
        int i = 0;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            bool not = text[i] == '-' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
            if (not)
                i++;
            int colon = i;
            while (colon < text.Length && char.IsAsciiLetter(text[colon]))
                colon++;
            string? name = colon > i && colon < text.Length && text[colon] == ':' ? text[i..colon].ToLowerInvariant() : null;
            if (name is not null)
                i = colon + 1;
            var value = new StringBuilder();
            bool quoted = i < text.Length && text[i] == '"';
            if (quoted)
            {
                for (i++; i < text.Length && text[i] != '"'; i++)
                    value.Append(text[i]);
                i++;
            }
            else
            {
                for (; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
                    value.Append(text[i]);
            }
            terms.Add(new Term(name, value.ToString(), quoted, not));
        }
        return terms;
    }

    private string Condition(Term term)
    {
        string condition = Happening(term) is { } happening ? InHappening(happening) : term.Operator switch
        {
            null => Words(term.Value, "speaker content"),
            "about" => Words(term.Value, "content"),
            "speaker" => Speaker(LedgerWriter.SpeakerKey(term.Value)),
            "stance" => $"coalesce(r.stance, c.stance) = {OneOf(term, "asserts", "confirms", "denies", "accuses", "declines", "demands", "promises", "threatens", "expects", "asks")}",
            "target" => Contains("c.target", term.Value),
            "lang" => $"{OneOf(term, "en")} = 'en'",
            "outlet" => "(" + Contains("a.publisher", term.Value) + " OR " + Contains("a.url", term.Value) + ")",
            "agency" => Contains("a.agency", term.Value),
            "basis" => Contains("c.basis", term.Value),
            "quote" => term.Value is "direct" or "indirect" or "mixed" && !term.Quoted ? $"c.quote = {Add(term.Value)}" : "c.quote <> 'indirect' AND " + Contains("c.content", term.Value),
            "said" => $"c.said LIKE {Add(Day(term) + "%")}",
            "published" => $"a.published LIKE {Add(Day(term) + "%")}",
            "before" => $"a.published < {Add(Day(term))}",
            "after" => $"a.published >= {Add(Day(term))}",
            "anonymous" => OneOf(term, "yes", "no") is var value && term.Value == "yes" ? $"(c.anonymous = 1 AND {value} = 'yes')" : $"(c.anonymous = 0 AND {value} = 'no')",
            "status" => $"coalesce(r.verdict, 'machine') = {OneOf(term, "machine", "accepted", "corrected", "rejected")}",
            // Whoever corrects the words of a claim knows whether it is hedged.
            "hedged" => term.Value switch { "yes" => "(c.hedge_degree IS NOT NULL AND r.content IS NULL)", "no" => "(c.hedge_degree IS NULL OR r.content IS NOT NULL)", _ => $"(c.hedge_degree = {OneOf(term, "yes", "no", "possible", "probable", "approximate")} AND r.content IS NULL)" },
            "cites" => $"(c.cites_key IS NOT NULL AND {Contains("c.cites", term.Value)})",
            "independent" => $"EXISTS (SELECT 1 FROM position p JOIN proposition m ON m.id = p.proposition WHERE p.claim = c.id AND m.origins {Comparison(term)})",
            _ => throw new LedgerException($"'{term.Operator}:' is no operator; there are {string.Join(", ", Operators.Keys.Select(o => o + ":"))}. Put words with a colon in quotation marks"),
        };
        return term.Not ? $"({condition}) IS NOT TRUE" : condition;
    }

    private string Speaker(string key)
    {
        string like = Like("% " + Escape(key) + " %");
        string condition = $"' ' || coalesce(lower(r.speaker), c.speaker_key) || ' ' LIKE {like} ESCAPE '\\'";
        if (!byIndex || PartyOf.Words(key) is not { } words)
            return condition;
        // Who has the words in the name, and what people have given to others; with the stance, where it is asked for, by one index.
        string stance = all.Select(e => e is [{ Operator: "stance", Not: false } only] ? only.Value : null).FirstOrDefault(v => v is not null) is { } value ? $" AND d.stance = {Add(value)}" : "";
        return $"""
            c.id IN (SELECT d.id FROM claim d{bySpeaker} WHERE d.speaker_key IN (SELECT key FROM party_text({Add(words)})){stance}
                UNION SELECT d.id FROM review v JOIN article b ON b.story = v.story JOIN claim d ON d.article = b.id AND d.passage = v.passage WHERE v.speaker IS NOT NULL OR v.stance IS NOT NULL) AND {condition}
            """;
    }

    /// <summary>What an event (e) must be; null where the term does not speak of events.</summary>
    private string? Happening(Term term) => term.Operator switch
    {
        "event" => $"e.type = upper({Add(term.Value)})",
        "weapon" => Contains("e.weapons", term.Value),
        "place" => Contains("e.place", term.Value),
        "country" => $"{Asked("e.country", " || ''")} = upper({Add(term.Value)})",
        "killed" => $"{Asked("e.killed_min", " + 0")} {Comparison(term)}",
        "injured" => $"{Asked("e.injured_min", " + 0")} {Comparison(term)}",
        _ => null,
    };

    /// <summary>A column with an index of its own; where events are looked for story by story, as an expression, which no planner takes the index for.</summary>
    private string Asked(string column, string nothing) => byIndex ? column : column + nothing;

    /// <summary>That a claim stands in such an event.</summary>
    private string InHappening(string condition) => byIndex
        ? $"c.id IN (SELECT d.id FROM event e {then} json_each(e.claims) j ON true {then} claim d ON d.article = e.article AND d.name = j.value WHERE {condition})"
        : $"EXISTS (SELECT 1 FROM event e JOIN json_each(e.claims) j ON j.value = c.name WHERE e.article = c.article AND {condition})";

    private string Add(object value)
    {
        string name = "@q" + count++;
        parameters.Add(name, value);
        return name;
    }

    private string Like(string pattern) => Add(pattern);

    internal static string Escape(string value) => value.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");

    private string Contains(string column, string value) => $"lower({column}) LIKE lower({Like("%" + Escape(value) + "%")}) ESCAPE '\\'";

    private string Words(string value, string columns)
    {
        // Each word as an FTS5 string, so that nothing in it is taken as syntax; words of one term stand side by side.
        string phrase = string.Join(' ', value.Split(['"', '\0'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        if (!phrase.Any(char.IsLetterOrDigit))
            return "true";
        return $"c.id IN (SELECT rowid FROM claim_text({Add($"{{{columns}}} : \"{phrase}\"")}))";
    }

    private string OneOf(Term term, params string[] values) => values.Contains(term.Value)
        ? Add(term.Value)
        : throw new LedgerException($"{term.Operator}:{term.Value}: must be one of {string.Join(", ", values)}");

    private static string Day(Term term)
    {
        bool month = term.Value.Length == 7 && term.Operator is "said" or "published" && DateOnly.TryParseExact(term.Value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        bool coarse = term.Value.Length is 4 or 7 && DateOnly.TryParseExact((term.Value + "-01-01")[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        if (!month && !coarse && !DateOnly.TryParseExact(term.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw new LedgerException($"{term.Operator}:{term.Value}: write a day as 2024-01-31 or a month as 2024-01");
        return term.Value;
    }

    private string Comparison(Term term)
    {
        string sign = term.Value.StartsWith(">=", StringComparison.Ordinal) || term.Value.StartsWith("<=", StringComparison.Ordinal) ? term.Value[..2] : term.Value.Length > 0 && term.Value[0] is '>' or '<' or '=' ? term.Value[..1] : "=";
        return int.TryParse(term.Value.AsSpan(term.Value.StartsWith(sign, StringComparison.Ordinal) ? sign.Length : 0), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? $"{sign} {Add(number)}"
            : throw new LedgerException($"{term.Operator}:{term.Value}: write a number with >, >=, <, <= or = before it");
    }
}
