using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Hearsay.Articles.Body;

/// <summary>Cuts scraped text into blocks: at blank lines, and at single breaks unless the text is wrapped by hand.</summary>
internal static partial class TextBlocks
{
    public static List<Block> Cut(string text)
    {
        var blocks = new List<Block>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool[] wrapped = WrappedLines(lines);
        var paragraph = new StringBuilder();
        int group = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = Fold(lines[i]);
            if (line.Length == 0)
            {
                Flush();
                group++;
                continue;
            }
            // A line that goes on in lower case was wrapped; so was one that ends without a final mark before a line of like length.
            if (paragraph.Length > 0 && !wrapped[i] && !GoesOn(paragraph, line))
                Flush();
            if (paragraph.Length > 0)
                paragraph.Append(' ');
            paragraph.Append(line);
        }
        Flush();
        return blocks;

        void Flush()
        {
            if (paragraph.Length > 0)
            {
                string whole = SentenceGlue().Replace(paragraph.ToString(), " ");
                foreach (string part in whole.AsSpan().ContainsAny(Glued) ? GluePattern().Split(whole) : [whole])
                {
                    if (part.Length == 0)
                        continue;
                    // A headline and the stamp under it.
                    int stamp = StampPattern().Match(part) is { Success: true } found ? found.Index : part.Length;
                    blocks.Add(new Block(part[..stamp], BlockKind.Paragraph, 0, null, group));
                    if (stamp < part.Length)
                        blocks.Add(new Block(part[stamp..].TrimStart(), BlockKind.Paragraph, 0, null, group));
                }
            }
            paragraph.Clear();
        }
    }

    /// <summary>
    /// True for each line that goes on from the one before: in a run of lines without a blank one between them, where all but the last are of
    /// like length and many go on without a final mark, the breaks are the width of somebody's screen.
    /// </summary>
    private static bool[] WrappedLines(string[] lines)
    {
        bool[] wrapped = new bool[lines.Length];
        for (int start = 0; start < lines.Length;)
        {
            int end = start, goesOn = 0, even = 0;
            while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end]))
                end++;
            for (int i = start + 1; i < end; i++)
            {
                if (char.IsLower(lines[i].TrimStart()[0]) || !".!?:\"”".Contains(lines[i - 1].TrimEnd()[^1]))
                    goesOn++;
                if (lines[i - 1].Length is >= 45 and <= 100)
                    even++;
            }
            int breaks = end - start - 1;
            for (int i = start + 1; breaks >= 2 && goesOn * 2 >= breaks && even * 10 >= breaks * 8 && i < end; i++)
                wrapped[i] = true;
            start = end + 1;
        }
        return wrapped;
    }

    private static bool GoesOn(StringBuilder before, string line)
    {
        char last = before[^1];
        if (char.IsLower(line[0]) && !(last is '.' or '!' or '?' or ':' or '"' or '”'))
            return true;
        return before.Length >= 30 && last is ',' || EndsWithWord(before, " and") || EndsWithWord(before, " the") || EndsWithWord(before, " of") || EndsWithWord(before, " to");
    }

    // "... for years.The mayor said ..."
    [GeneratedRegex(@"(?<=\s\p{Ll}{2,30}[.!?][”""]?)(?=(?:[“""])?\p{Lu}\p{Ll}*\s\p{Ll})", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex SentenceGlue();

    // Each looks from a blank, not from every sign: texts may have sixty thousand signs without one.
    // Where a break was lost: between the pictures of a gallery, before "READ MORE:", around a row of share buttons, and before a wire's dateline in the middle of a line.
    [GeneratedRegex(@"\s(?<=[.!?”""]\s)(?=(?:READ (?:MORE|NEXT|ALSO)|RELATED|WATCH|MORE):\s)|\s(?=" + ShareRow + @")(?<!\b(?:" + ShareWord + @")\s)|\s(?<=\b(?:" + ShareWord + @")\s)(?<=" + ShareRow + @"\s)(?!(?:" + ShareWord + @"|on)\b)|(?<=\b(?:[ECMP][SD]?T|GMT|UTC|BST|CET|IST)\s)(?=(?:\p{Lu}{2}[\p{Lu} .'’\-]{1,30}(?:, (?:\p{Lu}[\p{L}.]+ ?){1,3})?)\s\((?:AP|AFP|Reuters|REUTERS)\) ?[-–—]{1,2} )|\s+(?=Photos: .{0,900}\b[Hh]ide [Cc]aption\b)|(?<=\b[Hh]ide [Cc]aption(?: \d+ of \d+)?)\s+(?!\d)|(?<=[\p{Ll}.!?""”)]\s)(?=(?:\p{Lu}{2}[\p{Lu} .'’\-]{1,30}(?:, (?:\p{Lu}[\p{L}.]+ ?){1,3})?)\s\((?:AP|AFP|Reuters|REUTERS)\) ?[-–—]{1,2} )", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex GluePattern();

    [GeneratedRegex(@"(?<=\w{3})(?<!(?:ublished|pdated|osted|odified)(?: on)?)\s(?:(?:Politics|World|Nation|Economy|Business|Health|Science|Arts|Education|Sports)\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4},? \d{1,2}:\d\d ?[AaPp]\.?[Mm]\.?(?: [A-Z]{2,4})?\s*$", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex StampPattern();

    // Of these one stands wherever the pattern of glued parts matches, and looking for them is quicker: what the pattern begins with stands here too.
    private static readonly SearchValues<string> Glued = SearchValues.Create(["READ ", "RELATED:", "WATCH:", "MORE:", "(AP)", "(AFP)", "(Reuters)", "(REUTERS)", "Photos:", "ide caption", "ide Caption", "Leave a ", "Leave your ", "Share", "Copy ", "http", "Email", "Facebook", "Twitter", "LinkedIn", "Pinterest", "Tumblr", "WhatsApp", "Reddit", "Telegram", "Flipboard", "Print", "Save", "Tweet", "SMS"], StringComparison.Ordinal);

    private const string ShareWord = @"Leave (?:a|your) (?:comment|feedback)|Share on \w+|Share|Copy URL|Copy link|https?://\S{1,150}|Email|Facebook|Twitter|LinkedIn|Pinterest|Tumblr|WhatsApp|Reddit|Telegram|Flipboard|Print|Save|Tweet|SMS";
    private const string ShareRow = "(?:" + ShareWord + @")(?:\s(?:" + ShareWord + ")){3}";

    private static bool EndsWithWord(StringBuilder text, string word)
    {
        if (text.Length < 40 || text.Length <= word.Length)
            return false;
        for (int i = 0; i < word.Length; i++)
        {
            if (text[text.Length - word.Length + i] != word[i])
                return false;
        }
        return true;
    }

    /// <summary>How long the words are when they are folded.</summary>
    public static int FoldedLength(ReadOnlySpan<char> line)
    {
        int length = 0;
        bool blank = false;
        foreach (char c in line)
        {
            if (c is '\u200b' or '\u00ad' or '\ufeff' or '\u200e' or '\u200f')
                continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                blank = length > 0;
                continue;
            }
            length += blank ? 2 : 1;
            blank = false;
        }
        return length;
    }

    /// <summary>White space folded to single blanks, invisible characters left out.</summary>
    public static string Fold(ReadOnlySpan<char> line)
    {
        var folded = new StringBuilder(line.Length);
        foreach (char c in line)
        {
            if (c is '\u200b' or '\u00ad' or '\ufeff' or '\u200e' or '\u200f')
                continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else
                folded.Append(c);
        }
        return folded.ToString().TrimEnd();
    }
}
