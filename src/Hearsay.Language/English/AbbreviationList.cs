namespace Hearsay.Language.English;

/// <summary>Words that own their full stop, and words that the treebanks cut or keep whole.</summary>
internal static class AbbreviationList
{
    private static readonly string[] TitleWords =
    [
        "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl", "pvt", "adm", "rev", "hon",
        "pres", "st", "messrs", "reps", "sens", "gens", "supt", "insp", "det", "brig", "amb", "sec", "atty", "fr", "sr", "mt", "ft", "spc", "pfc", "cpt",
    ];

    private static readonly string[] OtherWords =
    [
        "jr", "inc", "ltd", "co", "corp", "llc", "plc", "bros", "vs", "etc", "al", "no", "nos", "vol", "pp", "ed", "eds", "dept", "univ", "assn", "ave", "blvd", "rd",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
        "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo",
        "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "vt", "va", "wash", "wis", "wyo", "approx", "est", "tel", "ext", "fig", "op", "cf",
    ];

    // Words of the second list that are ordinary words too: the full stop belongs to them only before a capital or a figure.
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase) { "no", "mar", "ill", "miss", "mass", "ark", "wash", "ore", "la", "al", "pa", "del", "op", "co", "ed", "fig", "est", "ga", "ind", "mo", "jun", "rd", "colo", "sec", "det", "fr", "rep", "gen" };

    private static readonly HashSet<string> Titles = new(TitleWords, StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> All = new(TitleWords.Concat(OtherWords), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> TitleLookup = Titles.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AllLookup = All.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AmbiguousLookup = Ambiguous.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Prefixes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "non", "e", "re", "anti", "co", "mid", "pre", "pro", "post", "semi", "multi", "ex", "sub", "counter", "mini", "inter", "intra", "ultra", "super", "socio", "micro", "over",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AfterIs = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "not", "been", "just", "too", "my", "your", "our", "his", "her", "their", "this", "that", "what", "where", "why", "how", "because", "it", "he", "she", "they", "we", "you", "I", "always", "going",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Fused = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["cannot"] = 3,
        ["gonna"] = 3,
        ["wanna"] = 3,
        ["gotta"] = 3,
        ["dont"] = 2,
        ["doesnt"] = 4,
        ["didnt"] = 3,
        ["isnt"] = 2,
        ["wasnt"] = 3,
        ["wouldnt"] = 5,
        ["couldnt"] = 5,
        ["thats"] = 4,
        ["theres"] = 5,
        ["whats"] = 4,
        ["hes"] = 2,
        ["im"] = 1,
        ["ive"] = 1,
        ["youre"] = 3,
        ["youll"] = 3,
        ["youve"] = 3,
        ["theyre"] = 4,
        ["theyll"] = 4,
        ["itll"] = 2,
        ["wont"] = 2,
        ["cant"] = 2,
        ["aint"] = 2,
        ["arent"] = 3,
        ["werent"] = 4,
        ["hasnt"] = 3,
        ["havent"] = 4,
        ["hadnt"] = 3,
        ["shouldnt"] = 6,
        ["alot"] = 1,
        ["outta"] = 3,
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for "Mr", "Gen", "Jan": the word keeps the full stop that follows it.</summary>
    public static bool IsAbbreviation(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 6 || !AllLookup.Contains(word))
            return false;
        // "ill." and "no." in lower case end a sentence; "Ill." and "No." do not.
        return !AmbiguousLookup.Contains(word) || char.IsUpper(word[0]);
    }

    /// <summary>True for "No": an abbreviation before a figure only.</summary>
    public static bool IsNumber(ReadOnlySpan<char> word) => word is "No" or "Nos";

    /// <summary>Words that "its" is never a possessive before: "its the only one" is a hasty "it's".</summary>
    public static bool FollowsIs(ReadOnlySpan<char> word) => word.Length <= 8 && AfterIs.Contains(word);

    /// <summary>Two letters with a stroke between that stand for one word.</summary>
    public static bool IsStroked(ReadOnlySpan<char> word) => word.Equals("b/c", StringComparison.OrdinalIgnoreCase) || word.Equals("w/o", StringComparison.OrdinalIgnoreCase) || word.Equals("n/a", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for an abbreviated title: a sentence never ends after it.</summary>
    public static bool IsTitle(ReadOnlySpan<char> word) => word.Length <= 6 && TitleLookup.Contains(word);

    public static bool IsBoundPrefix(ReadOnlySpan<char> word) => word.Length <= 8 && Prefixes.Contains(word);

    /// <summary>Where a fused word is cut (can|not), or 0; short ones with a capital are names (Im Jong-seok, Jony Ive).</summary>
    public static int FusedCut(ReadOnlySpan<char> word) => word.Length is >= 2 and <= 8 && (word.Length > 3 || char.IsLower(word[0])) && Fused.TryGetValue(word, out int cut) ? cut : 0;
}
