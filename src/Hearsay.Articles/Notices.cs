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
    private static int asked;

    /// <summary>The kind of notice, or null.</summary>
    public static string? Kind(string text)
    {
        if (text.Length > MaxLength)
            return CaptionPattern().IsMatch(text) ? "photo credit" : null;
        // Compiling takes longer than reading one page: only who reads many gains by it.
        if (Interlocked.Increment(ref asked) == CompiledFrom)
            notices = [.. notices.Select(n => n.Compiled())];
        ReadOnlySpan<char> head = Opening.HeadOf(text);
        foreach (Notice notice in notices)
        {
            if (notice.Start.Matches(text, head) || notice.Inside.Matches(text, text) || notice.Anywhere?.IsMatch(text) == true)
                return notice.Why;
        }
        return null;
    }

    // Captions of galleries can be long.
    [GeneratedRegex(@"\b(hide|toggle) caption( \d+ of \d+)?\W*$|\bshare this gallery:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex CaptionPattern();
}

/// <summary>A pattern, and words of which a line holds one wherever it matches.</summary>
internal sealed record Opening(IReadOnlyList<string> Words, Regex? Pattern)
{
    private const int HeadLength = 16;
    private readonly SearchValues<string>? any = Words.Count == 0 ? null : SearchValues.Create([.. Words], StringComparison.OrdinalIgnoreCase);

    public bool Matches(string text, ReadOnlySpan<char> part) => any is not null && part.ContainsAny(any) && Pattern!.IsMatch(text);

    /// <summary>So much of a line as what it begins with can stand in, after signs that are no words.</summary>
    public static ReadOnlySpan<char> HeadOf(string text)
    {
        int start = 0;
        while (start < text.Length && !char.IsLetterOrDigit(text[start]) && text[start] != '_')
            start++;
        return text.AsSpan(0, Math.Min(text.Length, start + HeadLength));
    }

    /// <summary>"\b(we|us) may (earn..." begins with "we may " or "us may ": the plain words before the first thing that is neither words nor a choice of them; none where they are too short to tell.</summary>
    public static string[] WordsOf(string pattern)
    {
        // The search for words is quick where they are ASCII.
        string[] words = [.. Beginnings(pattern).Select(w => string.Concat(w.Take(HeadLength).TakeWhile(char.IsAscii)))];
        return words.All(w => w.Length >= 3 || w.Length > 0 && !char.IsLetterOrDigit(w[0]) && w[0] != ' ') ? words : [];
    }

    private static IEnumerable<string> Beginnings(string pattern)
    {
        string before = "";
        for (int i = 0; i < pattern.Length; i++)
        {
            int next = i + 1;
            if (pattern[i] == '^' || pattern.AsSpan(i).StartsWith(@"\b") || before.Length == 0 && pattern.AsSpan(i).StartsWith(@"\W*"))
            {
                i += pattern[i] == '^' ? 0 : pattern[i + 1] == 'b' ? 1 : 2;
                continue;
            }
            if (pattern[i] == '(')
            {
                int end = Notice.EndOfGroup(pattern, i);
                string inside = pattern[(i + 1)..(end - 1)];
                if (inside.StartsWith("?<=", StringComparison.Ordinal) || inside.StartsWith("?<!", StringComparison.Ordinal))
                {
                    i = end - 1;
                    continue;
                }
                string[] choice = MayBeMissing(pattern, end) ? [""] : [.. Notice.Alternatives(inside[(inside.StartsWith('?') ? inside.IndexOf(':') + 1 : 0)..]).SelectMany(Beginnings)];
                return choice.Contains("") ? [before] : choice.Select(c => before + c);
            }
            char letter = pattern[i];
            if (letter == '\\')
            {
                letter = pattern[i + 1];
                next = i + 2;
                if (char.IsLetterOrDigit(letter))
                    break;
            }
            else if ("[.$?*+{".Contains(letter))
                break;
            if (MayBeMissing(pattern, next))
                break;
            before += letter;
            i = next - 1;
        }
        return [before];
    }

    private static bool MayBeMissing(string pattern, int at) => at < pattern.Length && pattern[at] is '?' or '*' or '{';
}

/// <summary>One row of the list, its alternatives parted by how they are looked for: at the line's start or inside it, where it holds their first words, or anywhere.</summary>
internal sealed record Notice(string Why, Opening Start, Opening Inside, Regex? Anywhere)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static Notice Of(string why, string pattern)
    {
        ILookup<string, (string Pattern, string[] Words)> kinds = Alternatives(pattern).Select(a => (a, Opening.WordsOf(a))).ToLookup(a => a.Item2.Length == 0 ? "anywhere" : a.a[0] == '^' ? "start" : "inside");
        return new Notice(why, Joined(kinds["start"]), Joined(kinds["inside"]), Joined(kinds["anywhere"]).Pattern);
    }

    public Notice Compiled() => this with { Start = Start with { Pattern = Compiled(Start.Pattern) }, Inside = Inside with { Pattern = Compiled(Inside.Pattern) }, Anywhere = Compiled(Anywhere) };

    private static Opening Joined(IEnumerable<(string Pattern, string[] Words)> alternatives)
    {
        string pattern = string.Join('|', alternatives.Select(a => a.Pattern));
        return new Opening([.. alternatives.SelectMany(a => a.Words).Distinct()], pattern.Length == 0 ? null : new Regex(pattern, Options, TimeSpan.FromMilliseconds(MatchLimit.Milliseconds)));
    }

    private static Regex? Compiled(Regex? pattern) => pattern is null ? null : new Regex(pattern.ToString(), pattern.Options | RegexOptions.Compiled, pattern.MatchTimeout);

    /// <summary>Where the group that opens here ends.</summary>
    public static int EndOfGroup(string pattern, int from) => from + Top(pattern[(from + 1)..]).First(p => p.Sign == ')').At + 2;

    /// <summary>The parts between the bars that stand in no brackets.</summary>
    public static IEnumerable<string> Alternatives(string pattern)
    {
        int from = 0;
        foreach ((int at, char sign) in Top(pattern))
        {
            if (sign != '|')
                continue;
            yield return pattern[from..at];
            from = at + 1;
        }
        yield return pattern[from..];
    }

    /// <summary>The bars that stand in no brackets, and the bracket that closes what opened before.</summary>
    private static IEnumerable<(int At, char Sign)> Top(string pattern)
    {
        int depth = 0;
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
                    if (depth == 0)
                        yield return (i, ')');
                    depth--;
                    break;
                case '|' when !set && depth == 0:
                    yield return (i, '|');
                    break;
                default:
                    break;
            }
        }
    }
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
