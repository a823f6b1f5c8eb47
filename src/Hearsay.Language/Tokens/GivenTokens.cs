using System.Text;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>Makes a tokenized text of tokens and sentences that somebody else has cut; they are joined by single blanks.</summary>
public static class GivenTokens
{
    /// <param name="sentences">Sentences of words.</param>
    /// <param name="spaceAfter">Whether a blank follows the word; always, when null.</param>
    public static TokenizedText Build(IReadOnlyList<IReadOnlyList<string>> sentences, WordTable vocabulary, Func<int, int, bool>? spaceAfter = null)
    {
        var text = new StringBuilder();
        var tokens = new List<Token>();
        var ranges = new List<TokenRange>();
        for (int s = 0; s < sentences.Count; s++)
        {
            int first = tokens.Count;
            for (int w = 0; w < sentences[s].Count; w++)
            {
                int start = text.Length;
                text.Append(sentences[s][w]);
                tokens.Add(new Token(start, text.Length));
                if (spaceAfter is null || spaceAfter(s, w))
                    text.Append(' ');
            }
            if (tokens.Count > first)
                ranges.Add(new TokenRange(first, tokens.Count));
            if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }
        TokenRange[] paragraphs = tokens.Count == 0 ? [] : [new TokenRange(0, tokens.Count)];
        return new TokenizedText(new SourceText(text.ToString()), vocabulary, [.. tokens], [.. ranges], paragraphs);
    }

    /// <summary>Whether a blank stands after a word of running text: none before marks that close and endings, none after marks that open; straight quotes open and close in turn.</summary>
    public static bool[] Blanks(IReadOnlyList<string> words)
    {
        bool[] after = new bool[words.Count];
        bool open = false, opens = false;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word == "\"")
                open = !open;
            bool closes = word == "\"" ? !open : word is ['.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '}' or '%' or '”' or '’', ..] or ['\'', _, ..] or "n't" or "n’t";
            if (i > 0)
                after[i - 1] = !opens && !closes;
            opens = word == "\"" ? open : word is "(" or "[" or "{" or "$" or "£" or "€" or "“" or "‘" or "#";
        }
        if (after.Length > 0)
            after[^1] = true;
        return after;
    }
}
