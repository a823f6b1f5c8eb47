using Hearsay.Claims.Attributions;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Sources;

/// <summary>
/// "Germany, France and the union said": three parties or more before the cue, each of which speaks. The grammar takes the second for an apposition of the first as often as not, so they are read off the words:
/// segments between commas with one "and" before the last, all of them parties.
/// </summary>
internal static class SpeakerSeries
{
    private const int LeastParties = 3;

    /// <summary>The parties in order, and the words of all; null where the source stands in no such series.</summary>
    public static (TokenRange Whole, IReadOnlyList<TokenRange> Parties)? Of(Reading reading, Attribution attribution, TokenRange source)
    {
        TokenizedText text = reading.Text;
        int first = text.Sentences[text.SentenceOf(source.Start)].Start, end = attribution.Cue.Start;
        while (end > source.Start && (reading.Tags.Upos(end - 1) is Upos.AUX or Upos.ADV || text.Folded(end - 1) is "all" or "both" or "each"))
            end--;
        var parties = new List<TokenRange>();
        bool joined = false;
        int stop = end, t = end - 1;
        for (; t >= first; t--)
        {
            bool comma = text.Form(t) is ",", and = reading.Tags.Upos(t) is Upos.CCONJ && text.Folded(t) is "and" or "or" or "nor";
            if (!comma && !and)
            {
                if (reading.Tags.Upos(t) is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.DET or Upos.NUM or Upos.PART or Upos.PRON || text.Folded(t) is "of")
                    continue;
                break;
            }
            var segment = new TokenRange(t + 1, stop);
            stop = t;
            // "Lund, Berg, and the union"
            if (segment.Count == 0 && comma && joined && parties.Count == 1)
                continue;
            if (!IsParty(reading, segment) || and && (joined || parties.Count > 0) || comma && !joined)
                return Whole(parties, end, source);
            joined |= and;
            parties.Insert(0, segment);
        }
        var leading = new TokenRange(t + 1, stop);
        if (IsParty(reading, leading) && (t < first || reading.Tags.Upos(t) is Upos.PUNCT or Upos.SCONJ))
            parties.Insert(0, leading);
        return Whole(parties, end, source);
    }

    private static (TokenRange, IReadOnlyList<TokenRange>)? Whole(List<TokenRange> parties, int end, TokenRange source) =>
        parties.Count >= LeastParties && parties[0].Start < source.End && source.Start < end ? (new TokenRange(parties[0].Start, end), parties) : null;

    /// <summary>A name, or a noun for bodies or several people; "the mayor" after a name may be the one who is named.</summary>
    private static bool IsParty(Reading reading, TokenRange segment)
    {
        if (segment.Count is 0 or > 8)
            return false;
        bool determined = segment.Count > 1 && reading.Tags.Upos(segment.Start) is Upos.DET or Upos.PRON or Upos.NUM;
        var bare = new TokenRange(segment.Start + (determined ? 1 : 0), segment.End);
        if (reading.Names.Names.Any(n => n.Range == segment || n.Range == bare && n.Kind is NameKind.Person or NameKind.Organization or NameKind.Place or NameKind.Group))
            return true;
        int head = reading.Parse.HeadOf(segment);
        EntityKind? kind = WordLists.Default.KindOfNoun(reading.Lemmas[head]);
        return segment.End - 1 == head && reading.Text.Folded(segment.Start) is not ("a" or "an") && reading.Tags.Xpos(head) switch
        {
            "NNS" => kind is not EntityKind.Document,
            "NN" => kind is not (null or EntityKind.Person or EntityKind.Document),
            _ => false,
        };
    }
}
