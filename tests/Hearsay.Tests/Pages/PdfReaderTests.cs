using Hearsay.Pages;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Hearsay.Tests.Pages;

public sealed class PdfReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;

    private PageResult Read(byte[] bytes, InputOptions? options = null)
    {
        string path = Path.Combine(folder, "story.pdf");
        File.WriteAllBytes(path, bytes);
        return Assert.Single(new InputReader(options ?? new(), () => Stream.Null).Read([path]));
    }

    internal static byte[] Pdf(Action<PdfPageBuilder, PdfDocumentBuilder.AddedFont> draw, int pages = 1, string? title = null)
    {
        using var builder = new PdfDocumentBuilder();
        builder.DocumentInformation.Title = title;
        PdfDocumentBuilder.AddedFont font = builder.AddStandard14Font(Standard14Font.Helvetica);
        for (int i = 0; i < pages; i++)
            draw(builder.AddPage(PageSize.A4), font);
        return builder.Build();
    }

    internal static void Lines(PdfPageBuilder page, PdfDocumentBuilder.AddedFont font, double left, double top, params string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
            page.AddText(lines[i], 10, new PdfPoint(left, top - 12 * i), font);
    }

    [Fact]
    public void TwoColumnsAreReadOneAfterTheOther()
    {
        byte[] pdf = Pdf((page, font) =>
        {
            page.AddText("Council keeps the old bridge", 24, new PdfPoint(50, 780), font);
            Lines(page, font, 50, 730, "The council of Velma voted on Tuesday to", "keep the old bridge, whose stones are older", "than the town, and to mend it inter-", "nationally with the help of masons from");
            Lines(page, font, 320, 730, "three countries across the sea.", "The mayor said that the work would begin", "in spring and last for two years, or longer", "if the river rises again before then.");
        });

        Hearsay.Pages.Page page = Read(pdf).Page!;

        Assert.Equal("Council keeps the old bridge", page.Title);
        Assert.Equal(PageKind.Text, page.Kind);
        Assert.Contains("mend it internationally with the help of masons from three countries across the sea.", page.Content.ReplaceLineEndings(" "));
        Assert.True(page.Content.IndexOf("Tuesday", StringComparison.Ordinal) < page.Content.IndexOf("mayor", StringComparison.Ordinal));
        Assert.DoesNotContain("Council keeps", page.Content);
    }

    [Fact]
    public void TheFilesOwnTitleCountsOnlyWhereItsFirstPageSaysSoToo()
    {
        static void Draw(PdfPageBuilder page, PdfDocumentBuilder.AddedFont font)
        {
            Lines(page, font, 50, 780, "Council keeps the old bridge");
            Lines(page, font, 50, 730, "The council of Velma voted on Tuesday to keep the old bridge.", "The mayor said that the work would begin in spring.");
        }

        Assert.Equal("Council keeps the old bridge", Read(Pdf(Draw, title: "Council keeps the old bridge")).Page!.Title);
        Assert.Null(Read(Pdf(Draw, title: "Microsoft Word - draft3 final")).Page!.Title);
    }

    [Fact]
    public void WhatHoldsNoTextIsRefused() => Assert.Contains("without text", Read(Pdf((page, _) => page.DrawRectangle(new PdfPoint(50, 50), 100, 100))).Failure!.Problem);

    [Fact]
    public void MorePagesThanAllowedAreRefused() =>
        Assert.Contains("4 pages", Read(Pdf((page, font) => Lines(page, font, 50, 700, "The council met."), 4), new InputOptions { MaxPdfPages = 3 }).Failure!.Problem);

    [Fact]
    public void ADamagedFileIsRefused()
    {
        byte[] pdf = Pdf((page, font) => Lines(page, font, 50, 700, "The council met."));

        Assert.Contains("cannot be read", Read(pdf[..(pdf.Length / 4)]).Failure!.Problem);
    }

    [Fact]
    public void AnEncryptedFileIsRefused()
    {
        string key = new('0', 64);
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", $"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{key}>/U<{key}>>>",
        ];
        var pdf = new System.Text.StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (string one in objects)
        {
            places.Add(pdf.Length);
            pdf.Append($"{places.Count} 0 obj{one}endobj\n");
        }
        int table = pdf.Length;
        pdf.Append("xref\n0 5\n0000000000 65535 f \n").AppendJoin("", places.Select(p => $"{p:0000000000} 00000 n \n"));
        pdf.Append($"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n{table}\n%%EOF");

        Assert.Contains("encrypted", Read(System.Text.Encoding.ASCII.GetBytes(pdf.ToString())).Failure!.Problem);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
