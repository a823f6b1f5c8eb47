using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>
/// The shared network: embeddings of the word and its parts, then two bidirectional LSTM layers, sentence by sentence. Gives a
/// vector of <see cref="Size"/> numbers a word, which the tagger, the parser, the name finder and the claim finder read.
/// </summary>
public sealed class Trunk
{
    // Sentences of one batch hold about so many words; results do not depend on it.
    private const int BatchWords = 1500;

    private readonly WordEmbeddings embeddings;
    private readonly Lstm first;
    private readonly Lstm second;

    public Trunk(ModelFile model, WordEmbeddings embeddings)
    {
        this.embeddings = embeddings;
        first = new Lstm(model, "trunk.layer1.lstm");
        second = new Lstm(model, "trunk.layer2.lstm");
        if (first.Inputs != embeddings.Size)
            throw new InvalidDataException("the model's embeddings and first layer do not fit");
    }

    public int Size => second.Outputs;

    /// <summary>Runs over all sentences of the text.</summary>
    public WordStates Read(TokenizedText text)
    {
        var states = new WordStates(text.Count, Size);
        for (int s = 0; s < text.Sentences.Length;)
        {
            int end = s, words = 0;
            while (end < text.Sentences.Length && (end == s || words + text.Sentences[end].Count <= BatchWords))
                words += text.Sentences[end++].Count;
            RunBatch(text, text.Sentences.AsSpan(s, end - s), words, states.All);
            s = end;
        }
        return states;
    }

    private void RunBatch(TokenizedText text, ReadOnlySpan<TokenRange> sentences, int words, Span<float> states)
    {
        int from = sentences[0].Start, width = first.Inputs;
        using var embedded = new FloatBuffer(words * width);
        embeddings.Write(text, new TokenRange(from, from + words), embedded.Span, width);
        TokenRange[] local = new TokenRange[sentences.Length];
        for (int i = 0; i < local.Length; i++)
            local[i] = new TokenRange(sentences[i].Start - from, sentences[i].End - from);
        using var middle = new FloatBuffer(words * first.Outputs);
        first.Run(embedded.Span, words, local, middle.Span);
        second.Run(middle.Span, words, local, states.Slice(from * Size, words * Size));
    }
}

/// <summary>The network's vector of each word of a text, row by row; a megabyte a story, rented until it is disposed of.</summary>
public sealed class WordStates(int words, int size) : IDisposable
{
    private float[]? values = Rented.Rent<float>(words * size);

    public int Size => size;

    internal Span<float> All => Values.AsSpan(0, words * size);

    private float[] Values => values ?? throw new ObjectDisposedException(nameof(WordStates));

    public ReadOnlySpan<float> Row(int token) => Values.AsSpan(token * size, size);

    public ReadOnlySpan<float> Rows(TokenRange range) => Values.AsSpan(range.Start * size, range.Count * size);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref values, null) is { } rented)
            Rented.Return(rented);
    }
}
