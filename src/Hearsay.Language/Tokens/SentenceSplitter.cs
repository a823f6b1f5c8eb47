using System.Buffers;
using Hearsay.Language.English;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>
/// Finds sentences: a final mark ends one unless its full stop belongs to an abbreviation that goes on; closing quotes and brackets
/// stay with the sentence that they close. Never crosses a paragraph; a run of more than <see cref="MaxTokens"/> tokens is cut.
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>The longest sentence that later stages are given, in tokens.</summary>
    public const int MaxTokens = 250;

    private static readonly SearchValues<char> Closers = SearchValues.Create("\"'”’)]}»`");

    public static TokenRange[] Split(SourceText text, Token[] tokens, TokenRange[] paragraphs)
    {
        var sentences = new List<TokenRange>();
        foreach (TokenRange paragraph in paragraphs)
        {
            int start = paragraph.Start;
            for (int i = paragraph.Start; i < paragraph.End; i++)
            {
                int end = i + 1;
                bool final = IsFinal(text, tokens, i, paragraph.End);
                if (final)
                {
                    while (end < paragraph.End && tokens[end].Start == tokens[end - 1].End && IsCloser(text, tokens, end, paragraph.End))
                        end++;
                    final = EndsHere(text, tokens, i, end, paragraph.End);
                }
                if (final || end - start >= MaxTokens || end == paragraph.End)
                {
                    sentences.Add(new TokenRange(start, end));
                    start = end;
                    i = end - 1;
                }
            }
            if (start < paragraph.End)
                sentences.Add(new TokenRange(start, paragraph.End));
        }
        return [.. sentences];
    }

    private static bool IsFinal(SourceText text, Token[] tokens, int i, int end)
    {
        char first = text[tokens[i].Start], last = text[tokens[i].End - 1];
        return first is '.' or '!' or '?' or '…' || last == '.' && (i + 1 == end || tokens[i + 1].Start > tokens[i].End || Closers.Contains(text[tokens[i + 1].Start]) && !IsEnding(text, tokens[i + 1]));
    }

    /// <summary>"'s" after "Corp." closes nothing.</summary>
    private static bool IsEnding(SourceText text, Token token) => token.Length > 1 && text[token.Start] is '\'' or '’' && char.IsLetter(text[token.Start + 1]);

    /// <summary>True for a closing quote or bracket; a straight quote closes when nothing but space follows it.</summary>
    private static bool IsCloser(SourceText text, Token[] tokens, int i, int end)
    {
        char c = text[tokens[i].Start];
        if (c is '.' or '!' or '?')
            return true;
        if (!Closers.Contains(c) || tokens[i].Length > 3 || IsEnding(text, tokens[i]))
            return false;
        return c is '”' or '’' or ')' or ']' or '}' or '»' || i + 1 == end || tokens[i + 1].Start > tokens[i].End || Closers.Contains(text[tokens[i + 1].Start]);
    }

    /// <param name="mark">The token with the final mark.</param>
    /// <param name="next">The token after the closing quotes and brackets.</param>
    private static bool EndsHere(SourceText text, Token[] tokens, int mark, int next, int end)
    {
        if (next >= end)
            return true;
        ReadOnlySpan<char> word = text.Slice(tokens[mark].Span);
        ReadOnlySpan<char> following = text.Slice(tokens[next].Span);
        bool glued = tokens[next].Start == tokens[next - 1].End;
        char c = following[0];
        // Past an opening quote or bracket the next word decides.
        int look = next;
        while (look + 1 < end && (c is '"' or '\'' or '“' or '‘' or '(' or '[' or '«' or '`'))
            c = text[tokens[++look].Start];
        bool opens = look > next;

        if (word is "." && glued)
            // "fire.He said": a lost blank between two sentences
            return char.IsUpper(c) && next < end && tokens[next].Length > 1 && mark > 0 && char.IsLower(text[tokens[mark].Start - 1]);
        if (word[0] is '!' or '?')
        {
            // Hasty writers begin in lower case after a question; after a closing quote it is the reporter who goes on ("Why?" he asked).
            bool hasty = word[0] == '?' && next == mark + 1 && tokens[next].Length > 1;
            return !glued && (!char.IsLower(c) || opens || hasty);
        }
        if (word[0] is '.' or '…')
        {
            if (word.Length > 1 || word[0] == '…')
                return !glued && char.IsUpper(c) && !(next == mark + 1 && following is "I");
            return !char.IsLower(c) || opens || !glued && next == mark + 1 && char.IsLower(c) && (tokens[next].Length > 2 || following is "i" or "he" or "we" or "it" or "my") && FollowsPlainWord(text, tokens, mark);
        }
        // An abbreviation with its full stop: does the sentence end with it?
        ReadOnlySpan<char> stem = word[..^1];
        if (AbbreviationList.IsTitle(stem) || glued)
            return false;
        if (next > mark + 1)
            return char.IsUpper(c) || opens;
        if (!char.IsUpper(c))
            return opens && word.Contains('.') && char.IsUpper(c);
        if (stem.Length == 1)
            return false;
        return SentenceStarters.Contains(text.Slice(tokens[look].Span));
    }

    /// <summary>A full stop before a lower-case word ends a sentence only where no abbreviation stands before it.</summary>
    private static bool FollowsPlainWord(SourceText text, Token[] tokens, int mark)
    {
        if (mark == 0 || tokens[mark - 1].End != tokens[mark].Start)
            return false;
        ReadOnlySpan<char> before = text.Slice(tokens[mark - 1].Span);
        return before.Length > 1 && char.IsLower(before[0]);
    }
}
