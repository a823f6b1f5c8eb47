using System.Numerics;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>
/// What the sentence model sees of the place after a token: the words, endings and shapes around it, what the rules of <see cref="SentenceSplitter"/> say there and where
/// they cut next, how the sentence began and how long it is, open brackets, capitals on both sides, the paragraph's length; hashed. The same code prepares training and reading.
/// </summary>
public sealed class BoundaryFeatures
{
    /// <summary>Features a place.</summary>
    public const int Count = 62;

    /// <summary>Feature numbers are below this; a power of two.</summary>
    public const int Buckets = 1 << 18;

    // Tokens to the left and right of a paragraph that read as nothing.
    private const int Pad = 5;

    private readonly uint[] words, shapes, endings, beginnings;
    private readonly int[] left, capitals, lower, depth;
    private readonly bool[] rules, spaces;
    private readonly int count;
    private readonly uint length;

    /// <param name="rules">For each token of the text, whether the rules end a sentence after it.</param>
    public BoundaryFeatures(SourceText text, Token[] tokens, TokenRange paragraph, ReadOnlySpan<bool> rules)
    {
        count = paragraph.Count;
        length = (uint)BitOperations.Log2((uint)count);
        words = new uint[count + 2 * Pad];
        shapes = new uint[count + 2 * Pad];
        endings = new uint[count + 2 * Pad];
        beginnings = new uint[count + 2 * Pad];
        left = new int[count];
        depth = new int[count];
        capitals = new int[count + 1];
        lower = new int[count + 1];
        spaces = new bool[count + 1];
        this.rules = rules.Slice(paragraph.Start, count).ToArray();
        int open = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> form = text.Slice(tokens[paragraph.Start + i].Span);
            words[i + Pad] = HashFolded(form);
            shapes[i + Pad] = HashShape(form);
            endings[i + Pad] = HashFolded(form[^Math.Min(3, form.Length)..]);
            beginnings[i + Pad] = HashFolded(form[..Math.Min(3, form.Length)]);
            spaces[i] = i > 0 && tokens[paragraph.Start + i].Start > tokens[paragraph.Start + i - 1].End;
            capitals[i + 1] = capitals[i] + (char.IsUpper(form[0]) ? 1 : 0);
            lower[i + 1] = lower[i] + (char.IsLower(form[0]) ? 1 : 0);
            open = form[0] is '(' or '[' or '{' ? open + 1 : form[0] is ')' or ']' or '}' ? Math.Max(0, open - 1) : open;
            depth[i] = Math.Min(open, 2);
        }
        int run = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            run = this.rules[i] ? 0 : run + 1;
            left[i] = run;
        }
    }

    /// <summary>Writes the <see cref="Count"/> features of the place after a token.</summary>
    /// <param name="token">Counted from the paragraph's start; not its last.</param>
    /// <param name="start">Where the sentence begins that holds it, counted likewise.</param>
    public void Of(int token, int start, Span<int> into)
    {
        int i = token + Pad, n = 0;
        uint rule = rules[token] ? 1u : 0, space = spaces[token + 1] ? 1u : 0, w = words[i], next = words[i + 1], s = shapes[i], after = shapes[i + 1];
        uint from = Distance(token - start), to = Distance(left[token]);
        uint first = words[start + Pad], firstShape = shapes[start + Pad], secondShape = shapes[start + Pad + 1];
        for (int k = -3; k <= 4; k++)
        {
            into[n] = Number(n++, words[i + k]);
            into[n] = Number(n++, shapes[i + k]);
        }
        for (int k = -1; k <= 2; k++)
        {
            into[n] = Number(n++, endings[i + k]);
            into[n] = Number(n++, beginnings[i + k]);
        }
        into[n] = Number(n++, 0);
        into[n] = Number(n++, w, next);
        into[n] = Number(n++, next, words[i + 2]);
        into[n] = Number(n++, words[i - 1], w);
        into[n] = Number(n++, w, next, words[i + 2]);
        into[n] = Number(n++, s, after, space);
        into[n] = Number(n++, shapes[i - 1], s, after);
        into[n] = Number(n++, s, after, shapes[i + 2]);
        into[n] = Number(n++, Mix(shapes[i - 2], shapes[i - 1]), Mix(s, after), shapes[i + 2]);
        into[n] = Number(n++, Mix(shapes[i - 3], shapes[i - 2]), shapes[i - 1], s);
        into[n] = Number(n++, Mix(after, shapes[i + 2]), shapes[i + 3], shapes[i + 4]);
        into[n] = Number(n++, w, after);
        into[n] = Number(n++, s, next);
        into[n] = Number(n++, s, after, words[i + 2]);
        into[n] = Number(n++, words[i - 1], s, after);
        into[n] = Number(n++, shapes[i - 1], s, next);
        into[n] = Number(n++, w, after, shapes[i + 2]);
        into[n] = Number(n++, rule, space, s);
        into[n] = Number(n++, rule, s, after);
        into[n] = Number(n++, rule, w);
        into[n] = Number(n++, rule, next);
        into[n] = Number(n++, rule, from);
        into[n] = Number(n++, rule, to);
        into[n] = Number(n++, from, to, after);
        into[n] = Number(n++, from, s, after);
        into[n] = Number(n++, to, s, after);
        into[n] = Number(n++, to, next);
        into[n] = Number(n++, (uint)depth[token], s, after);
        into[n] = Number(n++, first, s, after);
        into[n] = Number(n++, Mix(firstShape, secondShape), s, after);
        into[n] = Number(n++, length);
        into[n] = Number(n++, length, s, after);
        into[n] = Number(n++, length, rule);
        into[n] = Number(n++, length, w);
        uint before = Mix(Within(capitals, token - 5, token + 1), Within(lower, token - 5, token + 1));
        uint behind = Mix(Within(capitals, token + 1, token + 7), Within(lower, token + 1, token + 7));
        into[n] = Number(n++, before, s, after);
        into[n] = Number(n++, behind, s, after);
    }

    private static uint Within(int[] sums, int start, int end) => (uint)(sums[Math.Min(end, sums.Length - 1)] - sums[Math.Max(start, 0)]);

    private static uint Distance(int tokens) => (uint)(tokens < 6 ? tokens : 6 + Math.Min(4, (tokens - 6) / 6));

    private static uint HashFolded(ReadOnlySpan<char> form)
    {
        uint hash = 2166136261;
        foreach (char c in form)
            hash = (hash ^ WordTable.FoldChar(c)) * 16777619;
        return hash;
    }

    /// <summary>Upper, lower and digit classes with runs cut to two, and marks as they are: "Bergs" is "Xxx".</summary>
    private static uint HashShape(ReadOnlySpan<char> form)
    {
        uint hash = 2166136261;
        char last = '\0';
        int run = 0, kept = 0;
        foreach (char c in form)
        {
            char kind = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'a' : c;
            run = kind == last ? run + 1 : 1;
            last = kind;
            if (run > 2)
                continue;
            hash = (hash ^ kind) * 16777619;
            if (++kept == 8)
                break;
        }
        return hash;
    }

    private static uint Mix(uint a, uint b) => (BitOperations.RotateLeft(a, 13) ^ b) * 0x9E3779B1;

    private static int Number(int template, uint a, uint b = 0, uint c = 0)
    {
        uint hash = ((uint)template + 1) * 0x85EBCA77 ^ a;
        hash = (hash ^ hash >> 15) * 0xC2B2AE3D ^ b;
        hash = (hash ^ hash >> 13) * 0x27D4EB2F ^ c;
        hash = (hash ^ hash >> 16) * 0x9E3779B1;
        return (int)(hash >> 14) & Buckets - 1;
    }
}
