using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>
/// One bidirectional LSTM layer (Hochreiter and Schmidhuber 1997; gates in PyTorch's order: input, forget, cell, output). Sequences of
/// a batch step together, longest first.
/// </summary>
public sealed class Lstm
{
    private readonly Direction forward;
    private readonly Direction backward;

    public Lstm(ModelFile model, string name)
    {
        forward = new Direction(model, name, "");
        backward = new Direction(model, name, "_reverse");
    }

    public int Inputs => forward.Input.Inputs;

    /// <summary>Numbers a word in the result: forward states, then backward ones.</summary>
    public int Outputs => 2 * forward.Hidden;

    /// <param name="input">Rows of <see cref="Inputs"/> for all tokens of the sequences.</param>
    /// <param name="sequences">Ranges of rows; none is empty.</param>
    /// <param name="into">Rows of <see cref="Outputs"/>.</param>
    public void Run(ReadOnlySpan<float> input, int rows, ReadOnlySpan<TokenRange> sequences, Span<float> into)
    {
        int[] order = new int[sequences.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        TokenRange[] all = sequences.ToArray();
        Array.Sort(order, (a, b) => all[b].Count != all[a].Count ? all[b].Count.CompareTo(all[a].Count) : a.CompareTo(b));
        using var buffer = new QuantizedRows(rows, Inputs);
        QuantizedRows rounded = buffer.Round(input, rows);
        forward.Run(rounded, all, order, into, Outputs, 0, reverse: false);
        backward.Run(rounded, all, order, into, Outputs, forward.Hidden, reverse: true);
    }

    private sealed class Direction
    {
        private readonly QuantizedMatrix recurrent;
        private readonly float[] bias;

        public Direction(ModelFile model, string name, string suffix)
        {
            int[] shape = model.Shape($"{name}.weight_ih_l0{suffix}");
            bias = model.Floats($"{name}.bias_ih_l0{suffix}");
            float[] second = model.Floats($"{name}.bias_hh_l0{suffix}");
            for (int i = 0; i < bias.Length; i++)
                bias[i] += second[i];
            Input = new QuantizedMatrix(model.Floats($"{name}.weight_ih_l0{suffix}"), shape[0], shape[1]);
            Hidden = shape[0] / 4;
            recurrent = new QuantizedMatrix(model.Floats($"{name}.weight_hh_l0{suffix}"), shape[0], Hidden);
        }

        public QuantizedMatrix Input { get; }

        public int Hidden { get; }

        public void Run(in QuantizedRows input, TokenRange[] sequences, int[] order, Span<float> into, int stride, int column, bool reverse)
        {
            int gates = Input.Outputs, batch = sequences.Length, rows = input.Count;
            // Step by step, so that what is read in one step stands together.
            int[] stepped = Rented.Rent<int>(rows);
            int longest = sequences[order[0]].Count, active = batch, next = 0;
            for (int t = 0; t < longest; t++)
            {
                while (sequences[order[active - 1]].Count <= t)
                    active--;
                for (int b = 0; b < active; b++)
                {
                    TokenRange sequence = sequences[order[b]];
                    stepped[next++] = reverse ? sequence.End - 1 - t : sequence.Start + t;
                }
            }
            using var taken = new QuantizedRows(rows, input.Width);
            using var projected = new FloatBuffer(rows * gates);
            Input.Multiply(taken.Take(input, stepped.AsSpan(0, next)), bias, projected.Span);
            using var rounded = new QuantizedRows(batch, Hidden);
            using var hiddenBuffer = new FloatBuffer(batch * Hidden, clear: true);
            using var cellBuffer = new FloatBuffer(batch * Hidden, clear: true);
            Span<float> hidden = hiddenBuffer.Span, cell = cellBuffer.Span;
            active = batch;
            for (int t = 0, done = 0; t < longest; t++, done += active)
            {
                while (sequences[order[active - 1]].Count <= t)
                    active--;
                Span<float> step = projected.Span.Slice(done * gates, active * gates);
                recurrent.MultiplyAdd(rounded.Round(hidden, active), step);
                for (int b = 0; b < active; b++)
                    Gate(step.Slice(b * gates, gates), cell.Slice(b * Hidden, Hidden), hidden.Slice(b * Hidden, Hidden), into.Slice(stepped[done + b] * stride + column, Hidden));
            }
            Rented.Return(stepped);
        }

        /// <param name="into">Receives the hidden state once more.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Gate(ReadOnlySpan<float> gates, Span<float> cell, Span<float> hidden, Span<float> into)
        {
            ref float g = ref MemoryMarshal.GetReference(gates);
            ref float c = ref MemoryMarshal.GetReference(cell);
            ref float h = ref MemoryMarshal.GetReference(hidden);
            ref float o = ref MemoryMarshal.GetReference(into);
            for (nuint i = 0; i < (nuint)Hidden; i += 16)
            {
                Vector512<float> forget = Activation.Sigmoid(Vector512.LoadUnsafe(ref g, i + (nuint)Hidden));
                Vector512<float> state = Vector512.FusedMultiplyAdd(
                    forget,
                    Vector512.LoadUnsafe(ref c, i),
                    Activation.Gated(Vector512.LoadUnsafe(ref g, i), Vector512.LoadUnsafe(ref g, i + (nuint)(2 * Hidden))));
                state.StoreUnsafe(ref c, i);
                Vector512<float> given = Activation.Gated(Vector512.LoadUnsafe(ref g, i + (nuint)(3 * Hidden)), state);
                given.StoreUnsafe(ref h, i);
                given.StoreUnsafe(ref o, i);
            }
        }
    }
}
