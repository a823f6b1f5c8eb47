using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.English;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>
/// Reads numbers of people as ranges: "at least 20" is 20 or more, "more than 20" is 21 or more, "about 20" is 20, "dozens" is at least two dozen,
/// "scores" two score, "hundreds" and "thousands" two of them, "several" and "a handful" three.
/// </summary>
public static class FigureReader
{
    private static readonly Dictionary<string, int> AtLeast = new()
    {
        ["dozens"] = 24,
        ["scores"] = 40,
        ["hundreds"] = 200,
        ["thousands"] = 2000,
        ["several"] = 3,
        ["handful"] = 3,
        ["many"] = 3,
        ["couple"] = 2,
        ["few"] = 3,
    };

    /// <summary>The number that counts the noun, or that the token itself is; null if none does.</summary>
    public static Figure? Of(Reading reading, int noun)
    {
        TokenizedText text = reading.Text;
        int number = Value(text.Folded(noun)) is not null && reading.Tags.Upos(noun) is Upos.NUM || AtLeast.ContainsKey(text.Folded(noun)) ? noun : -1;
        if (number < 0)
        {
            foreach (int child in reading.Parse.Children(noun))
            {
                if (child < noun && (reading.Parse.Is(child, "nummod") || reading.Parse.Relation(child) is "amod" or "det" && (AtLeast.ContainsKey(text.Folded(child)) || text.Folded(child) is "no")))
                {
                    number = child;
                    break;
                }
            }
        }
        if (number < 0 && reading.Parse.Child(noun, "det") is >= 0 and var article && text.Folded(article) is "a" or "an" && reading.Tags.Xpos(noun) == "NN")
            number = article;
        return number < 0 ? null : At(reading, number);
    }

    /// <summary>The figure at a number word with what stands before it.</summary>
    public static Figure? At(Reading reading, int number)
    {
        TokenizedText text = reading.Text;
        string word = text.Folded(number);
        int start = number, end = number + 1;
        int value;
        bool open = false;
        if (AtLeast.TryGetValue(word, out int vague))
        {
            value = vague;
            open = true;
            if (number >= 2 && text.Folded(number - 1) is "of" && text.Folded(number - 2) is "tens" or "hundreds")
            {
                value = text.Folded(number - 2) == "tens" ? 20_000 : 200_000;
                start = number - 2;
            }
        }
        else if (Value(word) is { } exact)
        {
            value = exact;
            if (end < text.Count && text.Folded(end) is "hundred" or "thousand" or "million" or "dozen")
            {
                long scaled = (long)value * text.Folded(end) switch { "hundred" => 100, "thousand" => 1000, "million" => 1_000_000, _ => 12 };
                // No number of people that a story can mean.
                if (scaled > int.MaxValue)
                    return null;
                value = (int)scaled;
                end++;
            }
        }
        else
        {
            return null;
        }
        int? min = value, max = open ? null : value;
        string before = start > 0 ? text.Folded(start - 1) : "", before2 = start > 1 ? text.Folded(start - 2) : "";
        if (before is "least" && before2 is "at")
        {
            max = null;
            start -= 2;
        }
        else if (before is "than" && before2 is "more")
        {
            min = value + 1;
            max = null;
            start -= 2;
        }
        else if (before is "than" && before2 is "fewer" or "less")
        {
            min = null;
            max = value - 1;
            start -= 2;
        }
        else if (before is "over" or "exceeding" or "above")
        {
            min = value + 1;
            max = null;
            start--;
        }
        else if (before is "to" && before2 is "up")
        {
            min = null;
            start -= 2;
        }
        else if (before is "about" or "around" or "some" or "nearly" or "almost" or "approximately" or "roughly")
        {
            start--;
        }
        return new Figure(text.Text.Words(text.SpanOf(start, end)), min, max);
    }

    private static int? Value(string word)
    {
        if (word is "a" or "an")
            return 1;
        if (word is "no")
            return 0;
        if (word.Length is > 0 and <= 9 && char.IsAsciiDigit(word[0]) && int.TryParse(word.Replace(",", "", StringComparison.Ordinal), out int value))
            return value;
        return NumberWords.Value(word);
    }
}
