using System.Text;
using System.Text.Json;

namespace Hearsay.Training;

/// <summary>Writes tensors of one dimension in the form of <see cref="Language.Models.ModelFile"/>.</summary>
internal static class ModelWriter
{
    public static void Write(string path, params (string Name, float[] Numbers)[] tensors)
    {
        int offset = 0;
        var entries = new Dictionary<string, object>();
        foreach ((string name, float[] numbers) in tensors)
        {
            entries[name] = new { shape = new[] { numbers.Length }, offset };
            offset += numbers.Length * 2;
        }
        byte[] header = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { tensors = entries, lists = new { } }));
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("HEARSAY1"u8);
        writer.Write(header.Length);
        writer.Write(header);
        foreach (float number in tensors.SelectMany(t => t.Numbers))
            writer.Write((Half)number);
    }
}
