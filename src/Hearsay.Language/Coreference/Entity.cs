using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

public enum EntityKind : byte
{
    Person,
    Government,
    Organization,
    Media,
    Group,
    Place,
    Document,
    Other,
}

/// <summary>A party of the story: a name with all the places where it is meant.</summary>
public sealed class Entity(int number, string name, EntityKind kind)
{
    private string[]? words;

    public int Number { get; } = number;

    /// <summary>The fullest name in the story.</summary>
    public string Name
    {
        get;
        internal set
        {
            field = value;
            words = null;
        }
    } = name;

    /// <summary>The name's words in lower case, without articles.</summary>
    internal string[] Words => words ??= [.. Name.ToLowerInvariant().Replace('’', '\'').Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("the" or "a" or "an" or "'s"))];

    public EntityKind Kind { get; internal set; } = kind;

    /// <summary>Title or office as given anywhere in the story ("Kremlin spokesman"), or null.</summary>
    public string? Role { get; internal set; }

    /// <summary>True for a name; false for a description ("a senior official").</summary>
    public bool IsNamed { get; internal set; } = true;

    public Gender Gender { get; internal set; }

    /// <summary>Token ranges in text order.</summary>
    public List<TokenRange> Mentions { get; } = [];
}

public enum Gender : byte
{
    Unknown,
    Female,
    Male,
}

/// <summary>The parties of a text and which words mean them.</summary>
public sealed class EntityList(IReadOnlyList<Entity> entities, IReadOnlyDictionary<TokenRange, int> byRange, IReadOnlyList<(TokenRange Range, int Entity)> pronouns)
{
    public IReadOnlyList<Entity> Entities => entities;

    /// <summary>Pronouns and descriptions with the party that they mean.</summary>
    public IReadOnlyList<(TokenRange Range, int Entity)> References => pronouns;

    public Entity? At(TokenRange range) => byRange.TryGetValue(range, out int number) ? entities[number] : null;

    /// <summary>The party whose name stands in the range and holds or heads it; the first in text order.</summary>
    public Entity? Within(TokenRange range)
    {
        Entity? best = null;
        int at = int.MaxValue;
        foreach (Entity entity in entities)
        {
            foreach (TokenRange mention in entity.Mentions)
            {
                if (mention.Start >= range.Start && mention.End <= range.End && mention.Start < at)
                {
                    best = entity;
                    at = mention.Start;
                }
            }
        }
        return best;
    }
}
