using Hearsay.Language.Tokens;

namespace Hearsay.Language.Time;

/// <summary>Words that name a time, and the days that they mean; both ends are null where the text does not tell.</summary>
public sealed record TimeExpression(TokenRange Range, DateOnly? From, DateOnly? To)
{
    /// <summary>"2024-01-09", "2024-01-01/2024-01-07", or null.</summary>
    public string? Iso => From is null ? null : From == To ? $"{From:yyyy-MM-dd}" : $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}";
}
