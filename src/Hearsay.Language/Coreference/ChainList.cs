using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>All noun phrases of a text, those inside others too, in chains of what means the same.</summary>
public sealed class ChainList(IReadOnlyList<IReadOnlyList<TokenRange>> chains, IReadOnlyDictionary<int, int> parties)
{
    public static ChainList None { get; } = new([], new Dictionary<int, int>());

    /// <summary>A chain's mentions in text order; most chains have one.</summary>
    public IReadOnlyList<IReadOnlyList<TokenRange>> Chains => chains;

    /// <summary>The number of the party by name in the chain of the phrase with that head, or null.</summary>
    public int? Party(int head) => parties.TryGetValue(head, out int party) ? party : null;
}
