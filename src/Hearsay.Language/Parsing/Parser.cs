using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Parsing;

/// <summary>
/// A graph parser with biaffine arc scores (Dozat and Manning 2017): every word takes its best head; where that is no tree, the
/// best tree is found (Chu-Liu, Edmonds).
/// </summary>
public sealed class Parser
{
    private readonly Matrix arcDependent;
    private readonly Matrix arcHead;
    private readonly Matrix arc;
    private readonly float[] arcBias;
    private readonly float[] root;
    private readonly float[] distance;
    private readonly int clip;
    private readonly Matrix relationDependent;
    private readonly Matrix relationHead;
    private readonly Matrix relation;
    private readonly string[] relations;
    private readonly int rootRelation;

    public Parser(ModelFile model)
    {
        arcDependent = Matrix.Linear(model, "heads.arc_dep");
        arcHead = Matrix.Linear(model, "heads.arc_head");
        int[] shape = model.Shape("heads.arc");
        // PyTorch multiplies dep @ arc; a Matrix keeps outputs x inputs, so the tensor is turned.
        float[] given = model.Floats("heads.arc"), turned = new float[given.Length];
        for (int i = 0; i < shape[0]; i++)
        {
            for (int o = 0; o < shape[1]; o++)
                turned[o * shape[0] + i] = given[i * shape[1] + o];
        }
        arc = new Matrix(turned, shape[1], shape[0], default);
        arcBias = [.. model.Floats("heads.arc_bias.weight"), .. model.Floats("heads.arc_bias.bias")];
        root = model.Floats("heads.root");
        distance = model.Floats("heads.distance");
        clip = distance.Length / 2;
        relationDependent = Matrix.Linear(model, "heads.rel_dep");
        relationHead = Matrix.Linear(model, "heads.rel_head");
        relation = Matrix.Linear(model, "heads.rel");
        relations = model.List("relations");
        rootRelation = Array.IndexOf(relations, "root");
    }

    public DependencyParse Parse(TokenizedText text, WordStates states)
    {
        int[] heads = new int[text.Count];
        byte[] labels = new byte[text.Count];
        foreach (TokenRange sentence in text.Sentences)
            ParseSentence(sentence, states, heads, labels);
        return new DependencyParse(heads, labels, relations);
    }

    private void ParseSentence(TokenRange sentence, WordStates states, int[] heads, byte[] labels)
    {
        int n = sentence.Count, size = states.Size;
        ReadOnlySpan<float> rows = states.Rows(sentence);
        using var withRoot = new FloatBuffer((n + 1) * size);
        root.CopyTo(withRoot.Span);
        rows.CopyTo(withRoot.Span[size..]);

        using var dependents = new FloatBuffer(n * arcDependent.Stride);
        using var headRows = new FloatBuffer((n + 1) * arcHead.Stride);
        using var turned = new FloatBuffer(n * arc.Stride);
        arcDependent.Multiply(rows, size, n, dependents.Span);
        Activation.LeakyRelu(dependents.Span, 0.1f);
        arcHead.Multiply(withRoot.Span, size, n + 1, headRows.Span);
        Activation.LeakyRelu(headRows.Span, 0.1f);
        arc.Multiply(dependents.Span, arcDependent.Stride, n, turned.Span);

        using var scoreBuffer = new FloatBuffer(n * (n + 1));
        Span<float> scores = scoreBuffer.Span;
        int width = arc.Outputs;
        for (int h = 0; h <= n; h++)
        {
            ReadOnlySpan<float> head = headRows.Span.Slice(h * arcHead.Stride, width);
            float bias = Dot(head, arcBias.AsSpan(0, width)) + arcBias[width];
            for (int d = 0; d < n; d++)
            {
                float score = Dot(turned.Span.Slice(d * arc.Stride, width), head) + bias;
                if (h > 0)
                    score += distance[Math.Clamp(h - (d + 1), -clip, clip) + clip];
                scores[d * (n + 1) + h] = h == d + 1 ? float.NegativeInfinity : score;
            }
        }
        int[] tree = SpanningTree.Best(scores, n);

        using var relationRows = new FloatBuffer((n + 1) * relationHead.Stride);
        using var own = new FloatBuffer(n * relationDependent.Stride);
        using var labelScores = new FloatBuffer(n * relation.Stride);
        relationHead.Multiply(withRoot.Span, size, n + 1, relationRows.Span);
        relationDependent.Multiply(rows, size, n, own.Span);
        int stride = relationDependent.Stride;
        for (int d = 0; d < n; d++)
        {
            Activation.AddRelu(own.Span.Slice(d * stride, stride), relationRows.Span.Slice(tree[d] * stride, stride));
        }
        relation.Multiply(own.Span, stride, n, labelScores.Span);
        for (int d = 0; d < n; d++)
        {
            heads[sentence.Start + d] = tree[d] == 0 ? -1 : sentence.Start + tree[d] - 1;
            Span<float> row = labelScores.Span.Slice(d * relation.Stride, relation.Outputs);
            // A word that hangs from another is no root, whatever scores best.
            if (tree[d] != 0)
                row[rootRelation] = float.NegativeInfinity;
            labels[sentence.Start + d] = (byte)(tree[d] == 0 ? rootRelation : Activation.ArgMax(row));
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b);
        Vector512<float> sum = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)a.Length; i += 16)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i), sum);
        return Vector512.Sum(sum);
    }
}
