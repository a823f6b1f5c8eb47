using System.Text.RegularExpressions;

namespace Hearsay.Articles.Body;

/// <summary>A list of links that a scrape glued into a sentence: a lower-case letter runs into a capital, headlines follow, "MORE" ends them.</summary>
internal sealed record LinkLitter(int Start, int End)
{
    private const int MaxLength = 500;

    public static LinkLitter? Find(string text)
    {
        int more = text.IndexOf(" MORE ", StringComparison.Ordinal);
        if (more < 0)
            return null;
        int from = Math.Max(0, more - MaxLength);
        for (int i = from + 1; i < more; i++)
        {
            if (char.IsLower(text[i - 1]) && char.IsUpper(text[i]) && !LooksLikeCamelName(text, i))
                return new LinkLitter(BeforeRepeatedName(text, i), more + 5);
        }
        return null;
    }

    public string Without(string text) => Regex.Replace(text[..Start].TrimEnd() + " " + text[End..].TrimStart(), " {2,}", " ");

    /// <summary>The links begin with the full name of the person just named: "President Trump Donald John Trump|Dem ...".</summary>
    private static int BeforeRepeatedName(string text, int glue)
    {
        int start = glue;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        string name = " " + text[start..glue];
        int earlier = start > 40 ? text.LastIndexOf(name, start - 2, 40, StringComparison.Ordinal) : -1;
        return earlier >= 0 ? earlier + name.Length : glue;
    }

    /// <summary>McDonald, DeSantis, iPhone: the word before the capital is short.</summary>
    private static bool LooksLikeCamelName(string text, int capital)
    {
        int start = capital - 1;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        return capital - start <= 3;
    }
}
