using System.Net;

namespace Hearsay.Articles.Body;

/// <summary>Finds words again in the page that they come from: white space and tags between them do not count, characters may be written as HTML writes them.</summary>
internal static class PieceFinder
{
    private const int LongestEntity = 12;

    // How far on the words of a line may stand: what was left out between two lines is shorter.
    private const int Reach = 20_000;

    /// <summary>The lines of a text with their places, found one after the other.</summary>
    public static List<Block> Place(List<Block> blocks, string text)
    {
        int from = 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (Find(text, new PagePlace(from, Math.Min(text.Length, from + Reach)), blocks[i].Text, isHtml: false) is not { } place)
                continue;
            blocks[i] = blocks[i] with { Place = place };
            from = place.End;
        }
        return blocks;
    }

    /// <summary>What is left of a block, at its narrower place.</summary>
    public static Block Left(Block block, string words, string page) => block with { Text = words, Place = Narrowed(block, words, page) };

    /// <summary>The place of a part of the block; that of the whole block where the part is not found in it.</summary>
    public static PagePlace? Narrowed(Block block, string part, string page) => block.Place is { } place ? Find(page, place, part, isHtml: block.Within.Length > 0) ?? place : null;

    private static PagePlace? Find(string page, PagePlace within, string words, bool isHtml)
    {
        int first = 0;
        while (first < words.Length && char.IsWhiteSpace(words[first]))
            first++;
        if (first == words.Length)
            return null;
        for (int at = within.Start; at < within.End; at++)
        {
            if (isHtml && page[at] == '<')
                at = EndOfTag(page, at) - 1;
            else if (page[at] == words[first] && EndOf(page, at, words, isHtml) is >= 0 and var end)
                return new PagePlace(at, end);
        }
        return null;
    }

    /// <summary>Where the words end that begin here, or -1.</summary>
    private static int EndOf(string page, int at, string words, bool isHtml)
    {
        for (int i = 0; i < words.Length;)
        {
            if (IsBlank(words[i]))
                i++;
            else if (at >= page.Length)
                return -1;
            else if (IsBlank(page[at]))
                at++;
            else if (isHtml && page[at] == '&' && Written(page, at) is { } letter && (IsBlank(letter[0]) || words.AsSpan(i).StartsWith(letter)))
                (at, i) = (page.IndexOf(';', at) + 1, IsBlank(letter[0]) ? i : i + letter.Length);
            else if (page[at] == words[i])
                (at, i) = (at + 1, i + 1);
            else if (isHtml && page[at] == '<')
                at = EndOfTag(page, at);
            else
                return -1;
        }
        return at;
    }

    /// <summary>What a character reference stands for, or null.</summary>
    private static string? Written(string page, int at) => page.AsSpan(at, Math.Min(LongestEntity, page.Length - at)).IndexOf(';') is > 0 and var length ? WebUtility.HtmlDecode(page.Substring(at, length + 1)) : null;

    private static int EndOfTag(string page, int at) => page.IndexOf('>', at) is >= 0 and var end ? end + 1 : page.Length;

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200b' or '\u00ad' or '\ufeff' or '\u200e' or '\u200f';
}
