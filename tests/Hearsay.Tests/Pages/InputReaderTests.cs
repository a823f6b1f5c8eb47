using System.IO.Pipes;
using System.Text;
using Hearsay.Pages;

namespace Hearsay.Tests.Pages;

public sealed class InputReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;

    private PageResult[] Read(string name, byte[] bytes, InputOptions? options = null)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return [.. new InputReader(options ?? new(), () => Stream.Null).Read([path])];
    }

    [Fact]
    public void AMissingFileIsAFailureThatNamesItAndTheNextInputGoesOn()
    {
        string good = Path.Combine(folder, "good.txt");
        File.WriteAllText(good, "Words.");

        PageResult[] results = [.. new InputReader(new(), () => Stream.Null).Read([Path.Combine(folder, "none.txt"), good])];

        Assert.Contains("none.txt", results[0].Failure!.Name);
        Assert.Equal("Words.", results[1].Page!.Content);
    }

    [Fact]
    public async Task APipeIsReadToItsEnd()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        pipe.Write(Encoding.UTF8.GetBytes("Words."));
        string end = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";

        IEnumerator<PageResult> results = new InputReader(new(), () => Stream.Null).Read([end]).GetEnumerator();
        Task<bool> read = Task.Run(results.MoveNext, TestContext.Current.CancellationToken);
        await pipe.DisposeAsync();

        Assert.True(await read);
        Assert.Equal("Words.", results.Current.Page!.Content);
    }

    [Theory]
    [InlineData("empty.txt", "", "empty")]
    [InlineData("blank.txt", " \n\n", "no words")]
    [InlineData("empty.jsonl", "", "empty")]
    public void AnEmptyFileSaysSo(string name, string content, string word)
    {
        PageResult result = Assert.Single(Read(name, Encoding.UTF8.GetBytes(content)));

        Assert.Contains(word, result.Failure!.Problem);
    }

    [Fact]
    public void ABinaryFileSaysSo()
    {
        byte[] bytes = new byte[5000];
        new Random(1).NextBytes(bytes);

        PageResult result = Assert.Single(Read("picture.txt", bytes));

        Assert.Contains("binary", result.Failure!.Problem);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void ByteOrderMarksAreFollowed(string encoding)
    {
        Encoding e = Encoding.GetEncoding(encoding);

        PageResult result = Assert.Single(Read("story.txt", [.. e.GetPreamble(), .. e.GetBytes("Überraschung in Kyiv – “now”")]));

        Assert.Equal("Überraschung in Kyiv – “now”", result.Page!.Content);
    }

    [Fact]
    public void BytesThatAreNoUtf8AreWindows1252()
    {
        PageResult result = Assert.Single(Read("story.txt", [(byte)'c', (byte)'a', (byte)'f', 0xE9, (byte)' ', 0x93, (byte)'x', 0x94]));

        Assert.Equal("café “x”", result.Page!.Content);
    }

    [Fact]
    public void ADeclaredCharsetIsFollowedInHtmlButNotInAStringOfJson()
    {
        byte[] html = [.. Encoding.ASCII.GetBytes("<html><meta charset=\"windows-1251\"><p>"), 0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0];

        PageResult page = Assert.Single(Read("page.html", html));
        PageResult line = Assert.Single(Read("page.jsonl", Encoding.UTF8.GetBytes("{\"html\":\"<meta charset='utf-16'><p>Größe</p>\"}")));

        Assert.EndsWith("Москва", page.Page!.Content);
        Assert.Contains("Größe", line.Page!.Content);
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("iso-8859-1")]
    [InlineData("shift_jis")]
    [InlineData("no-such-charset")]
    public void AWrongCharsetDoesNotSpoilWhatIsUtf8(string declared)
    {
        PageResult page = Assert.Single(Read("page.html", Encoding.UTF8.GetBytes($"<html><meta charset=\"{declared}\"><p>The café’s owners said so.")));

        Assert.Contains("The café’s owners said so.", page.Page!.Content);
    }

    [Fact]
    public void APageOfFiftyMegabytesIsRefusedUnread()
    {
        string path = Path.Combine(folder, "large.html");
        using (FileStream file = File.Create(path))
            file.SetLength(50L << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();

        PageResult result = Assert.Single(new InputReader(new(), () => Stream.Null).Read([path]));

        Assert.Contains("50 MB; a page may have at most 32 MB", result.Failure!.Problem);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 << 20);
    }

    [Fact]
    public void ABrokenLineIsNamedAndTheOthersAreRead()
    {
        PageResult[] results = Read("many.jsonl", Encoding.UTF8.GetBytes("{\"id\":\"a\",\"text\":\"One.\"}\n{broken\n\n{\"id\":\"b\",\"text\":\"Two.\",\"url\":200,\"published\":\"2024-01-09\"}\n{\"id\":\"c\"}\n"));

        Assert.Equal(["a", null, "b", null], results.Select(r => r.Page?.Id));
        Assert.Contains("line 2", results[1].Failure!.Name);
        Assert.Contains("neither", results[3].Failure!.Problem);
        Assert.Equal(new DateOnly(2024, 1, 9), results[2].Page!.Published);
    }

    [Fact]
    public void AFileOverTheLimitIsRefusedWithItsSize()
    {
        PageResult result = Assert.Single(Read("large.txt", new byte[3_000_000], new InputOptions { MaxPageBytes = 1_048_576 }));

        Assert.Contains("2.9 MB", result.Failure!.Problem);
    }

    [Theory]
    [InlineData("bomb.html")]
    [InlineData("bomb.jsonl")]
    public void AGzipBombIsRefusedBeforeItIsUnpacked(string name)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] part = new byte[1 << 20];
            Array.Fill(part, (byte)'x');
            for (int i = 0; i < 64; i++)
                gzip.Write(part);
        }

        PageResult result = Read(name, packed.ToArray(), new InputOptions { MaxPageBytes = 1 << 20 })[0];

        Assert.Contains("1 MB", result.Failure!.Problem);
    }

    [Fact]
    public void ALineOverTheLimitIsRefusedAndTheNextOneRead()
    {
        string text = "{\"text\":\"" + new string('x', 300_000) + "\"}\n{\"id\":\"next\",\"text\":\"Short.\"}\n";

        PageResult[] results = Read("long.jsonl", Encoding.UTF8.GetBytes(text), new InputOptions { MaxPageBytes = 100_000 });

        Assert.Contains("longer", results[0].Failure!.Problem);
        Assert.Equal("next", results[1].Page!.Id);
    }

    [Fact]
    public void AFolderIsReadInOrderOfNames()
    {
        foreach (string name in (string[])["b.txt", "a.txt", "c.png"])
            File.WriteAllText(Path.Combine(folder, name), name);

        PageResult[] results = [.. new InputReader(new(), () => Stream.Null).Read([folder])];

        Assert.Equal(["a.txt", "b.txt"], results.Select(r => r.Page!.Content));
    }

    [Fact]
    public void StandardInputMayHoldATextOrLines()
    {
        PageResult text = Assert.Single(new InputReader(new(), () => new MemoryStream("Some words."u8.ToArray())).Read(["-"]));
        PageResult[] lines = [.. new InputReader(new(), () => new MemoryStream("{\"text\":\"A.\"}\n{\"text\":\"B.\"}\n"u8.ToArray())).Read(["-"])];

        Assert.Equal("Some words.", text.Page!.Content);
        Assert.Equal(2, lines.Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
