using System.Runtime.InteropServices;
using System.Text;
using Hearsay.Language.Models;

namespace Hearsay.Tests.Language;

public sealed class ModelFileTests
{
    [Fact]
    public void EveryHalfFloatIsReadAsTheSameNumber()
    {
        // One more than whole vectors, so that the rest is read too.
        Half[] all = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).Where(Half.IsFinite), (Half)0.1];
        byte[] header = Encoding.UTF8.GetBytes($$$"""{"tensors":{"all":{"shape":[{{{all.Length}}}],"offset":0}},"lists":{}}""");
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. "HEARSAY1"u8, .. BitConverter.GetBytes(header.Length), .. header, .. MemoryMarshal.AsBytes(all.AsSpan())]);

        float[] read = ModelFile.Open(path).Floats("all");

        File.Delete(path);
        Assert.Equal(all.Select(h => BitConverter.SingleToInt32Bits((float)h)), read.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HEARSAY0 and more of it")]
    public void AFileThatIsNoModelIsNamed(string content)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, content);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelFile.Open(path));

        File.Delete(path);
        Assert.StartsWith(path, error.Message);
    }

    [Fact]
    public void AModelThatWasCutIsNamed()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"tensors":{"all":{"shape":[40],"offset":0}},"lists":{}}""");
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. "HEARSAY1"u8, .. BitConverter.GetBytes(header.Length), .. header, .. new byte[79]]);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelFile.Open(path));

        File.Delete(path);
        Assert.StartsWith(path, error.Message);
    }
}
