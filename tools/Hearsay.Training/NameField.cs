using Hearsay.Language.Patterns;

namespace Hearsay.Training;

/// <summary>The conditional random field over name labels: its gradient by forward and backward sums, and the weights of its moves.</summary>
internal sealed class NameField
{
    private const int Labels = PatternVoice.NameLabels, Width = PatternVoice.Width;
    private const int Insides = 0b1010101010100;
    private const float Rate = 0.02f, Never = -1e4f;
    private readonly float[] moves = new float[Labels * Labels];
    private readonly float[] squares = new float[Labels * Labels];
    private readonly float[] mean = new float[Labels * Labels];
    private int rounds;

    /// <summary>The mean of the moves after each of the rounds that count.</summary>
    public float[] Moves => [.. mean.Select(m => m / rounds)];

    public void RoundEnds(bool counts)
    {
        rounds += counts ? 1 : 0;
        for (int i = 0; counts && i < mean.Length; i++)
            mean[i] += moves[i];
    }

    /// <summary>A label goes on only after its own kind.</summary>
    private static bool Allowed(int from, int to) => to == 0 || to % 2 == 1 || from == to || from == to - 1;

    /// <summary>The gradient of the loss by the scores, row by row; the moves are moved. Gives the loss.</summary>
    public double Gradient(float[] scores, int[] masks, float[] gradient)
    {
        float[] steps = new float[Labels * Labels];
        // A name that goes on over the end of its sentence leaves no path.
        for (int t = 0; t < masks.Length; t++)
        {
            int before = t == 0 ? 0 : masks[t - 1];
            if ((masks[t] & ~Insides) == 0 && (masks[t] & (before | before << 1)) == 0)
                return 0;
        }
        double all = Sums(scores, null, gradient, steps, 1), allowed = Sums(scores, masks, gradient, steps, -1);
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] == 0)
                continue;
            squares[i] += steps[i] * steps[i];
            moves[i] -= Rate * steps[i] / (MathF.Sqrt(squares[i]) + 1e-2f);
        }
        return all - allowed;
    }

    private double Sums(float[] scores, int[]? masks, float[] gradient, float[] steps, int sign)
    {
        int n = scores.Length / Width;
        // Probabilities scaled row by row; the logarithm of the scales is the sum of all paths.
        double[] forward = new double[n * Labels], backward = new double[n * Labels];
        double[] move = new double[Labels * Labels];
        for (int a = 0; a < Labels; a++)
        {
            for (int b = 0; b < Labels; b++)
                move[a * Labels + b] = Allowed(a, b) ? Math.Exp(moves[a * Labels + b]) : 0;
        }
        double[] emit = new double[n * Labels], scale = new double[n];
        double total = 0;
        for (int t = 0; t < n; t++)
        {
            float top = Never;
            for (int l = 0; l < Labels; l++)
                top = Math.Max(top, scores[t * Width + l]);
            total += top;
            double sum = 0;
            for (int l = 0; l < Labels; l++)
            {
                emit[t * Labels + l] = masks is not null && (masks[t] >> l & 1) == 0 || t == 0 && l > 0 && l % 2 == 0 ? 0 : Math.Exp(scores[t * Width + l] - top);
                double before = t == 0 ? 1 : 0;
                for (int a = 0; a < Labels && t > 0; a++)
                    before += forward[(t - 1) * Labels + a] * move[a * Labels + l];
                sum += forward[t * Labels + l] = before * emit[t * Labels + l];
            }
            scale[t] = sum;
            total += Math.Log(sum);
            for (int l = 0; l < Labels; l++)
                forward[t * Labels + l] /= sum;
        }
        for (int l = 0; l < Labels; l++)
            backward[(n - 1) * Labels + l] = 1;
        for (int t = n - 1; t >= 0; t--)
        {
            for (int l = 0; l < Labels; l++)
                gradient[t * Width + l] += sign * (float)(forward[t * Labels + l] * backward[t * Labels + l]);
            for (int a = 0; a < Labels && t > 0; a++)
            {
                double sum = 0;
                for (int b = 0; b < Labels; b++)
                {
                    double edge = move[a * Labels + b] * emit[t * Labels + b] * backward[t * Labels + b] / scale[t];
                    sum += edge;
                    steps[a * Labels + b] += sign * (float)(forward[(t - 1) * Labels + a] * edge);
                }
                backward[(t - 1) * Labels + a] = sum;
            }
        }
        return total;
    }
}
