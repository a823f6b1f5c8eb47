using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Tags;

/// <summary>Gives each word the part of speech that the network scores highest.</summary>
public sealed class Tagger
{
    private readonly Matrix scores;
    private readonly string[] xpos;
    private readonly Upos[] upos;

    public Tagger(ModelFile model)
    {
        scores = Matrix.Linear(model, "heads.tag");
        string[] tags = model.List("tags");
        xpos = [.. tags.Select(t => t.Split('|')[1])];
        upos = [.. tags.Select(t => Enum.Parse<Upos>(t.Split('|')[0]))];
    }

    public TagSequence Tag(TokenizedText text, WordStates states)
    {
        byte[] tags = new byte[text.Count];
        foreach (TokenRange sentence in text.Sentences)
        {
            using var buffer = new FloatBuffer(sentence.Count * scores.Stride);
            scores.Multiply(states.Rows(sentence), states.Size, sentence.Count, buffer.Span);
            for (int i = 0; i < sentence.Count; i++)
                tags[sentence.Start + i] = (byte)Activation.ArgMax(buffer.Span.Slice(i * scores.Stride, scores.Outputs));
        }
        return new TagSequence(tags, xpos, upos);
    }
}
