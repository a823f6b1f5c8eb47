namespace Hearsay.Ledger;

/// <summary>Gives each name of a speaker its party when it is first seen. What a person linked or unlinked is never changed.</summary>
internal sealed class PartyFinder(Statements statements)
{
    private const int MostKept = 200_000;
    private readonly HashSet<string> seen = [];

    public void Forget() => seen.Clear();

    public void See(string name, string? kind)
    {
        string key = LedgerWriter.SpeakerKey(name);
        if (seen.Count > MostKept)
            seen.Clear();
        if (!seen.Add(key))
            return;
        (string party, string why) = PartyNames.Of(key, kind);
        statements.Later("INSERT INTO party (key, party, name, why, made) VALUES (@0, @1, @2, @3, 'reader') ON CONFLICT DO NOTHING", key, party, name, why);
    }
}
