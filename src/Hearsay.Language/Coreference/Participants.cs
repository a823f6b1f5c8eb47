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
/// the questions.
/// </summary>
internal sealed class Participants
{
    private const int Turns = 3;
    private readonly Reading reading;
    private readonly bool[] asks;
    private readonly bool isInterview;
    private readonly Dictionary<(Person, int), int> latest = [];

    public Participants(Reading reading)
    {
        this.reading = reading;
        TokenRange[] paragraphs = reading.Text.Paragraphs;
        asks = [.. paragraphs.Select(EndsInQuestion)];
        isInterview = Enumerable.Range(0, Math.Max(0, asks.Length - 1)).Count(p => asks[p] && !asks[p + 1] && Addresses(paragraphs[p])) >= Turns;
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
        Person person = PersonOf(reading.Text.Folded(mention.Head));
        if (person == Person.None)
            return null;
        if (isInterview && mention.Quotation < 0 && person is Person.I or Person.You)
            person = asks[reading.Text.ParagraphOf(mention.Head)] == (person == Person.I) ? Person.Asker : Person.Answerer;
        int before = latest.GetValueOrDefault((person, mention.Quotation), -1);
        latest[(person, mention.Quotation)] = i;
        return before;
    }

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
