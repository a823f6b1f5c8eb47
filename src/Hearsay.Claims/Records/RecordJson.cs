using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hearsay.Claims.Records;

/// <summary>Records to JSON and back, and the JSON Schema of them.</summary>
public static class RecordJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        TypeInfoResolver = RecordJsonContext.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    private const string NoObject = "a record is a JSON object, not null";

    private static readonly JsonTypeInfo<StoryRecord> Story = (JsonTypeInfo<StoryRecord>)Options.GetTypeInfo(typeof(StoryRecord));

    public static string Write(StoryRecord record) => JsonSerializer.Serialize(record, Story);

    public static byte[] WriteUtf8(StoryRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Story);

    public static StoryRecord Read(string json) => JsonSerializer.Deserialize(json, Story) ?? throw new JsonException(NoObject);

    public static StoryRecord Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Story) ?? throw new JsonException(NoObject);

    /// <summary>The JSON Schema made from the types; docs/record.schema.json is this.</summary>
    public static JsonNode Schema() => Options.GetJsonSchemaAsNode(typeof(StoryRecord), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoryRecord))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(Event))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;
