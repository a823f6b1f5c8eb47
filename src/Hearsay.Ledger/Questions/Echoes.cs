namespace Hearsay.Ledger.Questions;

/// <summary>How many independent sources a matter has. Corroboration needs an origin of its own: who repeats another, and says so, is an echo of it.</summary>
public static class Echoes
{
    private static readonly string[] Degrees = ["possible", "probable", "approximate"];

    /// <summary>Of two degrees of hedging the one that leaves more open.</summary>
    internal static string? Weaker(string? one, string? other) => Array.Find(Degrees, d => d == one || d == other);

    /// <summary>Whom a position repeats: the party that it is cited from, where another text of the ledger has that party's own word on the same side, or cited it before; else null.</summary>
    internal static string? Of(IReadOnlyList<ClaimLine> positions, ClaimLine position) =>
        position.Cites is not null && positions.Any(p => p.Origin != position.Origin && IsStanding(p) && IsSameSide(p, position) && (IsOf(p, position) || p.CitesParty == position.CitesParty && p.Origin < position.Origin)) ? position.Cites : null;

    /// <summary>
    /// The independent sources, each with the texts that go back to it, by their origins; the first is the one that the others have it from. Texts that reprint, come from one outlet or agency, or
    /// have all that they tell from another one of them, are one source.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<long>> Sources(IReadOnlyList<ClaimLine> positions)
    {
        ClaimLine[] standing = [.. positions.Where(p => p.Status != "rejected")];
        IGrouping<long, ClaimLine>[] texts = [.. standing.GroupBy(p => p.Origin)];
        if (texts.Length < 2)
            return [.. texts.Select(t => (long[])[t.Key])];
        var roots = new Dictionary<string, string>();
        ClaimLine[] telling = [.. standing.Where(IsStanding)];
        HashSet<long> cited = [.. texts.Where(IsCited).Select(t => t.Key)];
        foreach (IGrouping<long, ClaimLine> text in texts)
        {
            string page = "text " + text.Key;
            if (HouseOf(text) is { } house)
                Join(page, "house " + house);
            if (!cited.Contains(text.Key))
                continue;
            ClaimLine[] of = [.. text.Where(p => p.CitesParty is not null)];
            // Who is cited first, but rather one who speaks here than one who does not.
            ClaimLine from = Array.Find(of, p => Of(positions, p) is not null) ?? of[0];
            Join(page, "party " + from.CitesParty);
            Join(page, "house " + Citations.HouseOf(from.Cites!));
            if (telling.Where(p => p.Origin != text.Key && IsSameSide(p, from) && IsOf(p, from)).OrderBy(p => cited.Contains(p.Origin)).ThenBy(p => p.Origin).FirstOrDefault() is { } own)
                Join(page, "text " + own.Origin);
        }
        return [.. texts.Select(t => t.Key).GroupBy(t => Root("text " + t)).Select(g => g.OrderBy(cited.Contains).ToArray())];

        string Root(string node) => roots.TryGetValue(node, out string? above) ? Root(above) : node;
        void Join(string one, string other)
        {
            (string a, string b) = (Root(one), Root(other));
            if (a != b)
                roots[b] = a;
        }
    }

    /// <summary>True of a text that has all that its sources say here from elsewhere; its headline and its own voice only repeat them.</summary>
    private static bool IsCited(IEnumerable<ClaimLine> text)
    {
        ClaimLine[] said = [.. text.Where(p => IsStanding(p) && p.Voice == "source")];
        return said.Length > 0 && said.All(p => p.CitesParty is not null);
    }

    /// <summary>The agency whose text it is, on whatever page, or else the outlet that had it first.</summary>
    private static string? HouseOf(IGrouping<long, ClaimLine> text) =>
        (text.FirstOrDefault(p => p.Agency is not null)?.Agency ?? text.FirstOrDefault(p => p.Article == text.Key)?.Publisher) is { } name ? Citations.HouseOf(name) : null;

    private static bool IsStanding(ClaimLine position) => position.Status != "rejected" && position.Stance != "declines";

    private static bool IsSameSide(ClaimLine one, ClaimLine other) => one.Stance == "denies" == (other.Stance == "denies");

    /// <summary>Whether a position is that of the party which another one is cited from: it speaks, or it is its page.</summary>
    private static bool IsOf(ClaimLine position, ClaimLine citing) =>
        position.SpeakerParty is not null && position.SpeakerParty == citing.CitesParty
        || Citations.HouseOf(citing.Cites!) is var house && (position.Publisher is { } publisher && Citations.HouseOf(publisher) == house || position.Agency is { } agency && Citations.HouseOf(agency) == house);
}
