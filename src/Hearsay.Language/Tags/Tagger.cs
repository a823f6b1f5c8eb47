using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Tags;

/// <summary>Gives each word the part of speech that the network and the patterns together score highest.</summary>
public sealed class Tagger
{
    // How much the patterns' voice counts beside the network's; chosen on the dev set.
    private const float Voice = 0.8f;
    private readonly Matrix scores;
    private readonly PatternVoice patterns;
    private readonly string[] xpos;
    private readonly Upos[] upos;

    public Tagger(ModelFile model, PatternVoice patterns)
    {
        this.patterns = patterns;
        scores = Matrix.Linear(model, "heads.tag");
        string[] tags = model.List("tags");
        xpos = [.. tags.Select(t => t.Split('|')[1])];
        upos = [.. tags.Select(t => Enum.Parse<Upos>(t.Split('|')[0]))];
    }

    public TagSequence Tag(TokenizedText text, WordStates states, PatternRows rows)
    {
        byte[] tags = new byte[text.Count];
        foreach (TokenRange sentence in text.Sentences)
        {
            using var buffer = new FloatBuffer(sentence.Count * scores.Stride);
            scores.Multiply(states.Rows(sentence), states.Size, sentence.Count, buffer.Span);
            using var second = new FloatBuffer(sentence.Count * PatternVoice.Width);
            patterns.ScoreTags(rows, sentence, second.Span);
            for (int i = 0; i < sentence.Count; i++)
            {
                Span<float> row = buffer.Span.Slice(i * scores.Stride, scores.Outputs);
                ReadOnlySpan<float> voice = second.Span.Slice(i * PatternVoice.Width, PatternVoice.Width);
                for (int tag = 0; tag < row.Length; tag++)
                    row[tag] += upos[tag] == 0 ? 0 : Voice * voice[(int)upos[tag] - 1];
                tags[sentence.Start + i] = (byte)Activation.ArgMax(row);
            }
        }
        return new TagSequence(tags, xpos, upos);
    }
}
