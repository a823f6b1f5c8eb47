using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language;

namespace Hearsay.Claims.Events.Roles;

/// <summary>
/// How strongly a noun phrase speaks for each <see cref="ViolentRole"/>: a linear part over hashed features of the phrase and of the story, and one hidden layer over the trunk's states of the
/// phrase's head and of what it hangs from. The same code scores in training and in reading.
/// </summary>
public sealed class RoleModel
{
    public const int Roles = 5;

    /// <summary>The story's words speak together as strongly as so many features.</summary>
    public const float StoryWeight = 10;

    private readonly Lazy<Matrix> matrix;

    public RoleModel(ModelFile model)
        : this(model.Floats("roles.weights"), model.Floats("roles.hidden"), model.Floats("roles.output"), model.Floats("roles.thresholds"))
    {
    }

    /// <param name="weights">For each feature one number a role.</param>
    /// <param name="hidden">For each hidden unit one number an input.</param>
    /// <param name="output">For each role one number a hidden unit and a bias.</param>
    /// <param name="thresholds">The least score that gives each role.</param>
    public RoleModel(float[] weights, float[] hidden, float[] output, float[] thresholds)
    {
        Hidden = output.Length / Roles - 1;
        if (weights.Length != RoleFeatures.Buckets * Roles || Hidden < 1 || hidden.Length % Hidden != 0 || Hidden % 16 != 0 || hidden.Length / Hidden % 16 != 0 || output.Length != Roles * (Hidden + 1))
            throw new InvalidDataException($"the model of roles has {weights.Length}, {hidden.Length} and {output.Length} numbers, which do not fit");
        (Weights, HiddenWeights, Output, Thresholds) = (weights, hidden, output, thresholds);
        matrix = new Lazy<Matrix>(() => new Matrix(HiddenWeights, Hidden, Inputs, default));
    }

    /// <summary>How many hidden units there are: those of several networks, trained apart, stand beside each other.</summary>
    public int Hidden { get; }

    public float[] Weights { get; }

    public float[] HiddenWeights { get; }

    public float[] Output { get; }

    public float[] Thresholds { get; }

    public int Inputs => HiddenWeights.Length / Hidden;

    /// <summary>Numbers from one phrase's hidden layer to the next.</summary>
    public int Stride => matrix.Value.Stride;

    /// <summary>The states of a phrase's head and of what it hangs from, one after the other; zeros where it hangs from nothing.</summary>
    public static float[] StatesOf(Reading reading, RoleCandidate candidate)
    {
        float[] input = new float[2 * reading.States.Size];
        StatesOf(reading, candidate, input);
        return input;
    }

    /// <param name="into">Receives them: two rows of the trunk's.</param>
    public static void StatesOf(Reading reading, RoleCandidate candidate, Span<float> into)
    {
        int size = reading.States.Size, governor = reading.Parse.Head(candidate.Head);
        reading.States.Row(candidate.Head).CopyTo(into);
        if (governor >= 0)
            reading.States.Row(governor).CopyTo(into[size..]);
        else
            into[size..].Clear();
    }

    /// <summary>What the words of the story add to the score of every phrase in it.</summary>
    public void AddStory(ReadOnlySpan<int> story, Span<float> scores)
    {
        foreach (int feature in story)
        {
            for (int r = 0; r < Roles; r++)
                scores[r] += Weights[feature * Roles + r] * StoryWeight / story.Length;
        }
    }

    public void AddFeatures(ReadOnlySpan<int> features, Span<float> scores)
    {
        foreach (int feature in features)
        {
            for (int r = 0; r < Roles; r++)
                scores[r] += Weights[feature * Roles + r];
        }
    }

    /// <summary>The hidden layer of one phrase whose weights are still being learnt, and what it adds.</summary>
    /// <param name="units">Receives the hidden layer.</param>
    public void AddStates(ReadOnlySpan<float> states, Span<float> units, Span<float> scores)
    {
        for (int u = 0; u < Hidden; u++)
            units[u] = Dot(states, HiddenWeights.AsSpan(u * Inputs, Inputs));
        AddUnits(units, scores);
    }

    /// <summary>The hidden layers of many phrases at once, before what is below zero is cut.</summary>
    /// <param name="states">A row of <see cref="Inputs"/> a phrase.</param>
    /// <param name="into">Receives a row of <see cref="Stride"/> a phrase.</param>
    public void Multiply(ReadOnlySpan<float> states, int phrases, Span<float> into) => matrix.Value.Multiply(states, Inputs, phrases, into);

    /// <summary>What the hidden layer of a phrase adds.</summary>
    public void AddUnits(Span<float> units, Span<float> scores)
    {
        for (int u = 0; u < Hidden; u++)
            units[u] = MathF.Max(0, units[u]);
        for (int r = 0; r < Roles; r++)
            scores[r] += Dot(units[..Hidden], Output.AsSpan(r * (Hidden + 1), Hidden)) + Output[r * (Hidden + 1) + Hidden];
    }

    /// <summary>Of whole vectors of 16; four sums at once keep the processor's multipliers busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector512<float> first = Vector512<float>.Zero, second = first, third = first, fourth = first;
        nuint i = 0, length = (nuint)a.Length;
        for (; i + 64 <= length; i += 64)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i + 16), Vector512.LoadUnsafe(ref y, i + 16), second);
            third = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i + 32), Vector512.LoadUnsafe(ref y, i + 32), third);
            fourth = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i + 48), Vector512.LoadUnsafe(ref y, i + 48), fourth);
        }
        for (; i + 16 <= length; i += 16)
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i), first);
        return Vector512.Sum(first + second + (third + fourth));
    }
}
