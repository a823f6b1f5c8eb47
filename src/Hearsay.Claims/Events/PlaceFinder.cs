using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Places;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>Where a happening is told to have been: in its clause, in its sentence, in what its parties are called by, then where the sentence before is set.</summary>
internal sealed class PlaceFinder
{
    private static readonly WordLists Lists = WordLists.Default;
    private static readonly string[] Where = ["in", "at", "near", "outside", "inside"];

    private readonly Reading reading;
    private readonly Name[] places;
    private readonly List<string> storyCountries;

    public PlaceFinder(Reading reading)
    {
        this.reading = reading;
        places = [.. reading.Names.Names.Where(n => n.Kind == NameKind.Place)];
        storyCountries =
        [
            .. reading.Names.Names.Where(n => n.Kind is NameKind.Place or NameKind.Group).Select(n => Words(n.Range)).Select(w => Lists.CountryNamed(w) ?? Lists.CountryOfDemonym(w) ?? Lists.CountryOfCapital(w)).OfType<Country>()
                .GroupBy(c => c.Code).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
        ];
    }

    /// <summary>The place of a happening whose clause is <paramref name="range"/>.</summary>
    public EventPlace? Of(TokenRange range, int trigger, Event told)
    {
        int at = reading.Text.SentenceOf(trigger);
        TokenRange sentence = reading.Text.Sentences[at];
        return In(range) ?? Only(sentence) ?? Modifier(range, trigger) ?? Home(told) ?? Scene(at);
    }

    /// <summary>The place in a stretch of tokens that says best where things are, or null.</summary>
    public EventPlace? In(TokenRange range)
    {
        Name? best = null;
        int bestRank = 0;
        foreach (Name name in places)
        {
            if (name.Range.Start < range.Start || name.Range.End > range.End)
                continue;
            int head = reading.Parse.HeadOf(name.Range);
            int rank = Case(head, "in", "at", "near", "inside", "outside", "to", "into", "across", "of", "from") ? 3 : reading.Parse.Relation(head) is "obj" ? 2 : reading.Parse.Relation(head) is "nsubj" or "nmod:poss" ? 0 : 1;
            if (rank > bestRank)
            {
                bestRank = rank;
                best = name;
            }
        }
        return best is { } place ? Made(place, range.Start) : null;
    }

    /// <summary>A sentence's one place, where a preposition says that things are there.</summary>
    private EventPlace? Only(TokenRange sentence) => Stated(sentence) is [var only] ? Made(only, sentence.Start) : null;

    private Name[] Stated(TokenRange sentence) => [.. places.Where(n => n.Range.Start >= sentence.Start && n.Range.End <= sentence.End && Case(reading.Parse.HeadOf(n.Range), Where))];

    /// <summary>"the Tarn violence", "a Tarn court rejected it": the place that stands before the noun of the happening or of who acts in it.</summary>
    private EventPlace? Modifier(TokenRange range, int trigger)
    {
        foreach (Name name in places)
        {
            if (name.Range.Start < range.Start || name.Range.End > range.End)
                continue;
            int head = reading.Parse.HeadOf(name.Range);
            int noun = reading.Parse.Head(head);
            if (noun >= 0 && reading.Parse.Relation(head) is "compound" or "nmod:poss" && reading.Tags.Upos(noun) is Upos.NOUN && (noun == trigger || reading.Parse.Head(noun) == trigger && reading.Parse.Relation(noun) is "nsubj" or "nsubj:pass"))
                return Made(name, range.Start);
        }
        return null;
    }

    /// <summary>What a country's own bodies do and to nobody else, they do at home: "Norrland's parliament passed a law".</summary>
    private static EventPlace? Home(Event told) =>
        told.Actors is [var actor] && told.Recipients.Count == 0 && told.Type is "SANCTION" or "SUPPORT" or "COERCE" or "YIELD" && Lists.CountryNamed(actor) is { } country ? new EventPlace(actor, country.Name, country.Code, null, null) : null;

    /// <summary>The scene of the sentence before, or of the one before that: the last place that things are said to be in.</summary>
    private EventPlace? Scene(int sentence)
    {
        for (int s = sentence - 1; s >= Math.Max(0, sentence - 2); s--)
        {
            if (Stated(reading.Text.Sentences[s]) is [.., var last])
                return Made(last, reading.Text.Sentences[s].Start);
        }
        return null;
    }

    private EventPlace Made(Name place, int from)
    {
        string words = Words(place.Range);
        Country? beside = null;
        // "the Finnish port city of Oulu": the nationality beside the place.
        for (int t = Math.Max(from, place.Range.Start - 6); beside is null && t < place.Range.Start; t++)
            beside = Lists.CountryOfDemonym(Words(new TokenRange(t, t + 1)));
        string name = words;
        if (reading.Names.Names.FirstOrDefault(n => n.Range.Start > place.Range.End - 1 && n.Range.Start < place.Range.End + 4) is { Range.Count: > 0 } next)
        {
            string after = Words(next.Range);
            if (Lists.CountryNamed(after) is { } country)
                beside ??= country;
            else if (Lists.StateNamed(after) is not null && reading.Text.Folded(place.Range.End) is ",")
                name = words + ", " + after;
        }
        ResolvedPlace resolved = PlaceResolver.Resolve(name, beside?.Code, storyCountries);
        return new EventPlace(words, words, resolved.Country, resolved.Latitude, resolved.Longitude);
    }

    private string Words(TokenRange range) => reading.Text.Text.Words(reading.Text.SpanOf(range));

    private bool Case(int token, params string[] words) => EventFinder.CaseIs(reading, token, words);
}
