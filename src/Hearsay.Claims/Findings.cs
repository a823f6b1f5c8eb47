using Hearsay.Claims.Records;

namespace Hearsay.Claims;

/// <summary>What a story says: claims, events and parties, in text order.</summary>
public sealed record Findings(IReadOnlyList<Claim> Claims, IReadOnlyList<Event> Events, IReadOnlyList<Party> Entities);
