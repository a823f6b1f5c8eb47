using System.Buffers;
using Hearsay.Language.Casing;
using Hearsay.Language.English;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>
/// Cuts a text into tokens after the conventions of the English Universal Dependencies treebanks (clitics apart, hyphenated
/// compounds apart, addresses and numbers whole), then into sentences and paragraphs. Time is linear in the text's length.
/// </summary>
public sealed class Tokenizer(WordTable vocabulary, SentenceModel? sentenceModel = null, CaseRestorer? caseRestorer = null)
{
    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’`´ʼ");
    private static readonly SearchValues<char> Hyphens = SearchValues.Create("-‑–");

    // More words than these that stops join are no name of anything; each is looked through once at most so many times.
    private const int MostParts = 8;

    public TokenizedText Split(SourceText printed)
    {
        SourceText text = caseRestorer?.Restore(printed) ?? printed;
        var tokens = new List<Token>(text.Length / 5 + 8);
        ReadOnlySpan<char> s = text.Content;
        int i = 0;
        while (i < s.Length)
        {
            if (IsSpace(s[i]))
            {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < s.Length && !IsSpace(s[end]))
                end++;
            SplitChunk(s, i, end, tokens);
            i = end;
        }
        Token[] all = [.. tokens];
        TokenRange[] paragraphs = ParagraphSplitter.Split(text, all);
        TokenRange[] sentences = SentenceSplitter.Split(text, all, paragraphs);
        var cut = new TokenizedText(text, vocabulary, all, sentences, paragraphs, printed);
        return sentenceModel is null ? cut : cut.With(sentenceModel.Revise(cut, paragraphs, sentences));
    }

    /// <summary>Tokens and sentences as they were cut by somebody else; what is too long for a sentence is cut as running text is.</summary>
    public TokenizedText SplitGiven(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        if (sentences.All(s => s.Count <= SentenceSplitter.MaxTokens))
            return GivenTokens.Build(sentences, vocabulary);
        bool[][] blanks = [.. sentences.Select(GivenTokens.Blanks)];
        TokenizedText given = GivenTokens.Build(sentences, vocabulary, (s, w) => blanks[s][w]);
        TokenRange[] runs = given.Sentences, cut = SentenceSplitter.Split(given.Text, given.Tokens, runs);
        cut = sentenceModel?.Revise(given, runs, cut) ?? cut;
        TokenRange[] kept = [.. runs.SelectMany(r => r.Count <= SentenceSplitter.MaxTokens ? [r] : cut.Where(c => r.Contains(c.Start)))];
        return new TokenizedText(given.Text, vocabulary, given.Tokens, kept, given.Paragraphs);
    }

    private static bool IsSpace(char c) => c == ' ' || char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200b' or '\ufeff' or '\u00ad';

    /// <summary>Cuts one run without white space.</summary>
    private static void SplitChunk(ReadOnlySpan<char> s, int start, int end, List<Token> tokens)
    {
        int i = start;
        while (i < end)
        {
            char c = s[i];
            int stop;
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                stop = EndOfWord(s, i, end, tokens);
            else if ((c is '#' or '@') && i + 1 < end && char.IsLetter(s[i + 1]))
                stop = EndOfTag(s, i, end, tokens);
            else if (EndOfFace(s, i, start, end) is > 0 and var face)
                stop = Add(tokens, i, face);
            else if (Apostrophes.Contains(c) && IsCliticAt(s, i, end, i > start, out int clitic))
                stop = Add(tokens, i, clitic);
            else if (c == '.' && i + 1 < end && char.IsAsciiDigit(s[i + 1]))
                stop = EndOfWord(s, i, end, tokens);
            else
                stop = EndOfMark(s, i, end, tokens);
            i = stop;
        }
    }

    private static int Add(List<Token> tokens, int start, int end)
    {
        tokens.Add(new Token(start, end));
        return end;
    }

    /// <summary>A hashtag or a handle.</summary>
    private static int EndOfTag(ReadOnlySpan<char> s, int start, int end, List<Token> tokens)
    {
        int i = start + 1;
        while (i < end && (char.IsLetterOrDigit(s[i]) || s[i] == '_'))
            i++;
        return Add(tokens, start, i);
    }

    /// <summary>Where a face of marks ends, or 0: ":)", ";-)", "=D", "(:"; it stands by itself or after another mark.</summary>
    private static int EndOfFace(ReadOnlySpan<char> s, int start, int chunk, int end)
    {
        if (start > chunk && char.IsLetterOrDigit(s[start - 1]))
            return 0;
        char c = s[start];
        if (c is '(' && start == chunk && end == start + 2 && s[start + 1] is ':' or '=')
            return end;
        if (c is not (':' or ';' or '='))
            return 0;
        int mouth = start + 1;
        if (mouth + 1 < end && s[mouth] is '-' or '\'' or '^')
            mouth++;
        if (mouth >= end || s[mouth] is not (')' or '(' or '|' or ']' or '[' or 'D' or 'P' or 'p' or '/' or '\\' or '*') || c == '=' && s[mouth] is not (')' or '(' or 'D' or 'P'))
            return 0;
        int stop = mouth + 1;
        while (stop < end && s[stop] == s[mouth])
            stop++;
        return stop == end || !char.IsLetterOrDigit(s[stop]) && !(s[mouth] is '/') ? stop : 0;
    }

    /// <summary>A mark, a run of the same mark ("...", "--", "&lt;&lt;", two quotes of a doubled quote), of asking and shouting ("?!"), or of strokes ("--==").</summary>
    private static int EndOfMark(ReadOnlySpan<char> s, int start, int end, List<Token> tokens)
    {
        char c = s[start];
        int i = start + 1;
        if (c is '!' or '?')
        {
            while (i < end && s[i] is '!' or '?')
                i++;
        }
        else if (c is '.' or '-' or '"' or '\'' or '`' or '=' or '*' or '_' or '~' or '<' or '>' or '+' or '#' or '$')
        {
            while (i < end && s[i] == c)
                i++;
            if (i - start > 1 && c is '-' or '=' or '_' or '~' or '*')
            {
                while (i < end && s[i] is '-' or '=' or '_' or '~' or '*')
                    i++;
            }
        }
        return Add(tokens, start, i);
    }

    private static int EndOfWord(ReadOnlySpan<char> s, int start, int end, List<Token> tokens)
    {
        if (Addresses.TryMatch(s, start, end, out int addressEnd))
            return Add(tokens, start, addressEnd);
        if (EndOfGroup(s, start, end) is > 0 and var group)
            return Add(tokens, start, group);

        // The first character is the caller's: a letter, a digit, or the point of ".5".
        int i = start + 1;
        while (i < end)
        {
            char c = s[i];
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c == '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
            {
                i++;
                continue;
            }
            if (i + 1 >= end)
                break;
            char next = s[i + 1];
            char before = i > start ? s[i - 1] : ' ';
            // 5,000  1.5  10:30  08/16/2000
            if (c is ',' or '.' or ':' or '/' && char.IsAsciiDigit(next) && char.IsAsciiDigit(before))
            {
                if (c == ',' && !IsThousands(s, i, end))
                    break;
                i++;
                continue;
            }
            // AT&T
            if (c == '&' && char.IsLetter(before) && char.IsLetter(next))
            {
                i++;
                continue;
            }
            // O'Brien, D'Arcy: a name goes on after a single capital; l'Europe, d'état: an elided article.
            if (Apostrophes.Contains(c) && char.IsLetter(next) && i - start <= 2 && char.IsLetter(s[start]) && !IsCliticAt(s, i, end, true, out _))
            {
                i++;
                continue;
            }
            // b/c, w/o
            if (c == '/' && i == start + 1 && (i + 2 == end || !char.IsLetterOrDigit(s[i + 2])) && AbbreviationList.IsStroked(s[start..(i + 2)]))
            {
                i++;
                continue;
            }
            // DH+Lib
            if (c == '+' && char.IsLetter(next) && char.IsLetter(before))
            {
                i++;
                continue;
            }
            // Inner full stops: U.S., e.g., a.m., example.com
            if (c == '.' && char.IsLetter(next) && (i - LastStop(s, start, i) <= 1 || IsInitialism(s, start, i) || LooksLikeHost(s, start, i, end)))
            {
                i++;
                continue;
            }
            // Prefixes that the treebanks keep in one word: re-elect, non-state, e-mail
            if (Hyphens.Contains(c) && char.IsLetter(next) && char.IsLetter(before) && AbbreviationList.IsBoundPrefix(s[start..i]))
            {
                i++;
                continue;
            }
            // Numbers with hyphens: 713-853-3989
            if (c == '-' && char.IsAsciiDigit(before) && char.IsAsciiDigit(next) && IsPhone(s, start, end))
            {
                i++;
                continue;
            }
            break;
        }
        // A full stop that belongs to the word: initials, U.S., Mr., Jan.
        if (i < end && s[i] == '.' && !(i + 1 < end && s[i + 1] == '.') && OwnsFullStop(s, start, i))
            i++;
        // "th-", "w-": whoever speaks begins a word and breaks off.
        if (i < end && s[i] == '-' && i - start <= 3 && (i + 1 == end || s[i + 1] is ',' or '.' or '?') && IsBrokenOff(s[start..i]))
            return Add(tokens, start, i + 1);
        return SplitClitics(s, start, i, end, tokens);
    }

    /// <summary>Where three or more words in small letters that stops join end, or 0: the name of a newsgroup, a host, a type.</summary>
    private static int EndOfGroup(ReadOnlySpan<char> s, int start, int end)
    {
        int parts = 0, i = start;
        while (i < end && char.IsAsciiLetterLower(s[i]))
        {
            int from = i;
            while (i < end && char.IsAsciiLetterLower(s[i]))
                i++;
            if (i - from < 2 || ++parts > MostParts)
                return 0;
            if (i + 1 >= end || s[i] != '.' || !char.IsAsciiLetterLower(s[i + 1]))
                return parts >= 3 && (i == end || !char.IsLetterOrDigit(s[i])) ? i : 0;
            i++;
        }
        return 0;
    }

    /// <summary>Consonants alone, not all capitals, are no word.</summary>
    private static bool IsBrokenOff(ReadOnlySpan<char> word)
    {
        int capitals = 0;
        foreach (char c in word)
        {
            if (!char.IsAsciiLetter(c) || c is 'a' or 'e' or 'i' or 'o' or 'u' or 'A' or 'E' or 'I' or 'O' or 'U')
                return false;
            capitals += char.IsAsciiLetterUpper(c) ? 1 : 0;
        }
        return capitals < 2;
    }

    private static int LastStop(ReadOnlySpan<char> s, int start, int at)
    {
        int dot = s[start..at].LastIndexOf('.');
        return dot < 0 ? start : start + dot + 1;
    }

    private static bool IsThousands(ReadOnlySpan<char> s, int comma, int end)
    {
        int i = comma + 1;
        while (i < end && char.IsAsciiDigit(s[i]))
            i++;
        return i - comma - 1 is 3 or 2;
    }

    private static bool IsPhone(ReadOnlySpan<char> s, int start, int end)
    {
        int digits = 0, hyphens = 0, i = start;
        for (; i < end && (char.IsAsciiDigit(s[i]) || s[i] == '-'); i++)
        {
            if (s[i] == '-')
                hyphens++;
            else
                digits++;
        }
        return digits >= 7 && hyphens >= 1 && digits <= 14;
    }

    private static bool IsInitialism(ReadOnlySpan<char> s, int start, int at)
    {
        // every full stop so far follows a single letter
        int last = start - 1;
        for (int i = start; i < at; i++)
        {
            if (s[i] == '.')
            {
                if (i - last > 2)
                    return false;
                last = i;
            }
        }
        return last >= start && at - last <= 2;
    }

    private static bool LooksLikeHost(ReadOnlySpan<char> s, int start, int dot, int end)
    {
        int i = dot + 1;
        while (i < end && char.IsLetterOrDigit(s[i]))
            i++;
        return Addresses.IsTopLevel(s[(dot + 1)..i]) && dot - start >= 2;
    }

    private static bool OwnsFullStop(ReadOnlySpan<char> s, int start, int dot)
    {
        ReadOnlySpan<char> word = s[start..dot];
        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I')
            return true;
        if (word.Length == 1 && word[0] == 'I')
            return dot + 2 < s.Length && s[dot + 1] == ' ' && char.IsUpper(s[dot + 2]) && start >= 2 && char.IsLetter(s[start - 2]) && char.IsUpper(StartOfWordBefore(s, start));
        if (word.Contains('.'))
            return IsInitialism(s, start, dot);
        // "No. 2", but "No. Why?"
        if (AbbreviationList.IsNumber(word))
            return dot + 2 < s.Length && IsSpace(s[dot + 1]) && char.IsAsciiDigit(s[dot + 2]);
        return AbbreviationList.IsAbbreviation(word) || word is "al" && start >= 3 && IsSpace(s[start - 1]) && s[(start - 3)..(start - 1)] is "et";
    }

    private static char StartOfWordBefore(ReadOnlySpan<char> s, int at)
    {
        int i = at - 2;
        while (i > 0 && char.IsLetter(s[i - 1]))
            i--;
        return s[i];
    }

    /// <summary>Adds the word, its verb clitic or possessive apart: do|n't, it|'s, we|'ll, can|not, gon|na.</summary>
    private static int SplitClitics(ReadOnlySpan<char> s, int start, int stop, int end, List<Token> tokens)
    {
        ReadOnlySpan<char> word = s[start..stop];
        // n't: the apostrophe stands right after the word
        if (stop < end && Apostrophes.Contains(s[stop]))
        {
            if (word.Length > 1 && (word[^1] is 'n' or 'N') && stop + 1 < end && (s[stop + 1] is 't' or 'T') && (stop + 2 >= end || !char.IsLetter(s[stop + 2])))
            {
                Add(tokens, start, stop - 1);
                return Add(tokens, stop - 1, stop + 2);
            }
        }
        int cut = AbbreviationList.FusedCut(word);
        if (word.Length == 3 && word.Equals("its", StringComparison.OrdinalIgnoreCase) && stop == end && AbbreviationList.FollowsIs(WordAfter(s, stop)))
            cut = 2;
        if (cut > 0)
        {
            Add(tokens, start, start + cut);
            return Add(tokens, start + cut, stop);
        }
        return Add(tokens, start, stop);
    }

    /// <summary>The word after the blank at a place; empty where none stands there, or only a part of one.</summary>
    private static ReadOnlySpan<char> WordAfter(ReadOnlySpan<char> s, int at)
    {
        int start = at + 1, end = start;
        if (start >= s.Length || s[at] != ' ')
            return [];
        while (end < s.Length && char.IsLetter(s[end]))
            end++;
        return end < s.Length && s[end] is '-' or '\'' or '’' ? [] : s[start..end];
    }

    /// <summary>True for 's, 're, 've, 'll, 'd, 'm after a word, and for 's alone; also '90s at the start of a run.</summary>
    private static bool IsCliticAt(ReadOnlySpan<char> s, int apostrophe, int end, bool afterWord, out int stop)
    {
        stop = apostrophe + 1;
        while (stop < end && char.IsLetterOrDigit(s[stop]))
            stop++;
        ReadOnlySpan<char> rest = s[(apostrophe + 1)..stop];
        if (!afterWord)
            return rest.Length is 3 or 2 && char.IsAsciiDigit(rest[0]) && (rest.Length == 3 ? rest[2] == 's' : char.IsAsciiDigit(rest[1]));
        if (!char.IsLetterOrDigit(s[apostrophe - 1]) && s[apostrophe - 1] != '.')
            return false;
        return rest.Length switch
        {
            1 => rest[0] is 's' or 'S' or 'd' or 'D' or 'm' or 'M',
            2 => rest.Equals("re", StringComparison.OrdinalIgnoreCase) || rest.Equals("ve", StringComparison.OrdinalIgnoreCase) || rest.Equals("ll", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }
}
