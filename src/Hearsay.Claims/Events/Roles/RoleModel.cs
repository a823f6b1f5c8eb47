using System.Numerics;
using Hearsay.Language;
using Hearsay.Language.Models;

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
        if (weights.Length != RoleFeatures.Buckets * Roles || Hidden < 1 || hidden.Length % Hidden != 0 || output.Length != Roles * (Hidden + 1))
            throw new InvalidDataException($"the model of roles has {weights.Length}, {hidden.Length} and {output.Length} numbers, which do not fit");
        (Weights, HiddenWeights, Output, Thresholds) = (weights, hidden, output, thresholds);
    }

    /// <summary>How many hidden units there are: those of several networks, trained apart, stand beside each other.</summary>
    public int Hidden { get; }

    public float[] Weights { get; }

    public float[] HiddenWeights { get; }

    public float[] Output { get; }

    public float[] Thresholds { get; }

    public int Inputs => HiddenWeights.Length / Hidden;

    /// <summary>The states of a phrase's head and of what it hangs from, one after the other; zeros where it hangs from nothing.</summary>
    public static float[] StatesOf(Reading reading, RoleCandidate candidate)
    {
        int size = reading.States.Size, governor = reading.Parse.Head(candidate.Head);
        float[] input = new float[2 * size];
        reading.States.Row(candidate.Head).CopyTo(input);
        if (governor >= 0)
            reading.States.Row(governor).CopyTo(input.AsSpan(size));
        return input;
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

    /// <param name="units">Receives the hidden layer.</param>
    public void AddStates(ReadOnlySpan<float> states, Span<float> units, Span<float> scores)
    {
        for (int u = 0; u < Hidden; u++)
            units[u] = MathF.Max(0, Dot(states, HiddenWeights.AsSpan(u * Inputs, Inputs)));
        for (int r = 0; r < Roles; r++)
            scores[r] += Dot(units, Output.AsSpan(r * (Hidden + 1), Hidden)) + Output[r * (Hidden + 1) + Hidden];
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        return Vector.Sum(sum);
    }
}
