using System.Text;
using System.Text.Unicode;
using System.Text.RegularExpressions;

namespace Hearsay.Pages;

/// <summary>
/// Bytes to words: by byte order mark, then UTF-8 where all bytes say so, then the charset that the header or the page's head declares, then
/// Windows-1252, which gives every byte a meaning (WHATWG Encoding Standard, in short).
/// </summary>
public static partial class PageDecoder
{
    private const int HeadBytes = 2048;

    static PageDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">A whole page.</param>
    /// <param name="sniff">Whether a charset that the words declare counts; it does not in JSON, whose strings may hold a page.</param>
    /// <param name="declared">The charset that a header gave, or null.</param>
    /// <returns>The text, or null if the bytes are no text.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes, bool sniff = true, string? declared = null)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        ReadOnlySpan<byte> head = bytes[..Math.Min(bytes.Length, HeadBytes)];
        int nulls = head.Count((byte)0);
        if (nulls > 0)
        {
            // UTF-16 without its mark: every other byte of Latin text is null.
            if (nulls * 3 > head.Length && head.Length >= 4)
                return (head[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes);
            return null;
        }
        Encoding? said = declared is null ? null : Named(declared);
        if (said is null && sniff)
            said = Declared(head);
        // What is UTF-8 beyond ASCII throughout is nothing else, whatever a page declares.
        bool isUtf8 = Utf8.IsValid(bytes);
        if (said is not null and not UTF8Encoding && !(isUtf8 && bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF)))
            return said.GetString(bytes);
        if (isUtf8)
            return Encoding.UTF8.GetString(bytes);
        string lenient = Encoding.UTF8.GetString(bytes);
        int bad = lenient.AsSpan().Count('\uFFFD');
        // A few broken bytes in what is UTF-8 otherwise are marked; else it was never UTF-8.
        int multi = lenient.Length - bad == 0 ? 0 : lenient.AsSpan().Count('’') + lenient.AsSpan().Count('“');
        return bad * 4 <= multi ? lenient : Encoding.GetEncoding(1252).GetString(bytes);
    }

    private static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        Match match = CharsetPattern().Match(Encoding.Latin1.GetString(head));
        return match.Success ? Named(match.Groups[1].Value) : null;
    }

    private static Encoding? Named(string name)
    {
        // Browsers read these names as Windows-1252.
        if (name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || name.Equals("ascii", StringComparison.OrdinalIgnoreCase) || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
            name = "windows-1252";
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:]{2,30})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CharsetPattern();
}
