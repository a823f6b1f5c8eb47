using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Tags;

namespace Hearsay.Claims.Events;

/// <summary>Which nouns are people, parties or things that can be struck.</summary>
internal static class PartyNouns
{
    private static readonly WordLists Lists = WordLists.Default;

    private static readonly HashSet<string> Undergone =
    [
        "trial", "impeachment", "dismissal", "arrest", "detention", "imprisonment", "conviction", "indictment", "prosecution", "extradition", "deportation", "expulsion", "eviction", "sentence", "sentencing", "assassination", "murder", "killing",
        "kidnapping", "abduction", "beheading", "ouster", "ousting", "sacking", "incarceration", "apprehension", "suspension", "remand", "custody",
    ];

    private static readonly HashSet<string> Befallen = ["death", "disappearance", "shooting", "suicide", "crash", "poisoning", "injury"];

    /// <summary>True for what people undergo: whose it is suffers it ("Holt's trial"), unless it says who does ("Holt's arrest of Berg").</summary>
    public static bool IsUndergone(string lemma) => Undergone.Contains(lemma);

    /// <summary>True for what befell those whose it is ("Holt's death"): who looks into it accuses others.</summary>
    public static bool IsBefallen(Reading reading, int noun) => noun >= 0 && (Befallen.Contains(reading.Lemmas[noun]) || Undergone.Contains(reading.Lemmas[noun]));

    /// <summary>True for a noun that means people and no place where they live.</summary>
    public static bool IsOnlyPeople(Reading reading, int noun) => IsPeople(reading, noun) && reading.Lemmas[noun] is not ("village" or "city" or "town");

    public static bool IsPeople(Reading reading, int head) =>
        head >= 0 && reading.Tags.Upos(head) is Upos.NOUN && Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Person or EntityKind.Group or EntityKind.Government || head >= 0 && reading.Lemmas[head] is "country" or "nation" or "side" or "lawmaker" or "civilian" or "child" or "passenger" or "hostage" or "troop" or "convoy" or "village" or "city" or "town" or "delegation" or "faction" or "tribe" or "clan"
        || head >= 0 && reading.Lemmas[head] is "power" && reading.Parse.Children(head).Any(c => reading.Lemmas[c] is "world" or "major" or "great" or "western" or "foreign" or "regional" or "colonial" or "nuclear");

    public static bool IsTarget(Reading reading, int head) => head >= 0 && reading.Tags.Upos(head) is Upos.NOUN && EventLexicon.English.IsTarget(reading.Lemmas[head]);

    public static bool IsPersonName(Reading reading, int head) => reading.Names.Names.Any(n => n.Kind == NameKind.Person && n.Range.Contains(head));

    public static bool HasFigure(Reading reading, int head) => reading.Parse.Child(head, "nummod") >= 0 || reading.Tags.Upos(head) == Upos.NUM;

    public static bool HasNamedParty(Reading reading, int head) =>
        head >= 0 && reading.Names.Names.Any(n => n.Range.Contains(head) && n.Kind is NameKind.Person or NameKind.Organization or NameKind.Place or NameKind.Group);

    /// <summary>The place's name that a word before a noun is; null where it stands for its government as adjectives do ("U.S. strikes").</summary>
    public static string? PlaceBefore(Reading reading, int word)
    {
        if (reading.Names.Names.FirstOrDefault(n => n.Range.Contains(word)) is not { Kind: NameKind.Place, Range.Count: > 0 } place)
            return null;
        string name = reading.Text.Text.Words(reading.Text.SpanOf(place.Range));
        return Lists.CountryOfDemonym(name) is null && !(name.Length <= 5 && name.All(c => char.IsUpper(c) || c is '.')) ? name : null;
    }
}
