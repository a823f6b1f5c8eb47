using System.Text.Json.Serialization;

namespace Hearsay.Claims.Events.Roles;

/// <summary>What part a noun phrase has in the violence that a story tells: the roles of MUC-4.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViolentRole>))]
public enum ViolentRole : byte
{
    [JsonStringEnumMemberName("perpetrator")] Perpetrator,
    [JsonStringEnumMemberName("organization")] PerpetratorOrganization,
    [JsonStringEnumMemberName("target")] Target,
    [JsonStringEnumMemberName("victim")] Victim,
    [JsonStringEnumMemberName("weapon")] Weapon,
}
