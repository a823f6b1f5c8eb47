using System.Collections;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Parsing;

/// <summary>
/// The dependency trees of a text's sentences (basic Universal Dependencies). Heads are token numbers in the text; the root of a
/// sentence has head -1.
/// </summary>
public sealed class DependencyParse
{
    private readonly int[] heads;
    private readonly byte[] relations;
    private readonly string[] names;
    private readonly int[] firstChild;
    private readonly int[] nextSibling;

    /// <param name="heads">A head a token, -1 for roots.</param>
    /// <param name="relations">A number a token, into <paramref name="names"/>.</param>
    /// <param name="names">The relations' names.</param>
    public DependencyParse(int[] heads, byte[] relations, string[] names)
    {
        this.heads = heads;
        this.relations = relations;
        this.names = names;
        firstChild = new int[heads.Length];
        nextSibling = new int[heads.Length];
        Array.Fill(firstChild, -1);
        Array.Fill(nextSibling, -1);
        for (int i = heads.Length - 1; i >= 0; i--)
        {
            if (heads[i] < 0)
                continue;
            nextSibling[i] = firstChild[heads[i]];
            firstChild[heads[i]] = i;
        }
    }

    public int Head(int token) => heads[token];

    /// <summary>The relation to the head, with its subtype ("nsubj:pass").</summary>
    public string Relation(int token) => names[relations[token]];

    /// <summary>The relation's number among the model's <see cref="RelationCount"/>.</summary>
    public int RelationNumber(int token) => relations[token];

    public int RelationCount => names.Length;

    public bool Is(int token, string relation) => Relation(token) == relation;

    /// <summary>The first dependent with one of the relations (subtypes apart), or -1.</summary>
    public int Child(int token, params ReadOnlySpan<string> wanted)
    {
        for (int c = firstChild[token]; c >= 0; c = nextSibling[c])
        {
            foreach (string relation in wanted)
            {
                if (Relation(c) == relation)
                    return c;
            }
        }
        return -1;
    }

    /// <summary>The dependents in the order of the text.</summary>
    public ChildList Children(int token) => new(firstChild[token], nextSibling);

    /// <summary>First and last token of the subtree, end exclusive.</summary>
    public TokenRange Subtree(int token)
    {
        int start = token, end = token + 1, at = token;
        while (true)
        {
            start = Math.Min(start, at);
            end = Math.Max(end, at + 1);
            if (firstChild[at] >= 0)
            {
                at = firstChild[at];
                continue;
            }
            while (at != token && nextSibling[at] < 0)
                at = heads[at];
            if (at == token)
                return new TokenRange(start, end);
            at = nextSibling[at];
        }
    }

    /// <summary>The token of the range whose head lies outside it; the first such.</summary>
    public int HeadOf(TokenRange range)
    {
        for (int t = range.Start; t < range.End; t++)
        {
            if (!range.Contains(heads[t]))
            {
                if (Relation(t) is "punct" or "case" or "mark" or "det" or "cc" && range.Count > 1)
                    continue;
                return t;
            }
        }
        return range.Start;
    }
}

/// <summary>Dependents of one token, gone through without a new object for each call; none by default.</summary>
public readonly struct ChildList(int first, int[]? next) : IEnumerable<int>
{
    public Enumerator GetEnumerator() => new(first, next);

    public bool Any(Func<int, bool> wanted) => FirstOrDefault(wanted, -1) >= 0;

    public bool All(Func<int, bool> wanted)
    {
        foreach (int child in this)
        {
            if (!wanted(child))
                return false;
        }
        return true;
    }

    /// <summary>The first that is wanted, or what stands for none.</summary>
    public int FirstOrDefault(Func<int, bool> wanted, int none)
    {
        foreach (int child in this)
        {
            if (wanted(child))
                return child;
        }
        return none;
    }

    IEnumerator<int> IEnumerable<int>.GetEnumerator()
    {
        foreach (int child in this)
            yield return child;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();

    public struct Enumerator(int first, int[]? next)
    {
        private int after = next is null ? -1 : first;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            Current = after;
            if (after < 0)
                return false;
            after = next![after];
            return true;
        }
    }
}
