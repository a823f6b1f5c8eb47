using Hearsay.Claims.Records;

namespace Hearsay.Ledger;

/// <summary>
/// From whom a story has a claim, where its words say so: "citing the ministry", "Reuters reported", "told Reuters", or what one source says of another's words. What an outlet reports from
/// elsewhere is no observation of its own.
/// </summary>
internal static class Citations
{
    private static readonly HashSet<string> Generic = ["news", "agency", "newspaper", "online", "com", "press"];

    /// <returns>The party's name and kind; null where the story speaks for itself, or names nobody.</returns>
    public static (string Name, string? Kind)? Of(StoryRecord record, Claim claim)
    {
        if (claim.Basis is { } basis && Cited(record, claim, basis) is { } evidence)
            return evidence;
        if (claim.Source is { Kind: "media", Anonymous: false } source && !IsOwn(record, source.Name))
            return (source.Name, source.Kind);
        if (Told(record, claim) is { } outlet)
            return outlet;
        for (Claim inner = claim; inner.Within is { } id && record.Claims.FirstOrDefault(c => c.Id == id) is { } outer && outer != claim; inner = outer)
        {
            if (outer.Source is { Anonymous: false } holder && outer.Stance is not (Stance.Denies or Stance.Declines or Stance.Asks) && holder.Name != claim.Source?.Name && IsName(holder.Name) && !IsOwn(record, holder.Name))
                return (holder.Name, holder.Kind);
        }
        return null;
    }

    /// <summary>An outlet's name as outlets are compared by: "Reuters" and "the Reuters news agency" are one.</summary>
    public static string HouseOf(string name)
    {
        string[] words = LedgerWriter.SpeakerKey(name).Split(' ');
        int end = words.Length;
        while (end > 1 && Generic.Contains(words[end - 1]))
            end--;
        return string.Join(' ', words[..end]);
    }

    private static bool IsOwn(StoryRecord record, string name) =>
        HouseOf(name) is var house && (record.Article.Publisher is { } publisher && HouseOf(publisher) == house || record.Article.Agency is { } agency && HouseOf(agency) == house);

    /// <summary>The first named party in the words of the evidence.</summary>
    private static (string, string?)? Cited(StoryRecord record, Claim claim, Passage basis)
    {
        (Party Party, int At)? first = null;
        foreach (Party party in record.Entities.Where(p => p.Kind is not ("place" or "other") && IsName(p.Name) && !IsOwn(record, p.Name)))
        {
            int at = claim.In == ClaimPlace.Body
                ? party.Mentions.Where(m => m[0] >= basis.Start && m[1] <= basis.End).Select(m => m[0] - basis.Start).DefaultIfEmpty(-1).Min()
                : basis.Text.IndexOf(party.Name, StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first.Value.At))
                first = (party, at);
        }
        return first is { } found && found.Party.Name != claim.Source?.Name ? (found.Party.Name, found.Party.Kind) : null;
    }

    /// <summary>"told Reuters": the outlet that stands right after the cue.</summary>
    private static (string, string?)? Told(StoryRecord record, Claim claim)
    {
        string verb = claim.Cue.Text.Split(' ')[0];
        if (claim.In != ClaimPlace.Body || verb.ToLowerInvariant() is not ("told" or "tells"))
            return null;
        // "told the Herald"
        int from = claim.Cue.Start + verb.Length, to = from + " the ".Length;
        Party? outlet = record.Entities.FirstOrDefault(p => p.Kind == "media" && !IsOwn(record, p.Name) && p.Mentions.Any(m => m[0] > from && m[0] <= to));
        return outlet is null ? null : (outlet.Name, outlet.Kind);
    }

    /// <summary>"Officials" of one story need not be those of another.</summary>
    private static bool IsName(string name) => name.Length > 1 && name.Any(char.IsUpper);
}
