using Hearsay.Language.Tokens;

namespace Hearsay.Language.Quotes;

/// <summary>What a token is to the quotation around it.</summary>
public enum QuoteState : byte
{
    Outside,
    Opening,
    Inside,
    Closing,
}

/// <summary>One quotation, by its tokens with the marks; a quotation that a new paragraph takes up again has no closing mark.</summary>
public readonly record struct Quotation(TokenRange Range, bool Closed);

/// <summary>
/// Pairs quotation marks: curly by their form, straight by the space around them. A quotation that is open at the end of its
/// paragraph ends there, so that one lost mark never swallows a story.
/// </summary>
public sealed class QuoteMarks
{
    private readonly QuoteState[] states;

    private QuoteMarks(QuoteState[] states, IReadOnlyList<Quotation> quotations)
    {
        this.states = states;
        Quotations = quotations;
    }

    public IReadOnlyList<Quotation> Quotations { get; }

    public QuoteState this[int token] => states[token];

    /// <summary>The quotation that holds the token (marks included), or null.</summary>
    public Quotation? Around(int token)
    {
        int low = 0, high = Quotations.Count - 1;
        while (low <= high)
        {
            int mid = (low + high) / 2;
            TokenRange range = Quotations[mid].Range;
            if (range.Contains(token))
                return Quotations[mid];
            if (token < range.Start)
                high = mid - 1;
            else
                low = mid + 1;
        }
        return null;
    }

    public static QuoteMarks Find(TokenizedText text)
    {
        var states = new QuoteState[text.Count];
        var quotations = new List<Quotation>();
        foreach (TokenRange paragraph in text.Paragraphs)
        {
            // Single marks count as quotations only where the paragraph uses no double ones outside them.
            int open = -1;
            bool single = false;
            for (int i = paragraph.Start; i < paragraph.End; i++)
            {
                Mark mark = MarkAt(text, i, paragraph);
                if (open < 0)
                {
                    if (mark is Mark.OpenDouble or Mark.OpenSingle && HasClose(text, i, paragraph, mark))
                    {
                        open = i;
                        single = mark == Mark.OpenSingle;
                    }
                    continue;
                }
                bool closes = single ? mark == Mark.CloseSingle : mark == Mark.CloseDouble;
                if (closes)
                {
                    Close(states, quotations, open, i, true);
                    open = -1;
                }
            }
            if (open >= 0)
                Close(states, quotations, open, paragraph.End - 1, false);
        }
        return new QuoteMarks(states, quotations);
    }

    private static void Close(QuoteState[] states, List<Quotation> quotations, int open, int last, bool closed)
    {
        states[open] = QuoteState.Opening;
        for (int i = open + 1; i <= last; i++)
            states[i] = QuoteState.Inside;
        if (closed)
            states[last] = QuoteState.Closing;
        quotations.Add(new Quotation(new TokenRange(open, last + 1), closed));
    }

    private enum Mark
    {
        None,
        OpenDouble,
        CloseDouble,
        OpenSingle,
        CloseSingle,
    }

    /// <summary>A double mark opens even with no close in its paragraph when it begins the paragraph; a single one needs its close nearby.</summary>
    private static bool HasClose(TokenizedText text, int open, TokenRange paragraph, Mark mark)
    {
        if (mark == Mark.OpenDouble && open == paragraph.Start)
            return true;
        Mark wanted = mark == Mark.OpenDouble ? Mark.CloseDouble : Mark.CloseSingle;
        int limit = mark == Mark.OpenDouble ? paragraph.End : Math.Min(paragraph.End, open + 120);
        for (int i = open + 1; i < limit; i++)
        {
            Mark at = MarkAt(text, i, paragraph);
            if (at == wanted)
                return i > open + 1;
            if (at == mark && mark == Mark.OpenSingle)
                return false;
        }
        return mark == Mark.OpenDouble;
    }

    private static Mark MarkAt(TokenizedText text, int token, TokenRange paragraph)
    {
        ReadOnlySpan<char> form = text.Form(token);
        if (form.Length > 2)
            return Mark.None;
        char c = form[0];
        if (form.Length == 2 && form[1] != c)
            return Mark.None;
        switch (c)
        {
            case '“' or '„' or '«':
                return Mark.OpenDouble;
            case '”' or '»':
                return Mark.CloseDouble;
            case '‘':
                return form.Length == 2 ? Mark.OpenDouble : Mark.OpenSingle;
            case '`':
                return form.Length == 2 ? Mark.OpenDouble : Mark.OpenSingle;
            case '"':
                return Opens(text, token, paragraph) ? Mark.OpenDouble : Mark.CloseDouble;
            case '\'' or '’':
                if (form.Length == 2)
                    return c == '’' || !Opens(text, token, paragraph) ? Mark.CloseDouble : Mark.OpenDouble;
                if (c == '\'' && Opens(text, token, paragraph))
                    return Mark.OpenSingle;
                // A plural possessive ("the rebels' leader") looks like a close; a mark before it tells them apart, or a full stop after it.
                return Mark.CloseSingle;
            default:
                return Mark.None;
        }
    }

    /// <summary>A straight mark opens when a blank (or an opening bracket) stands before it and none after.</summary>
    private static bool Opens(TokenizedText text, int token, TokenRange paragraph)
    {
        bool before = token == paragraph.Start || text.SpaceBefore(token) || text.Form(token - 1) is "(" or "[" or "-" or "—" or "–" or "--";
        bool after = token + 1 == paragraph.End || text.SpaceBefore(token + 1);
        if (before == after)
            return before && token == paragraph.Start || before && !CountOdd(text, token, paragraph);
        return before;
    }

    /// <summary>True if an odd number of straight double marks stands before the token in its paragraph.</summary>
    private static bool CountOdd(TokenizedText text, int token, TokenRange paragraph)
    {
        bool odd = false;
        for (int i = Math.Max(paragraph.Start, token - 400); i < token; i++)
        {
            if (text.Form(i)[0] == '"')
                odd = !odd;
        }
        return odd;
    }
}
