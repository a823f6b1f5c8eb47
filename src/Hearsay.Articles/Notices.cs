using System.Buffers;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Hearsay.Articles;

/// <summary>Knows the lines that sites add to stories: each pattern of <c>English/notices.txt</c> names a kind.</summary>
internal static partial class Notices
{
    // Longer paragraphs hold a story even where they name a newsletter.
    private const int MaxLength = 700;
    private const int CompiledFrom = 3000;
    private static Notice[] notices = [.. DataFile.Rows("notices.txt").Select(r => Notice.Of(r[0], r[1]))];

    /// <summary>All of them at once: most lines are none, and two looks tell.</summary>
    private static Notice any = Notice.All(notices);
    private static int asked;

    // Most lines hold none of the words that a pattern begins with, so the patterns need not look through them.
    private static readonly SearchValues<string> Openings = SearchValues.Create([.. notices.SelectMany(n => n.Openings)], StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of notice, or null.</summary>
    public static string? Kind(string text)
    {
        if (text.Length > MaxLength)
            return CaptionPattern().IsMatch(text) ? "photo credit" : null;
        // Compiling takes longer than reading one page: only who reads many gains by it.
        if (Interlocked.Increment(ref asked) == CompiledFrom)
            (notices, any) = ([.. notices.Select(n => n.Compiled())], any.Compiled());
        bool opened = text.AsSpan().ContainsAny(Openings), started = any.Start!.IsMatch(text), anywhere = any.Anywhere!.IsMatch(text);
        if (!opened && !started && !anywhere)
            return null;
        foreach (Notice notice in notices)
        {
            if (started && notice.Start?.IsMatch(text) == true || opened && notice.Opened?.IsMatch(text) == true || anywhere && notice.Anywhere?.IsMatch(text) == true)
                return notice.Why;
        }
        return null;
    }

    // Captions of galleries can be long.
    [GeneratedRegex(@"\b(hide|toggle) caption( \d+ of \d+)?\W*$|\bshare this gallery:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex CaptionPattern();
}

/// <summary>One row of the list, its alternatives parted by how they are looked for: at the line's start, after words that it must hold, or anywhere.</summary>
/// <param name="Openings">The words of which a line holds one wherever <paramref name="Opened"/> matches.</param>
internal sealed partial record Notice(string Why, Regex? Start, Regex? Opened, Regex? Anywhere, IReadOnlyList<string> Openings)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static Notice Of(string why, string pattern)
    {
        List<string> start = [], opened = [], anywhere = [], openings = [];
        foreach (string alternative in Alternatives(pattern))
        {
            string[] words = OpeningsOf(alternative);
            (alternative[0] == '^' ? start : words.Length > 0 ? opened : anywhere).Add(alternative);
            if (alternative[0] != '^')
                openings.AddRange(words);
        }
        return new Notice(why, Joined(start), Joined(opened), Joined(anywhere), openings);
    }

    public static Notice All(Notice[] notices) => new("", Joined([.. notices.Select(n => n.Start?.ToString()).OfType<string>()]), null, Joined([.. notices.Select(n => n.Anywhere?.ToString()).OfType<string>()]), []);

    public Notice Compiled() => this with { Start = Compiled(Start), Opened = Compiled(Opened), Anywhere = Compiled(Anywhere) };

    private static Regex? Joined(List<string> alternatives) =>
        alternatives.Count == 0 ? null : new Regex(string.Join('|', alternatives), Options, TimeSpan.FromMilliseconds(MatchLimit.Milliseconds));

    private static Regex? Compiled(Regex? pattern) => pattern is null ? null : new Regex(pattern.ToString(), pattern.Options | RegexOptions.Compiled, pattern.MatchTimeout);

    /// <summary>The parts between the bars that stand in no brackets.</summary>
    private static IEnumerable<string> Alternatives(string pattern)
    {
        int depth = 0, from = 0;
        bool set = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when !set:
                    set = true;
                    break;
                case ']':
                    set = false;
                    break;
                case '(' when !set:
                    depth++;
                    break;
                case ')' when !set:
                    depth--;
                    break;
                case '|' when !set && depth == 0:
                    yield return pattern[from..i];
                    from = i + 1;
                    break;
                default:
                    break;
            }
        }
        yield return pattern[from..];
    }

    /// <summary>"\b(we|us) may (earn..." begins with "we may " or "us may ": the plain words before the first thing that is neither words nor a choice of them; none where they are too short.</summary>
    private static string[] OpeningsOf(string alternative)
    {
        Match match = OpeningPattern().Match(alternative);
        if (!match.Success)
            return [];
        string before = match.Groups["before"].Value, after = match.Groups["after"].Value;
        string[] words = match.Groups["choice"].Success ? [.. match.Groups["choice"].Value.Split('|').Select(c => before + c + after)] : [before];
        return words.All(w => w.Length >= 3) ? words : [];
    }

    // A letter before a quantifier may be missing.
    [GeneratedRegex(@"^\\b(?<before>(?:[A-Za-z '-](?![?*{]))*)(?:\((?<choice>[A-Za-z '-]+(?:\|[A-Za-z '-]+)*)\)(?![?*{])(?<after>(?:[A-Za-z '-](?![?*{]))*))?", RegexOptions.CultureInvariant)]
    private static partial Regex OpeningPattern();
}

/// <summary>Reads the room's lists: one row a line, fields by tab, # for comments.</summary>
internal static class DataFile
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the list {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
