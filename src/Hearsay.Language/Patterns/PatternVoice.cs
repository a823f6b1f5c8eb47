using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Names;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Patterns;

/// <summary>
/// A second voice for tags and names beside the networks: log-linear models over the patterns of words (for names a conditional random field, Lafferty et al. 2001). It errs elsewhere than they
/// do, so that the sum of both is better than either.
/// </summary>
public sealed class PatternVoice
{
    /// <summary>Numbers a pattern: of tags one for each UPOS but X, of names one for each label, filled up.</summary>
    public const int Width = 16;

    /// <summary>No name, then the beginning and the rest of each kind.</summary>
    public const int NameLabels = 13;

    /// <summary>Patterns by hash; two may share a row.</summary>
    public const int Buckets = 1 << 17;

    // Below it a text is news.
    private const float Newslike = 0.02f;

    private readonly HalfTable tags;
    private readonly HalfTable names;
    private readonly HalfTable own;
    private readonly float[] gate;
    private readonly float[] moves;
    private readonly float[] ownMoves;
    private readonly WordClusters clusters;

    public PatternVoice(ModelFile model)
        : this(model.Halves("patterns.tags"), model.Halves("patterns.names"), model.Halves("patterns.own"), model.Floats("patterns.gate"), model.Floats("patterns.moves"), model.Floats("patterns.ownMoves"), new WordClusters(Numbers(model, "clusters.coarse"), Numbers(model, "clusters.fine")))
    {
    }

    /// <param name="own">What the patterns of names say in texts that are not news.</param>
    /// <param name="gate">Weights of the mean state of a text, then a bias: how far it is not news.</param>
    public PatternVoice(HalfTable tags, HalfTable names, HalfTable own, float[] gate, float[] moves, float[] ownMoves, WordClusters clusters)
    {
        if (tags.Length != Buckets * Width || names.Length != Buckets * Width || own.Length != Buckets * Width || moves.Length != NameLabels * NameLabels || ownMoves.Length != moves.Length)
            throw new InvalidDataException($"the model of patterns has {tags.Length}, {names.Length}, {own.Length}, {moves.Length} and {ownMoves.Length} weights, not {Buckets * Width} thrice and {NameLabels * NameLabels} twice");
        this.tags = tags;
        this.names = names;
        this.own = own;
        this.gate = gate;
        this.moves = moves;
        this.ownMoves = ownMoves;
        this.clusters = clusters;
    }

    /// <summary>What a label of names gets for following another, row by row of the earlier.</summary>
    /// <param name="apart">How far the text is not news.</param>
    public float[] Moves(float apart)
    {
        float[] mixed = [.. moves];
        for (int i = 0; apart >= Newslike && i < mixed.Length; i++)
            mixed[i] += apart * (ownMoves[i] - mixed[i]);
        return mixed;
    }

    public PatternRows Read(TokenizedText text)
    {
        var rows = new PatternRows(text.Count, NameHints.Of(text));
        WordPatterns.Write(text, clusters, rows.Hints, rows.All);
        return rows;
    }

    /// <summary>Scores of each UPOS but X, in their order, for each token of the range.</summary>
    public void ScoreTags(PatternRows patterns, TokenRange range, Span<float> into) => Score(tags, patterns, WordPatterns.TagCount, range, into);

    /// <summary>How far a text is not news, 0 to 1, by its mean state: outside it other things are names, and a crowd is a person (GUM's conventions).</summary>
    public float Apart(ReadOnlySpan<float> mean)
    {
        float sum = gate[^1];
        for (int i = 0; i < mean.Length; i++)
            sum += gate[i] * mean[i];
        return 1 / (1 + MathF.Exp(-sum));
    }

    /// <param name="apart">How far the text is not news.</param>
    public void ScoreNames(PatternRows patterns, TokenRange range, float apart, Span<float> into)
    {
        Score(names, patterns, WordPatterns.Count, range, into);
        if (apart < Newslike)
            return;
        using var more = new FloatBuffer(range.Count * Width);
        Score(own, patterns, WordPatterns.Count, range, more.Span);
        for (int i = 0; i < range.Count * Width; i++)
            into[i] += apart * (more.Span[i] - into[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(HalfTable weights, PatternRows patterns, int count, TokenRange range, Span<float> into)
    {
        ref float target = ref MemoryMarshal.GetReference(into);
        for (int i = 0; i < range.Count; i++)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            foreach (uint pattern in patterns.Row(range.Start + i)[..count])
                sum = weights.AddSixteen((nuint)(pattern % Buckets) * Width, sum);
            sum.StoreUnsafe(ref target, (nuint)(i * Width));
        }
    }

    private static ushort[] Numbers(ModelFile model, string name) => [.. model.Floats(name).Select(f => (ushort)f)];
}

/// <summary>The patterns of each word of a text, rented until they are disposed of.</summary>
public sealed class PatternRows(int words, int[] hints) : IDisposable
{
    private uint[]? rows = Rented.Rent<uint>(words * WordPatterns.Count);

    internal Span<uint> All => Rows.AsSpan(0, words * WordPatterns.Count);

    private uint[] Rows => rows ?? throw new ObjectDisposedException(nameof(PatternRows));

    /// <summary>What the word lists say of each word, see <see cref="NameHints.Of"/>.</summary>
    public ReadOnlySpan<int> Hints => hints;

    public ReadOnlySpan<uint> Row(int token) => Rows.AsSpan(token * WordPatterns.Count, WordPatterns.Count);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref rows, null) is { } rented)
            Rented.Return(rented);
    }
}
