using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace Hearsay.Language.Models;

/// <summary>
/// A file of named tensors: the eight bytes "HEARSAY1", the header's length (int32, little-endian), a JSON header
/// {"meta": {...}, "tensors": {name: {"shape": [...], "offset": bytes}}}, then the numbers as IEEE half floats. It is mapped, not read: what is not asked for stays on the disk.
/// </summary>
public sealed unsafe class ModelFile
{
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* numbers;
    private readonly long size;
    private readonly Dictionary<string, (int[] Shape, int Offset)> tensors = [];
    private readonly Dictionary<string, string[]> lists = [];

    private ModelFile(FileStream file, string name)
    {
        long length = file.Length;
        if (length >= 12)
        {
            using var mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            view = mapped.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref numbers);
        }
        if (view is null || !new ReadOnlySpan<byte>(numbers, 8).SequenceEqual("HEARSAY1"u8))
            throw new InvalidDataException($"{name}: not a Hearsay model (it does not start with HEARSAY1); get models/ from the release or make it again with tools/Hearsay.Training");
        int headerLength = BitConverter.ToInt32(new ReadOnlySpan<byte>(numbers + 8, 4));
        if (headerLength < 0 || headerLength > length - 12)
            throw Broken(name);
        using JsonDocument header = JsonDocument.Parse(new ReadOnlySpan<byte>(numbers + 12, headerLength).ToArray());
        numbers += 12 + headerLength;
        size = length - 12 - headerLength;
        foreach (JsonProperty tensor in header.RootElement.GetProperty("tensors").EnumerateObject())
        {
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
            int offset = tensor.Value.GetProperty("offset").GetInt32();
            if (offset < 0 || offset + 2 * Count(shape) > size)
                throw Broken(name);
            tensors[tensor.Name] = (shape, offset);
        }
        foreach (JsonProperty list in header.RootElement.GetProperty("lists").EnumerateObject())
            lists[list.Name] = [.. list.Value.EnumerateArray().Select(v => v.GetString()!)];
    }

    public static ModelFile Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: the model is missing; it stands beside the program in models/", path);
        using FileStream file = File.OpenRead(path);
        return new ModelFile(file, path);
    }

    private static InvalidDataException Broken(string name) => new($"{name}: the model ends before its numbers do; get models/ from the release again");

    private static long Count(int[] shape) => shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>A list of labels or words that the model carries.</summary>
    public string[] List(string name) => lists.TryGetValue(name, out string[]? list) ? list : throw new InvalidDataException($"the model has no list '{name}'");

    public int[] Shape(string name) => Entry(name).Shape;

    /// <summary>The numbers of a tensor, row by row, as single floats.</summary>
    public float[] Floats(string name)
    {
        HalfTable halves = Halves(name);
        float[] floats = new float[halves.Length];
        halves.Read(0, floats);
        return floats;
    }

    /// <summary>The numbers of a tensor where they are, in the mapped file.</summary>
    public HalfTable Halves(string name)
    {
        (int[] shape, int offset) = Entry(name);
        return new HalfTable(view, (ushort*)(numbers + offset), (int)Count(shape));
    }

    private (int[] Shape, int Offset) Entry(string name) =>
        tensors.TryGetValue(name, out (int[], int) entry) ? entry : throw new InvalidDataException($"the model has no tensor '{name}'");
}
