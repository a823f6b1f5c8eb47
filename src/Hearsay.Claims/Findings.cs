using Hearsay.Claims.Records;

namespace Hearsay.Claims;

/// <summary>What a story says: claims, events, parties, and the outlet's own statements, in text order.</summary>
public sealed record Findings(IReadOnlyList<Claim> Claims, IReadOnlyList<Event> Events, IReadOnlyList<Party> Entities, IReadOnlyList<Statement> Statements);
