namespace Hearsay.Language.English;

/// <summary>Cardinal numbers in words, from "zero" to "ninety-nine", with "hundred" and "dozen".</summary>
public static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The value of a folded word; null if it is no number in words.</summary>
    public static int? Value(string word)
    {
        if (word is "hundred")
            return 100;
        if (word is "dozen")
            return 12;
        int hyphen = word.IndexOf('-');
        if (hyphen > 0)
            return Array.IndexOf(Tens, word[..hyphen]) is >= 0 and var tens && Array.IndexOf(Small, word[(hyphen + 1)..]) is >= 1 and <= 9 and var ones ? (tens + 2) * 10 + ones : null;
        int at = Array.IndexOf(Small, word);
        if (at >= 0)
            return at;
        at = Array.IndexOf(Tens, word);
        return at >= 0 ? (at + 2) * 10 : null;
    }
}
