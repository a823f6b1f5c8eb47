using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Hearsay.Language.Models;

/// <summary>
/// A file of named tensors: the eight bytes "HEARSAY1", the header's length (int32, little-endian), a JSON header
/// {"meta": {...}, "tensors": {name: {"shape": [...], "offset": bytes}}}, then the numbers as IEEE half floats.
/// </summary>
public sealed class ModelFile
{
    private static readonly byte[] Magic = "HEARSAY1"u8.ToArray();
    private readonly byte[] bytes;
    private readonly int dataStart;
    private readonly Dictionary<string, (int[] Shape, int Offset)> tensors = [];
    private readonly Dictionary<string, string[]> lists = [];

    private ModelFile(byte[] bytes, string name)
    {
        this.bytes = bytes;
        if (bytes.Length < 12 || !bytes.AsSpan(0, 8).SequenceEqual(Magic))
            throw new InvalidDataException($"{name}: not a Hearsay model (it does not start with HEARSAY1); get models/ from the release or make it again with tools/Hearsay.Training");
        int headerLength = BitConverter.ToInt32(bytes, 8);
        dataStart = 12 + headerLength;
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(12, headerLength));
        foreach (JsonProperty tensor in header.RootElement.GetProperty("tensors").EnumerateObject())
        {
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
            tensors[tensor.Name] = (shape, tensor.Value.GetProperty("offset").GetInt32());
        }
        foreach (JsonProperty list in header.RootElement.GetProperty("lists").EnumerateObject())
            lists[list.Name] = [.. list.Value.EnumerateArray().Select(v => v.GetString()!)];
    }

    public static ModelFile Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: the model is missing; it stands beside the program in models/", path);
        return new ModelFile(File.ReadAllBytes(path), path);
    }

    /// <summary>A list of labels or words that the model carries.</summary>
    public string[] List(string name) => lists.TryGetValue(name, out string[]? list) ? list : throw new InvalidDataException($"the model has no list '{name}'");

    public int[] Shape(string name) => Entry(name).Shape;

    /// <summary>The numbers of a tensor, row by row, as single floats.</summary>
    public float[] Floats(string name)
    {
        (int[] shape, int offset) = Entry(name);
        int count = shape.Aggregate(1, (a, b) => a * b);
        float[] floats = new float[count];
        Widen(MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(dataStart + offset, count * 2)), floats);
        return floats;
    }

    /// <summary>Half floats as single ones, sixteen at once: their bits are moved into place, and 2^112 makes up for the other bias of the exponent. Weights are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<ushort> halves, Span<float> into)
    {
        int i = 0;
        for (; i + 16 <= halves.Length; i += 16)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Create(halves[i..]));
            var bits = Vector512.Create(lower, upper);
            Vector512<float> size = ((bits & Vector512.Create(0x7FFFu)) << 13).AsSingle() * Vector512.Create(5192296858534827628530496329220096f);
            (size.AsUInt32() | (bits & Vector512.Create(0x8000u)) << 16).AsSingle().CopyTo(into[i..]);
        }
        for (; i < halves.Length; i++)
            into[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);
    }

    private (int[] Shape, int Offset) Entry(string name) =>
        tensors.TryGetValue(name, out (int[], int) entry) ? entry : throw new InvalidDataException($"the model has no tensor '{name}'");
}
