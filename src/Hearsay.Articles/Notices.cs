using System.Reflection;
using System.Text.RegularExpressions;

namespace Hearsay.Articles;

/// <summary>Knows the lines that sites add to stories: each pattern of <c>English/notices.txt</c> names a kind.</summary>
internal static partial class Notices
{
    // Longer paragraphs hold a story even where they name a newsletter.
    private const int MaxLength = 700;
    private const int CompiledFrom = 3000;
    private static (string Why, Regex Pattern)[] patterns = Load();
    private static int asked;

    /// <summary>The kind of notice, or null.</summary>
    public static string? Kind(string text)
    {
        if (text.Length > MaxLength)
            return CaptionPattern().IsMatch(text) ? "photo credit" : null;
        // Compiling takes longer than reading one page: only who reads many gains by it.
        if (Interlocked.Increment(ref asked) == CompiledFrom)
            patterns = [.. patterns.Select(p => (p.Why, new Regex(p.Pattern.ToString(), p.Pattern.Options | RegexOptions.Compiled, p.Pattern.MatchTimeout)))];
        foreach ((string why, Regex pattern) in patterns)
        {
            if (pattern.IsMatch(text))
                return why;
        }
        return null;
    }

    // Captions of galleries can be long.
    [GeneratedRegex(@"\b(hide|toggle) caption( \d+ of \d+)?\W*$|\bshare this gallery:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex CaptionPattern();

    private static (string, Regex)[] Load() =>
        [.. DataFile.Rows("notices.txt").Select(r => (r[0], new Regex(r[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(MatchLimit.Milliseconds))))];
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
