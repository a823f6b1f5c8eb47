using System.IO.Compression;
using System.Text;
using Hearsay.Pages;

namespace Hearsay.Tests.Pages;

/// <summary>Web archives, feeds and agencies' formats: our own small samples, whole and damaged.</summary>
public sealed class ArchiveTests : IDisposable
{
    private const string Story = "<html><head><title>Dam bursts</title></head><body><p>A dam above the town of Quarry Bay burst early Sunday, the governor said.</p></body></html>";
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-archive").FullName;

    private static byte[] Warc(string body, string headers = "Content-Type: text/html; charset=utf-8", string url = "http://herald.example/dam", int extraLength = 0) =>
        Warc(Encoding.UTF8.GetBytes(body), headers, url, extraLength);

    private static byte[] Warc(byte[] body, string headers, string url, int extraLength)
    {
        byte[] block = [.. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n"), .. body];
        return [.. Encoding.UTF8.GetBytes($"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {block.Length + extraLength}\r\n\r\n"), .. block, .. "\r\n\r\n"u8];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private PageResult[] Read(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return [.. new InputReader(new(), () => Stream.Null).Read([path])];
    }

    private PageResult[] Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void AnArchiveGivesItsPagesMemberByMember()
    {
        byte[] info = Encoding.UTF8.GetBytes("WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nours\n\r\n\r\n");

        PageResult[] read = Read("two.warc.gz", [.. Gzip(info), .. Gzip(Warc(Story)), .. Gzip(Warc(Story, url: "http://daily.example/dam"))]);

        Assert.Equal(["http://herald.example/dam", "http://daily.example/dam"], read.Select(r => r.Page!.Url));
        Assert.All(read, r => Assert.Contains("burst early Sunday", r.Page!.Content));
    }

    [Fact]
    public void ABodyInChunksAndPackedIsUnpacked()
    {
        byte[] packed = Gzip(Encoding.UTF8.GetBytes(Story));
        byte[] chunked = [.. Encoding.ASCII.GetBytes($"{packed.Length:x}\r\n"), .. packed, .. "\r\n0\r\n\r\n"u8];

        PageResult read = Assert.Single(Read("chunks.warc", Warc(chunked, "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", "http://herald.example/dam", 0)));

        Assert.Equal(Story, read.Page!.Content);
    }

    [Fact]
    public void ABombInARecordIsRefusedAndTheNextRecordRead()
    {
        byte[] bomb = Gzip(new byte[64 << 20]);

        PageResult[] read = Read("bomb.warc", [.. Warc(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip", "http://herald.example/bomb", 0), .. Warc(Story)]);

        Assert.Contains("more than 32 MB", read[0].Failure!.Problem);
        Assert.Contains("burst early Sunday", read[1].Page!.Content);
    }

    [Fact]
    public void APdfInARecordIsReadAndADamagedOneReported()
    {
        byte[] pdf = PdfReaderTests.Pdf((page, font) => PdfReaderTests.Lines(page, font, 50, 700, "The council of Velma voted on Tuesday to keep the old bridge."));

        PageResult[] read = Read("pdf.warc", [.. Warc(pdf, "Content-Type: application/pdf", "http://herald.example/a.pdf", 0), .. Warc(pdf[..(pdf.Length / 4)], "Content-Type: application/pdf", "http://herald.example/b.pdf", 0), .. Warc(Story)]);

        Assert.Equal("http://herald.example/a.pdf", read[0].Page!.Url);
        Assert.Contains("voted on Tuesday", read[0].Page!.Content);
        Assert.Contains("b.pdf", read[1].Failure!.Name);
        Assert.NotNull(read[2].Page);
    }

    [Fact]
    public void NitfByItselfIsAStory()
    {
        Page page = Assert.Single(Read("story.xml", """
            <nitf><head><docdata><doc-id id-string="ours-7"/><date.issue norm="20220926T100000Z"/></docdata></head><body><body.head><hedline><hl1>Dam bursts above town</hl1></hedline></body.head>
            <body.content><media><media-caption><p>The dam last year.</p></media-caption></media><p>The governor said so.</p><p>The owner denied it.</p></body.content></body></nitf>
            """)).Page!;

        Assert.Equal(("ours-7", "Dam bursts above town", new DateOnly(2022, 9, 26)), (page.Id, page.Title, page.Published));
        Assert.EndsWith("The governor said so.\n\nThe owner denied it.", page.Content);
    }

    [Fact]
    public void TheCharsetOfTheHeaderCounts()
    {
        byte[] latin = Encoding.Latin1.GetBytes("<html><body><p>Café owners said so.</p></body></html>");

        PageResult read = Assert.Single(Read("latin.warc", Warc(latin, "Content-Type: text/html; charset=iso-8859-1", "http://herald.example/", 0)));

        Assert.Contains("Café", read.Page!.Content);
    }

    [Fact]
    public void ARecordOfWrongLengthIsReportedAndTheNextIsRead()
    {
        PageResult[] read = Read("length.warc", [.. Warc(Story, extraLength: -20), .. Warc(Story, url: "http://daily.example/dam")]);

        Assert.Contains(read, r => r.Failure is { } failure && failure.Name.EndsWith("record 1", StringComparison.Ordinal) && failure.Problem.Contains("length", StringComparison.Ordinal));
        Assert.Equal("http://daily.example/dam", read[^1].Page!.Url);
    }

    [Fact]
    public void AFileThatEndsTooSoonSaysSo()
    {
        byte[] whole = Warc(Story);

        PageResult[] read = Read("cut.warc", [.. whole, .. whole[..(whole.Length / 2)]]);

        Assert.NotNull(read[0].Page);
        Assert.Contains("cut off", read[1].Failure!.Problem);
    }

    [Fact]
    public void ADamagedMemberLosesNothingBeforeIt()
    {
        byte[] member = Gzip(Warc(Story)), damaged = [.. member];
        damaged.AsSpan(member.Length / 2, 20).Fill(0xff);

        PageResult[] read = Read("member.warc.gz", [.. member, .. damaged]);

        Assert.NotNull(read[0].Page);
        Assert.Contains(read.Skip(1), r => r.Failure is not null);
    }

    [Fact]
    public void AnOldArchiveIsReadToo()
    {
        string http = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{Story}";

        PageResult read = Assert.Single(Read("old.arc", $"filedesc://old.arc 127.0.0.1 20220926000000 text/plain 4\n1 0\n\nhttp://herald.example/dam 192.0.2.1 20220926000000 text/html {http.Length}\n{http}\n"));

        Assert.Equal("http://herald.example/dam", read.Page!.Url);
    }

    [Fact]
    public void AFeedGivesItsFullTextsAndNamesItsLinks()
    {
        string words = string.Concat(Enumerable.Repeat("<p>The governor said the dam had failed a test last year. </p>", 8));

        PageResult[] read = Read("feed.xml", $"""
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Herald</title>
            <item><title>Dam &lt;script&gt;alert(1)&lt;/script&gt; bursts</title><link>https://herald.example/1</link><guid>h1</guid><pubDate>Mon, 26 Sep 2022 08:00:00 +0200</pubDate><content:encoded><![CDATA[{words}]]></content:encoded></item>
            <item><title>More</title><link>https://herald.example/2</link><description>Only a teaser.</description></item></channel></rss>
            """);

        Assert.Equal(("https://herald.example/1", "h1", new DateOnly(2022, 9, 26)), (read[0].Page!.Url, read[0].Page!.Id, read[0].Page!.Published));
        Assert.DoesNotContain("<script>", read[0].Page!.Content);
        Assert.Contains("https://herald.example/2", read[1].Failure!.Name);
    }

    [Fact]
    public void AnAtomFeedIsReadAndItsEntitiesOpenNothing()
    {
        string words = string.Concat(Enumerable.Repeat("The ministry declined to comment on the report. ", 10));

        PageResult[] read = Read("feed.atom", $"""
            <!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Dam</title><link rel="alternate" href="https://herald.example/3"/><id>urn:3</id><published>2022-09-26T08:00:00Z</published><content type="html">{words}</content></entry></feed>
            """);

        Assert.Equal("https://herald.example/3", Assert.Single(read).Page!.Url);
    }

    [Fact]
    public void ANewsItemGivesHeadlineParagraphsIdAndDate()
    {
        PageResult read = Assert.Single(Read("item.xml", """
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:ours:1"><itemMeta><versionCreated>2022-09-27T10:00:00Z</versionCreated></itemMeta>
            <contentMeta><contentCreated>2022-09-26T10:00:00Z</contentCreated><headline>Dam bursts above town</headline></contentMeta>
            <contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><hedline><hl1>Dam</hl1></hedline></body.head><body.content><p>The governor said so.</p><p>The owner denied it.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
            """));

        Assert.Equal("Dam bursts above town\n\nThe governor said so.\n\nThe owner denied it.", read.Page!.Content);
        Assert.Equal(("urn:ours:1", new DateOnly(2022, 9, 26)), (read.Page.Id, read.Page.Published));
    }

    [Theory]
    [InlineData("""{"uri": "urn:n:1", "type": "text", "versioncreated": "2022-09-26T10:00:00Z", "headline": "Dam", "body_text": "The governor said so."}""")]
    [InlineData("""{"uri": "urn:n:1", "type": "text", "versionCreated": "2022-09-26T10:00:00Z", "headlines": [{"role": "main", "value": "Dam"}], "bodies": [{"role": "main", "contentType": "text/plain", "value": "The governor said so."}]}""")]
    [InlineData("""{"urn": "urn:n:1", "headline": "Dam", "version_created": "2022-09-26T10:00:00+02:00", "article_html": "<p>The governor said so.</p>"}""")]
    public void AgencyJsonIsRead(string json)
    {
        Page page = Assert.Single(Read("story.json", json)).Page!;

        Assert.Equal(("urn:n:1", "Dam", new DateOnly(2022, 9, 26)), (page.Id, page.Title, page.Published));
        Assert.Contains("The governor said so.", page.Content);
    }

    [Theory]
    [InlineData("empty.xml", "<rss version='2.0'><channel></channel></rss>", "no story")]
    [InlineData("broken.xml", "<rss version='2.0'><channel><item>", "well-formed")]
    [InlineData("picture.xml", "<newsItem guid='urn:p:1'><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>", "no text")]
    [InlineData("requests.warc", "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\nok\r\n\r\n", "no page")]
    [InlineData("nolength.warc", "WARC/1.0\r\nWARC-Type: response\r\n\r\nok\r\n\r\n", "Content-Length")]
    public void WhatHoldsNoStorySaysWhy(string name, string text, string reason) =>
        Assert.Contains(Read(name, text), r => r.Failure is { } failure && failure.Problem.Contains(reason, StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
