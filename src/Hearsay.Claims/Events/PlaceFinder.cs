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
    /// <summary>A story is one country's if it names it so often at least, and no other half as often.</summary>
    private const int LeastNamed = 3;

    private static readonly string[] Where = ["in", "at", "near", "outside", "inside"];

    private readonly Reading reading;
    private readonly Name[] places;
    private readonly List<string> storyCountries;
    private readonly string? ownCountry;

    public PlaceFinder(Reading reading)
    {
        this.reading = reading;
        // A name that the story as a whole shows to be a party is no place, nor is a letter.
        places = [.. reading.Names.Names.Where(n => n.Kind == NameKind.Place && reading.Text.SpanOf(n.Range).Length > 1 && reading.Entities.Within(n.Range)?.Kind is null or EntityKind.Place or EntityKind.Government && !IsSurname(n) && !IsPartOfName(n))];
        (string Code, int Times)[] named =
        [
            .. reading.Names.Names.Where(n => n.Kind is NameKind.Place or NameKind.Group).Select(n => Words(n.Range)).Select(w => Lists.CountryNamed(w) ?? Lists.CountryOfDemonym(w) ?? Lists.CountryOfCapital(w)).OfType<Country>()
                .GroupBy(c => c.Code).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count())),
        ];
        storyCountries = [.. named.Select(n => n.Code)];
        ownCountry = named is [{ Times: >= LeastNamed } first, .. var others] && others.All(o => o.Times * 2 <= first.Times) ? first.Code : null;
    }

    /// <summary>True if the story names a person whose name ends so.</summary>
    private bool IsSurname(Name name)
    {
        string ending = " " + Words(name.Range), hyphened = "-" + Words(name.Range);
        return reading.Entities.Entities.Any(e => e.Kind == EntityKind.Person && (e.Name.EndsWith(ending, StringComparison.Ordinal) || e.Name.EndsWith(hyphened, StringComparison.Ordinal)));
    }

    /// <summary>"the Council for Trade in Lund" is one name.</summary>
    private bool IsPartOfName(Name name)
    {
        int head = reading.Parse.HeadOf(name.Range), body = reading.Parse.Head(head);
        return body >= 0 && reading.Parse.Is(head, "nmod") && (reading.Tags.Upos(body) is Upos.PROPN && (reading.Text.Folded(body) is "organization" or "organisation" || Lists.KindOfNoun(reading.Text.Folded(body)) is EntityKind.Organization)
            || reading.Tags.Upos(body) is Upos.PROPN && !reading.Names.Names.Any(n => n.Range.Contains(body)));
    }

    /// <summary>The place of a happening whose clause is <paramref name="range"/>.</summary>
    public EventPlace? Of(TokenRange range, int trigger, Event told)
    {
        int at = reading.Text.SentenceOf(trigger);
        TokenRange sentence = reading.Text.Sentences[at];
        return In(range, trigger) ?? Modifier(range, trigger) ?? Called(range) ?? Only(sentence, trigger) ?? Struck(told) ?? Home(told) ?? Court(told) ?? Alone(sentence, trigger) ?? Scene(at, told) ?? OwnCountry(told);
    }

    /// <summary>The place in a stretch of tokens that says best where things are, or null.</summary>
    public EventPlace? In(TokenRange range, int trigger = -1)
    {
        Name? best = null;
        int bestRank = 0;
        foreach (Name name in places)
        {
            if (name.Range.Start < range.Start || name.Range.End > range.End)
                continue;
            int rank = Rank(name, trigger);
            if (rank > bestRank)
            {
                bestRank = rank;
                best = name;
            }
        }
        return best is { } place ? Made(place, range.Start) : null;
    }

    /// <summary>How well a name says where: with a word for it, as what is struck or entered, in passing; 0 for who acts there or comes from there.</summary>
    private int Rank(Name name, int trigger = -1)
    {
        if (trigger >= 0 && IsElsewhere(name, trigger))
            return 0;
        int head = Described(name);
        while (reading.Parse.Is(head, "conj"))
            head = reading.Parse.Head(head);
        string relation = reading.Parse.Relation(head);
        int noun = reading.Parse.Head(head);
        // "an attack on a Velma suburb", "shelled the Lund plant": what is struck stands there.
        if (relation is "compound" or "nmod:poss" && noun >= 0 && EventLexicon.English.IsTarget(reading.Lemmas[noun]) && (reading.Parse.Is(noun, "obj") || Case(noun, "on", "against", "at", "in", "near", "into")))
            return relation is "compound" ? 2 : 1;
        // "missiles bought from Norrland": where a thing comes from is where it happened only if the happening itself goes out from there.
        if (Case(head, "from") && trigger >= 0 && noun != trigger)
            return 0;
        if (Case(head, "in", "at", "near", "inside", "outside", "to", "into", "across", "of", "from"))
            return Case(head, "of", "from") && relation is "nmod" && noun >= 0 && PartyNouns.IsPeople(reading, noun) ? 0 : 3;
        return relation is "obj" ? 2 : relation is "nsubj" or "nmod:poss" or "compound" or "amod" || Case(head, "with", "by", "against", "between", "for", "like", "despite", "without") ? 0 : 1;
    }

    /// <summary>A sentence's one place, where a preposition says that things are there.</summary>
    private EventPlace? Only(TokenRange sentence, int trigger) => Stated(sentence) is [var only] && !IsElsewhere(only, trigger) ? Made(only, sentence.Start) : null;

    /// <summary>True if the place belongs to a clause that the happening's own hangs from: who lives in Erland now did not take part in the uprising there.</summary>
    private bool IsElsewhere(Name place, int trigger)
    {
        int clause = reading.Parse.Head(reading.Parse.HeadOf(place.Range));
        // "has lived there since the uprising": told by when, not by where.
        for (int at = trigger, head = reading.Parse.Head(at), step = 0; head >= 0 && step < 4; at = head, head = reading.Parse.Head(at), step++)
        {
            if (Case(at, "since", "before") && !reading.Parse.Subtree(at).Contains(place.Range.Start))
                return true;
        }
        return clause >= 0 && reading.Parse.Is(clause, "acl:relcl") && !reading.Parse.Subtree(clause).Contains(trigger);
    }

    private Name[] Stated(TokenRange sentence) => [.. places.Where(n => n.Range.Start >= sentence.Start && n.Range.End <= sentence.End && Case(Described(n), Where))];

    /// <summary>"in the capital, Tarn", "in the port city of Tarn": the noun that the place's name explains, or the name itself.</summary>
    private int Described(Name place)
    {
        int head = reading.Parse.HeadOf(place.Range);
        int noun = reading.Parse.Head(head);
        // "in Lund village", "at Norrland's Lund plant": what stands there has the preposition.
        if (noun >= 0 && reading.Parse.Is(head, "compound") && reading.Tags.Upos(noun) is Upos.NOUN && !PartyNouns.IsOnlyPeople(reading, noun) && Case(noun, Where))
            return noun;
        return noun >= 0 && (reading.Parse.Relation(head) is "appos" or "flat" or "nmod:desc" || reading.Parse.Is(head, "nmod") && Case(head, "of") && reading.Lemmas[noun] is "city" or "town" or "village" or "region" or "province" or "district" or "capital" or "port" or "island" or "suburb" or "state" or "area" or "county") ? noun : head;
    }

    /// <summary>"the Tarn violence", "a Tarn court rejected it": the place that stands before the noun of the happening or of who acts in it.</summary>
    private EventPlace? Modifier(TokenRange range, int trigger)
    {
        foreach (Name name in places)
        {
            if (name.Range.Start < range.Start || name.Range.End > range.End)
                continue;
            int head = reading.Parse.HeadOf(name.Range);
            int noun = reading.Parse.Head(head);
            if (noun >= 0 && reading.Parse.Relation(head) is "compound" or "nmod:poss" && reading.Tags.Upos(noun) is Upos.NOUN && (noun == trigger || reading.Parse.Head(noun) == trigger && reading.Parse.Relation(noun) is "nsubj" or "nsubj:pass" && Lists.CountryNamed(Words(name.Range)) is null))
                return Made(name, range.Start);
        }
        return null;
    }

    /// <summary>An attack on a country or a town is there, and so is who marches into it.</summary>
    private EventPlace? Struck(Event told)
    {
        if (told.Type is not ("ASSAULT" or "MOBILIZE" or "PROTEST") || told.Recipients is not [var struck])
            return null;
        if (Lists.CountryNamed(struck) is { } country)
            return new EventPlace(struck, country.Name, country.Code, null, null);
        return places.Where(n => Words(n.Range) == struck).Select(n => (Name?)n).FirstOrDefault() is { } place ? Made(place, place.Range.Start) : null;
    }

    /// <summary>What a country's own bodies do, and to no other country, they do at home: "Norrland's parliament passed a law", "the Bank of Norrland fined two lenders".</summary>
    private EventPlace? Home(Event told) =>
        told.Actors is [var actor] && !told.Recipients.Any(r => Lists.CountryNamed(r) is not null) && told.Type is "SANCTION" or "SUPPORT" or "COERCE" or "YIELD" or "AGREE" or "ACCUSE" && (CountryOf(actor) ?? CountryOfRole(actor)) is { } country ? new EventPlace(country.Name, country.Name, country.Code, null, null) : null;

    /// <summary>The country of who is called "the Norlandic president" or "Norland's interior minister".</summary>
    private Country? CountryOfRole(string party) => reading.Entities.Entities.FirstOrDefault(e => e.Kind == EntityKind.Person && e.Name == party)?.Role is { } role ? CountryOf(role) : null;

    /// <summary>"a Lund court", "Lund police": the town in the name of a body that acts where it sits.</summary>
    private EventPlace? Court(Event told)
    {
        if (told.Actors is not [var actor] || actor.LastIndexOf(' ') is not (> 0 and var last) || actor[(last + 1)..].ToLowerInvariant() is not ("court" or "police" or "council" or "prosecutors" or "magistrate"))
            return null;
        ResolvedPlace seat = PlaceResolver.Resolve(actor[..last], null, storyCountries);
        return seat.Latitude is null ? null : new EventPlace(actor[..last], actor[..last], seat.Country, seat.Latitude, seat.Longitude);
    }

    /// <summary>The only place that a sentence names, if it does not name it as who acts.</summary>
    private EventPlace? Alone(TokenRange sentence, int trigger) =>
        places.Where(n => n.Range.Start >= sentence.Start && n.Range.End <= sentence.End).ToArray() is [var only] && (Rank(only, trigger) > 0 || IsSeat(only)) ? Made(only, sentence.Start) : null;

    /// <summary>"a Velma court", "Lund police": who sits there acts there.</summary>
    private bool IsSeat(Name place)
    {
        int head = reading.Parse.HeadOf(place.Range), noun = reading.Parse.Head(head);
        return noun >= 0 && reading.Parse.Is(head, "compound") && reading.Lemmas[noun] is "court" or "police" or "prosecutor" or "council" or "jail" or "prison" or "hospital" or "airport" or "magistrate" or "judge" or "university" or "mayor" or "suburb";
    }

    /// <summary>The country that a party is by its name, or that its name begins or ends with.</summary>
    private static Country? CountryOf(string party)
    {
        if (Lists.CountryNamed(party) is { } country)
            return country;
        int possessive = party.IndexOfAny(['\'', '’']), of = party.IndexOf(" of ", StringComparison.Ordinal), blank = party.IndexOf(' ');
        return possessive > 0 && Lists.CountryNamed(party[..possessive]) is { } owner ? owner : of > 0 && Lists.CountryNamed(party[(of + 4)..]) is { } last ? last : blank > 0 ? Lists.CountryOfDemonym(party[..blank]) : null;
    }

    /// <summary>In a story of one country, what names no party of another one was there: in the town or region that the story names at least as often as the country, or in the country.</summary>
    private EventPlace? OwnCountry(Event told)
    {
        if (ownCountry is null || Lists.CountryWithCode(ownCountry) is not { } country || told.Actors.Concat(told.Recipients).Any(p => CountryOf(p) is { } other && other.Code != ownCountry))
            return null;
        Name[][] within = [.. places.GroupBy(n => Words(n.Range)).Select(g => g.ToArray()).OrderByDescending(g => g.Length)];
        EventPlace? region = within is [{ Length: > LeastNamed } most, ..] && Lists.CountryNamed(Words(most[0].Range)) is null ? Made(most[0], most[0].Range.Start) : null;
        return region is not null && (region.Country is null || region.Country == ownCountry) ? region : new EventPlace(country.Name, country.Name, country.Code, null, null);
    }

    /// <summary>"in the region", "across the country": the last place of that kind that the story named before.</summary>
    private EventPlace? Called(TokenRange range)
    {
        for (int t = range.Start; t < range.End; t++)
        {
            bool country = reading.Lemmas[t] is "country" or "nation";
            if (!country && reading.Lemmas[t] is not ("region" or "province" or "territory" or "city" or "town" or "village" or "district" or "island") || reading.Tags.Xpos(t) is not "NN" || !Case(t, "in", "across", "throughout", "inside", "into")
                || reading.Parse.Child(t, "det") is not (>= 0 and var article) || reading.Text.Folded(article) is not ("the" or "this" or "that"))
                continue;
            Name? last = places.Where(n => n.Range.End <= t && (Lists.CountryNamed(Words(n.Range)) is not null) == country).Select(n => (Name?)n).LastOrDefault();
            if (last is { } place)
                return Made(place, place.Range.Start);
        }
        return null;
    }

    /// <summary>The scene of the sentence before: the last place that things are said to be in. What a year or more is given for was elsewhere.</summary>
    private EventPlace? Scene(int sentence, Event told)
    {
        if (sentence == 0 || told.Date is { From: not null } date && date.From.EndsWith("-01-01", StringComparison.Ordinal) && (date.To is null || date.To.EndsWith("-12-31", StringComparison.Ordinal)))
            return null;
        TokenRange before = reading.Text.Sentences[sentence - 1];
        return Stated(before) is [.., var last] ? Made(last, before.Start) : null;
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

    private bool Case(int token, params string[] words) => EventClause.CaseIs(reading, token, words);
}
