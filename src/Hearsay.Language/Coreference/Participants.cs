using Hearsay.Language.Quotes;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

internal enum Person
{
    None,
    I,
    We,
    You,
    Asker,
    Answerer,
}

/// <summary>
/// Who "I", "we" and "you" are: outside quotations one voice says "I", inside each quotation one. In an interview, who is asked "you" in a question is "I" in the answers, and who asks is "I" in
/// the questions. In a conversation whose turns nobody marks each paragraph is a turn with an "I" of its own; one that stands alone in its turn is that of the turn before the last, by whose turn it was.
/// </summary>
internal sealed class Participants
{
    private const int Turns = 3;
    private readonly Reading reading;
    private readonly bool[] asks;
    private readonly bool isInterview, isConversation;
    private readonly Dictionary<(Person, int), int> latest = [];

    // How often each person is spoken of in each turn of a conversation.
    private readonly Dictionary<(Person, int), int> times = [];

    public Participants(Reading reading)
    {
        this.reading = reading;
        TokenRange[] paragraphs = reading.Text.Paragraphs;
        asks = [.. paragraphs.Select(EndsInQuestion)];
        int[] starts = [.. paragraphs.Select((p, i) => (p, i)).Where(p => IsReply(p.p)).Select(p => p.i)];
        int signs = starts.Union(Enumerable.Range(0, asks.Length).Where(p => asks[p])).Count();
        isInterview = !IsMany(starts.Length) && Enumerable.Range(0, Math.Max(0, asks.Length - 1)).Count(p => asks[p] && !asks[p + 1] && Addresses(paragraphs[p])) >= Turns;
        isConversation = !isInterview && IsMany(signs);
        for (int p = 0; isConversation && p < paragraphs.Length; p++)
        {
            for (int t = paragraphs[p].Start; t < paragraphs[p].End; t++)
            {
                if (reading.Quotes[t] is QuoteState.Outside && PersonOf(reading.Text.Folded(t)) is not Person.None and var person)
                    times[(person, p)] = times.GetValueOrDefault((person, p)) + 1;
            }
        }
    }

    public static Person PersonOf(string word) => word switch
    {
        "i" or "me" or "my" or "mine" or "myself" => Person.I,
        "we" or "us" or "our" or "ours" or "ourselves" => Person.We,
        "you" or "your" or "yours" or "yourself" => Person.You,
        _ => Person.None,
    };

    /// <summary>The mention before of who speaks or is spoken to; -1 for the first; null for all other mentions. To be asked of each mention once, in order.</summary>
    public int? Before(IReadOnlyList<Mention> mentions, int i)
    {
        Mention mention = mentions[i];
        Person person = mention.Kind == MentionKind.Pronoun ? PersonOf(reading.Text.Folded(mention.Head)) : Person.None;
        if (person == Person.None)
            return null;
        if (isConversation && mention.Quotation < 0)
            return InTurn(person, reading.Text.ParagraphOf(mention.Head), i);
        if (isInterview && mention.Quotation < 0 && person is Person.I or Person.You)
            person = asks[reading.Text.ParagraphOf(mention.Head)] == (person == Person.I) ? Person.Asker : Person.Answerer;
        int before = latest.GetValueOrDefault((person, mention.Quotation), -1);
        latest[(person, mention.Quotation)] = i;
        return before;
    }

    private int InTurn(Person person, int turn, int i)
    {
        int before = latest.GetValueOrDefault((person, turn), -1);
        for (int back = turn - 2; before < 0 && back >= 0 && times.GetValueOrDefault((person, turn)) == 1; back -= 2)
            before = latest.GetValueOrDefault((person, back), -1);
        latest[(person, turn)] = i;
        return before;
    }

    /// <summary>A fifth of all paragraphs, and no fewer than the turns of an interview.</summary>
    private bool IsMany(int paragraphs) => paragraphs >= Turns && paragraphs * 5 >= asks.Length;

    /// <summary>A paragraph that begins as an answer does, or breaks off.</summary>
    private bool IsReply(TokenRange paragraph) =>
        paragraph.Count > 0 && (reading.Text.Folded(paragraph.Start) is "yeah" or "yes" or "yep" or "no" or "well" or "okay" or "ok" or "alright" or "right" or "oh" or "sure" or "exactly" or "absolutely" or "mm" or "hmm" or "um" or "uh" or "-" or "--"
            || reading.Text.Folded(paragraph.End - 1) is "-" or "--");

    private bool EndsInQuestion(TokenRange paragraph) => paragraph.Count > 0 && reading.Text.Folded(paragraph.End - 1) is "?";

    private bool Addresses(TokenRange paragraph)
    {
        for (int t = paragraph.Start; t < paragraph.End; t++)
        {
            if (PersonOf(reading.Text.Folded(t)) == Person.You && reading.Quotes[t] is QuoteState.Outside)
                return true;
        }
        return false;
    }
}
