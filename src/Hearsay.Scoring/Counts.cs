using System.Text.Json.Nodes;

namespace Hearsay.Scoring;

/// <summary>How many of what was sought were found, and how many of what was found were sought.</summary>
internal sealed class Counts
{
    private int right;
    private int read;
    private int gold;

    public void Add(int right, int read, int gold) => (this.right, this.read, this.gold) = (this.right + right, this.read + read, this.gold + gold);

    public JsonObject ToJson()
    {
        double p = read > 0 ? (double)right / read : 0, r = gold > 0 ? (double)right / gold : 0;
        return new JsonObject { ["P"] = Percent.Of(p), ["R"] = Percent.Of(r), ["F1"] = Percent.Of(p + r > 0 ? 2 * p * r / (p + r) : 0), ["gold"] = gold, ["pred"] = read };
    }
}

/// <summary>How many of those that could be right were.</summary>
internal sealed class Share
{
    private int right;
    private int all;

    public void Add(bool ok) => (right, all) = (right + (ok ? 1 : 0), all + 1);

    /// <summary>0 to 1; null of nothing.</summary>
    public double? Value => all > 0 ? (double)right / all : null;
}

internal static class Percent
{
    public static double? Of(double? part) => part is { } p ? Math.Round(100 * p, 1) : null;
}
