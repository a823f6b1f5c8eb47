using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

public enum NameKind : byte
{
    Person,
    Organization,
    Place,

    /// <summary>A nationality, a faith or a faction ("Russian", "Republicans").</summary>
    Group,
    Event,
    Work,
}

/// <summary>A name in the text.</summary>
public readonly record struct Name(TokenRange Range, NameKind Kind);

/// <summary>The names of a text, in order, and the titles and offices ("Kremlin spokesman"), which may hold names.</summary>
public sealed record NameList(IReadOnlyList<Name> Names, IReadOnlyList<TokenRange> Roles);
