using System.Diagnostics;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Hearsay.Pages;

/// <summary>The words of a PDF in the order in which they are read: column by column, lines joined to paragraphs, the headline by what the file says or by its type.</summary>
internal sealed class PdfReader(InputOptions options)
{
    // Where a PDF has more letters on one page, it is a map or a table, and its layout takes long.
    private const int MostLetters = 60_000;
    private const double IndentInLetters = 0.7, GapInLines = 1.6, LargeType = 1.25;
    private const int LeastTitleWords = 2, MostTitleWords = 40;

    private sealed record Paragraph(string Text, double Size, int Page);

    /// <summary>True if the bytes are a PDF; some begin with a few other bytes.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    public PageResult Read(string name, byte[] bytes)
    {
        if (bytes.Length > options.MaxPageBytes)
            return new PageFailure(name, $"is larger than {options.MaxPageBytes / 1048576} MB, the most that a page may have");
        try
        {
            using PdfDocument document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            if (document.NumberOfPages > options.MaxPdfPages)
                return new PageFailure(name, $"is a PDF of {document.NumberOfPages} pages; at most {options.MaxPdfPages} are read. Cut it into its stories");
            return Read(name, document);
        }
        catch (PdfDocumentEncryptedException)
        {
            return new PageFailure(name, "is an encrypted PDF; save it without its password");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser of a damaged file fails in many ways.
            return new PageFailure(name, $"is a PDF that cannot be read ({e.Message.TrimEnd('.')})");
        }
    }

    private PageResult Read(string name, PdfDocument document)
    {
        var watch = Stopwatch.StartNew();
        var paragraphs = new List<Paragraph>();
        foreach (UglyToad.PdfPig.Content.Page page in document.GetPages())
        {
            if (watch.Elapsed > options.PdfPatience)
                return new PageFailure(name, $"is a PDF that takes longer than {options.PdfPatience.TotalSeconds:0} s to read; cut it into its stories");
            if (page.Letters.Count > MostLetters)
                return new PageFailure(name, $"has {page.Letters.Count} letters on page {page.Number}; at most {MostLetters} are read");
            AddParagraphs(paragraphs, page);
        }
        if (paragraphs.Count == 0)
            return new PageFailure(name, "is a PDF without text, likely scanned pictures; run a text recognition on it first");
        string? title = Title(document.Information.Title, paragraphs);
        string text = string.Join("\n\n", paragraphs.Where(p => p.Text != title).Select(p => p.Text));
        return text.Length == 0 ? new PageFailure(name, "is a PDF with a headline and no text") : new Page { Name = name, Kind = PageKind.Text, Content = text, Title = title };
    }

    private static void AddParagraphs(List<Paragraph> paragraphs, UglyToad.PdfPig.Content.Page page)
    {
        List<Word> words = [.. NearestNeighbourWordExtractor.Instance.GetWords(page.Letters).Where(w => !string.IsNullOrWhiteSpace(w.Text))];
        if (words.Count == 0)
            return;
        IEnumerable<TextBlock> blocks = UnsupervisedReadingOrderDetector.Instance.Get(DocstrumBoundingBoxes.Instance.GetBlocks(words));
        foreach (TextBlock block in blocks.OrderBy(b => b.ReadingOrder))
        {
            foreach (Paragraph next in Paragraphs(block, page.Number))
            {
                // A sentence that goes on in the next column or on the next page.
                if (paragraphs.Count > 0 && GoesOn(paragraphs[^1], next))
                    paragraphs[^1] = paragraphs[^1] with { Text = Joined(paragraphs[^1].Text, next.Text) };
                else
                    paragraphs.Add(next);
            }
        }
    }

    /// <summary>The lines of a block, parted where one is indented or stands further off.</summary>
    private static IEnumerable<Paragraph> Paragraphs(TextBlock block, int page)
    {
        string text = "";
        double size = 0, pitch = double.MaxValue;
        TextLine? above = null;
        foreach (TextLine line in block.TextLines)
        {
            double height = Size(line);
            double drop = above is null ? 0 : above.BoundingBox.Bottom - line.BoundingBox.Bottom;
            bool begins = above is not null && (line.BoundingBox.Left - block.BoundingBox.Left > IndentInLetters * height && above.BoundingBox.Left - block.BoundingBox.Left < IndentInLetters * height || drop > GapInLines * pitch);
            if (begins)
            {
                yield return new Paragraph(text, size, page);
                text = "";
            }
            if (drop > 0)
                pitch = Math.Min(pitch, drop);
            text = text.Length == 0 ? Words(line) : Joined(text, Words(line));
            size = height;
            above = line;
        }
        if (text.Length > 0)
            yield return new Paragraph(text, size, page);
    }

    private static string Words(TextLine line) => string.Join(' ', line.Words.Select(w => w.Text.Normalize(NormalizationForm.FormKC)));

    private static double Size(TextLine line)
    {
        double[] sizes = [.. line.Words.SelectMany(w => w.Letters).Select(l => l.PointSize).Order()];
        return sizes.Length == 0 ? 0 : sizes[sizes.Length / 2];
    }

    /// <summary>"inter-" and "national" are one word, "north-" and "South" are two.</summary>
    private static string Joined(string before, string after)
    {
        bool hyphen = before.Length > 1 && before[^1] is '-' or '\u00AD' or '\u2010' && char.IsLetter(before[^2]) && char.IsLower(after[0]);
        return hyphen ? before[..^1] + after : before + " " + after;
    }

    private static bool GoesOn(Paragraph before, Paragraph after) => char.IsLower(after.Text[0]) && Math.Abs(before.Size - after.Size) < 0.5 && !(before.Text[^1] is '.' or '!' or '?' or ':' or '”' or '"');

    /// <summary>What the file says, where its first page says so too: it often names another file. Else the largest type of the first page.</summary>
    private static string? Title(string? said, List<Paragraph> paragraphs)
    {
        List<Paragraph> first = [.. paragraphs.Where(p => p.Page == 1)];
        if (first.Count == 0)
            return null;
        if (said is not null && said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= LeastTitleWords && Letters(string.Concat(first.Select(p => p.Text))).Contains(Letters(said), StringComparison.Ordinal))
            return first.Find(p => Letters(p.Text) == Letters(said))?.Text ?? said.Trim();
        double[] sizes = [.. paragraphs.SelectMany(p => Enumerable.Repeat(p.Size, p.Text.Length)).Order()];
        Paragraph largest = first.MaxBy(p => p.Size)!;
        int words = largest.Text.Split(' ').Length;
        return largest.Size >= LargeType * sizes[sizes.Length / 2] && words is >= LeastTitleWords and <= MostTitleWords ? largest.Text : null;
    }

    private static string Letters(string words) => new([.. words.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
