using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>Finds paragraphs: a blank line always ends one; a single line break does too unless the text is wrapped by hand.</summary>
internal static class ParagraphSplitter
{
    public static TokenRange[] Split(SourceText text, Token[] tokens)
    {
        if (tokens.Length == 0)
            return [];
        bool wrapped = IsWrapped(text);
        var ranges = new List<TokenRange>();
        int start = 0;
        for (int i = 1; i < tokens.Length; i++)
        {
            int breaks = 0;
            for (int c = tokens[i - 1].End; c < tokens[i].Start; c++)
            {
                if (text[c] is '\n' or '\u2029' or '\f' || text[c] == '\r' && !(c + 1 < text.Length && text[c + 1] == '\n'))
                    breaks++;
            }
            if (breaks >= 2 || breaks == 1 && !wrapped)
            {
                ranges.Add(new TokenRange(start, i));
                start = i;
            }
        }
        ranges.Add(new TokenRange(start, tokens.Length));
        return [.. ranges];
    }

    /// <summary>True if most lines that a single break ends are of like length and go on in lower case.</summary>
    private static bool IsWrapped(SourceText text)
    {
        ReadOnlySpan<char> s = text.Content;
        int single = 0, continued = 0, from = 0;
        while (single < 400)
        {
            int at = s[from..].IndexOf('\n');
            if (at < 0)
                break;
            int line = at;
            from += at + 1;
            if (from >= s.Length || s[from] is '\n' or '\r' || line == 0)
                continue;
            single++;
            int next = from;
            while (next < s.Length && s[next] == ' ')
                next++;
            if (line is >= 40 and <= 110 && next < s.Length && char.IsLower(s[next]))
                continued++;
        }
        return single >= 3 && continued * 2 >= single;
    }
}
