using System.Globalization;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// How sure a claim is, from how sure its parts are: a logistic regression (Platt 1999) fitted on stories that no network was trained on (tools/Hearsay.Training/calibrate.py).
/// </summary>
public sealed class Calibration
{
    private readonly double[] weights;

    /// <param name="weights">Intercept, then the weights of the log odds of cue, source and content, of a missing source, of broken contents, of a cue that the cue list knows, and of a content that is a quotation.</param>
    public Calibration(IReadOnlyList<string> weights) => this.weights = [.. weights.Select(w => double.Parse(w, CultureInfo.InvariantCulture))];

    public double Of(Attribution a, bool knownCue, bool quotation)
    {
        double sum = weights[0] + weights[1] * LogOdds(a.CueSure) + weights[2] * (a.Sources.Count > 0 ? LogOdds(a.SourceSure) : 0) + weights[3] * LogOdds(a.ContentSure)
            + (a.Sources.Count == 0 ? weights[4] : 0) + (a.Contents.Count > 1 ? weights[5] : 0) + (knownCue ? weights[6] : 0) + (quotation ? weights[7] : 0);
        double p = 1 / (1 + Math.Exp(-sum));
        return Math.Round(Math.Clamp(p, 0.01, 0.99), 3);
    }

    private static double LogOdds(double p)
    {
        double q = Math.Clamp(p, 1e-3, 1 - 1e-3);
        return Math.Log(q / (1 - q));
    }
}
