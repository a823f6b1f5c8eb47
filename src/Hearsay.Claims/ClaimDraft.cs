using Hearsay.Claims.Attributions;
using Hearsay.Claims.Records;
using Hearsay.Claims.Sources;

namespace Hearsay.Claims;

/// <summary>A claim while it is made: an attribution with one speaker and a stance.</summary>
internal sealed class ClaimDraft(Attribution attribution, SpeakerFinder.Speaker? speaker, Stance stance, string rule, double confidence, bool inTitle)
{
    public Attribution Attribution { get; } = attribution;

    public SpeakerFinder.Speaker? Speaker { get; set; } = speaker;

    public Stance Stance { get; } = stance;

    public string Rule { get; } = rule;

    public double Confidence { get; } = confidence;

    public bool InTitle { get; } = inTitle;

    /// <summary>Who or what is blamed, asked or threatened.</summary>
    public string? Target { get; set; }

    public string Id { get; set; } = "";

    public ClaimDraft? Within { get; set; }

    public ClaimDraft? About { get; set; }
}
