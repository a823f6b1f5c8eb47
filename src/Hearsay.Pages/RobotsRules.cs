namespace Hearsay.Pages;

/// <summary>What a site's robots.txt allows (RFC 9309): the group that names the program, else that for all; the longest rule that fits decides, and allows where two are of one length.</summary>
public sealed class RobotsRules
{
    private const int MostRules = 5000;
    private readonly List<(string Pattern, bool Allow)> rules;

    private RobotsRules(List<(string, bool)> rules) => this.rules = rules;

    public static RobotsRules Open { get; } = new([]);

    public static RobotsRules Closed { get; } = new([("/", false)]);

    public static RobotsRules Parse(string text, string agent)
    {
        var own = new List<(string, bool)>();
        var all = new List<(string, bool)>();
        bool forUs = false, forAll = false, inRules = true, named = false;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Split('#')[0].Trim();
            int colon = line.IndexOf(':');
            if (colon < 1)
                continue;
            string key = line[..colon].Trim().ToLowerInvariant(), value = line[(colon + 1)..].Trim();
            if (key == "user-agent")
            {
                if (inRules)
                    (forUs, forAll, inRules) = (false, false, false);
                forAll |= value == "*";
                if (value.Equals(agent, StringComparison.OrdinalIgnoreCase))
                    (forUs, named) = (true, true);
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length == 0 || own.Count + all.Count > MostRules)
                    continue;
                if (forUs)
                    own.Add((value, key == "allow"));
                if (forAll)
                    all.Add((value, key == "allow"));
            }
        }
        return new RobotsRules(named ? own : all);
    }

    /// <param name="path">Path and query of the address.</param>
    public bool Allows(string path)
    {
        int longest = -1;
        bool allowed = true;
        foreach ((string pattern, bool allow) in rules)
        {
            if (pattern.Length < longest || pattern.Length == longest && !allow || !Fits(pattern, path))
                continue;
            (longest, allowed) = (pattern.Length, allow);
        }
        return allowed;
    }

    /// <summary>A pattern from the path's start: * is any run of characters, $ its end. Linear in the path for each star.</summary>
    private static bool Fits(string pattern, string path)
    {
        bool ends = pattern.EndsWith('$');
        string[] parts = (ends ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        int at = parts[0].Length;
        for (int i = 1; i < parts.Length; i++)
        {
            bool last = i == parts.Length - 1;
            int found = last && ends ? path.Length - parts[i].Length : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < at || last && ends && !path.EndsWith(parts[i], StringComparison.Ordinal))
                return false;
            at = found + parts[i].Length;
        }
        return !ends || at == path.Length;
    }
}
