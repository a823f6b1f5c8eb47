using Hearsay.Language.Quotes;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// Who speaks a quotation, by the tree: the subject of the verb outside that its words depend on, or that depends on them. A quotation without such a verb goes on with the speaker of the one
/// before it in the paragraph, or of the paragraph before where that one was left open.
/// </summary>
internal static class QuotationSpeakers
{
    /// <summary>The head of the speaker by the first token of the quotation.</summary>
    public static Dictionary<int, int> Find(Reading reading)
    {
        var speakers = new Dictionary<int, int>();
        Quotation? before = null;
        foreach (Quotation quotation in reading.Quotes.Quotations)
        {
            int speaker = Subject(reading, quotation.Range);
            if (speaker < 0 && before is { } last && (!last.Closed || reading.Text.ParagraphOf(last.Range.Start) == reading.Text.ParagraphOf(quotation.Range.Start)))
                speaker = speakers.GetValueOrDefault(last.Range.Start, -1);
            if (speaker >= 0)
                speakers[quotation.Range.Start] = speaker;
            before = quotation;
        }
        return speakers;
    }

    private static int Subject(Reading reading, TokenRange quotation)
    {
        // Of a quotation of several sentences the last or the first has the verb.
        TokenRange last = reading.Text.Sentences[reading.Text.SentenceOf(quotation.End - 1)], first = reading.Text.Sentences[reading.Text.SentenceOf(quotation.Start)];
        int subject = SubjectIn(reading, quotation, last);
        return subject >= 0 || last == first ? subject : SubjectIn(reading, quotation, first);
    }

    private static int SubjectIn(Reading reading, TokenRange quotation, TokenRange sentence)
    {
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            int head = reading.Parse.Head(t);
            if (head < 0 || quotation.Contains(t) == quotation.Contains(head) || reading.Parse.Relation(t) is "punct")
                continue;
            int verb = quotation.Contains(t) ? head : reading.Parse.Relation(t) is "parataxis" or "ccomp" ? t : -1;
            while (verb >= 0 && reading.Quotes[verb] is QuoteState.Outside)
            {
                if (reading.Parse.Child(verb, "nsubj") is >= 0 and var subject && !quotation.Contains(subject))
                    return subject;
                verb = reading.Parse.Relation(verb) is "conj" or "xcomp" or "advcl" ? reading.Parse.Head(verb) : -1;
            }
        }
        return -1;
    }
}
