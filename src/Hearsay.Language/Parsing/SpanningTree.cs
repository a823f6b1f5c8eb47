using Hearsay.Language.Models;

namespace Hearsay.Language.Parsing;

/// <summary>The best tree with one root over arc scores: greedy heads where they are a tree already, else Chu-Liu-Edmonds.</summary>
internal static class SpanningTree
{
    /// <param name="scores">n rows of n + 1 scores: row d, column h is the arc from head h (0 is the root, words count from 1) to word d + 1.</param>
    /// <returns>The head of each word, 0 for the root.</returns>
    public static int[] Best(ReadOnlySpan<float> scores, int n)
    {
        int[] heads = new int[n];
        for (int d = 0; d < n; d++)
            heads[d] = Activation.ArgMax(scores.Slice(d * (n + 1), n + 1));
        if (IsTree(heads))
            return heads;

        // The root's one word: the one that loses least by hanging from it.
        int top = 0;
        float best = float.NegativeInfinity;
        for (int d = 0; d < n; d++)
        {
            ReadOnlySpan<float> row = scores.Slice(d * (n + 1), n + 1);
            float other = float.NegativeInfinity;
            for (int h = 1; h <= n; h++)
                other = MathF.Max(other, row[h]);
            float gain = n == 1 ? 0 : row[0] - other;
            if (gain > best)
            {
                best = gain;
                top = d;
            }
        }
        using var arcs = new FloatBuffer((n + 1) * (n + 1));
        arcs.Span[..(n + 1)].Clear();
        for (int d = 0; d < n; d++)
        {
            for (int h = 0; h <= n; h++)
                arcs.Span[(d + 1) * (n + 1) + h] = (d == top) == (h == 0) ? scores[d * (n + 1) + h] : float.NegativeInfinity;
        }
        int[] found = Edmonds(arcs.Span, n + 1);
        for (int d = 0; d < n; d++)
            heads[d] = found[d + 1];
        return heads;
    }

    private static bool IsTree(int[] heads)
    {
        int n = heads.Length, roots = 0;
        // 0 not seen, k seen on the walk from word k
        int[] seen = new int[n + 1];
        for (int d = 1; d <= n; d++)
        {
            if (heads[d - 1] == 0)
                roots++;
            int at = d;
            while (at != 0 && seen[at] == 0)
            {
                seen[at] = d;
                at = heads[at - 1];
            }
            if (at != 0 && seen[at] == d)
                return false;
        }
        return roots == 1;
    }

    /// <summary>Chu-Liu-Edmonds by contraction of cycles.</summary>
    /// <param name="scores">n rows of n scores: row d, column h is the arc from head h to node d. Node 0 is the root.</param>
    private static int[] Edmonds(ReadOnlySpan<float> scores, int n)
    {
        int[] heads = new int[n];
        for (int d = 1; d < n; d++)
        {
            ReadOnlySpan<float> row = scores.Slice(d * n, n);
            int best = 0;
            for (int h = 0; h < n; h++)
            {
                if (h != d && row[h] > row[best])
                    best = h;
            }
            heads[d] = best;
        }
        int[]? cycle = FindCycle(heads);
        if (cycle is null)
            return heads;

        // Contract the cycle into one node, the last of the smaller graph.
        bool[] inside = new bool[n];
        foreach (int node in cycle)
            inside[node] = true;
        int[] outer = new int[n - cycle.Length];
        int count = 0;
        for (int i = 0; i < n; i++)
        {
            if (!inside[i])
                outer[count++] = i;
        }
        int size = count + 1;
        using var smaller = new FloatBuffer(size * size);
        Span<float> arcs = smaller.Span;
        int[] enters = new int[count], leaves = new int[count];
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
                arcs[b * size + a] = scores[outer[b] * n + outer[a]];
            arcs[count * size + a] = float.NegativeInfinity;
            arcs[a * size + count] = float.NegativeInfinity;
            enters[a] = cycle[0];
            leaves[a] = cycle[0];
            foreach (int node in cycle)
            {
                float enter = scores[node * n + outer[a]] - scores[node * n + heads[node]];
                if (enter > arcs[count * size + a])
                {
                    arcs[count * size + a] = enter;
                    enters[a] = node;
                }
                if (scores[outer[a] * n + node] > arcs[a * size + count])
                {
                    arcs[a * size + count] = scores[outer[a] * n + node];
                    leaves[a] = node;
                }
            }
        }
        arcs[count * size + count] = 0;
        int[] inner = Edmonds(arcs, size);
        for (int b = 1; b < count; b++)
            heads[outer[b]] = inner[b] == count ? leaves[b] : outer[inner[b]];
        int from = inner[count];
        heads[enters[from]] = outer[from];
        return heads;
    }

    private static int[]? FindCycle(int[] heads)
    {
        int n = heads.Length;
        int[] seen = new int[n];
        for (int d = 1; d < n; d++)
        {
            int at = d;
            while (at != 0 && seen[at] == 0)
            {
                seen[at] = d;
                at = heads[at];
            }
            if (at == 0 || seen[at] != d)
                continue;
            var cycle = new List<int>();
            int first = at;
            do
            {
                cycle.Add(at);
                at = heads[at];
            }
            while (at != first);
            return [.. cycle];
        }
        return null;
    }
}
