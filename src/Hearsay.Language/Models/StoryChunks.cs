using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>Cuts a story into runs of whole paragraphs that a network reads as one sequence; a long paragraph is cut between sentences.</summary>
public static class StoryChunks
{
    private const int Words = 200;
    private const int MaxWords = 400;

    public static List<TokenRange> Of(TokenizedText text)
    {
        var chunks = new List<TokenRange>();
        int start = 0, sentence = 0;
        foreach (TokenRange paragraph in text.Paragraphs)
        {
            if (paragraph.Start > start && paragraph.End - start > Words)
            {
                chunks.Add(new TokenRange(start, paragraph.Start));
                start = paragraph.Start;
            }
            while (sentence < text.Sentences.Length && text.Sentences[sentence].End <= paragraph.End)
            {
                TokenRange next = text.Sentences[sentence];
                if (next.Start > start && next.End - start > MaxWords)
                {
                    chunks.Add(new TokenRange(start, next.Start));
                    start = next.Start;
                }
                sentence++;
            }
        }
        if (start < text.Count)
            chunks.Add(new TokenRange(start, text.Count));
        return chunks;
    }
}
