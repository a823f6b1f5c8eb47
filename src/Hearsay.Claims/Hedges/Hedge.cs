using System.Text.Json.Serialization;

namespace Hearsay.Claims.Hedges;

/// <summary>How far speakers leave open what they say, the most open first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HedgeDegree>))]
public enum HedgeDegree
{
    [JsonStringEnumMemberName("possible")] Possible,
    [JsonStringEnumMemberName("probable")] Probable,
    [JsonStringEnumMemberName("approximate")] Approximate,
}

/// <summary>Words by which the speaker does not quite vouch for the content ("might", "likely", "I think"), or for the figure in it ("about").</summary>
public sealed record Hedge(string Text, int Start, int End, HedgeDegree Degree);
