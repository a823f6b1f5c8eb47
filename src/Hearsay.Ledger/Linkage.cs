namespace Hearsay.Ledger;

/// <summary>One pair of positions of two stories, and how like they are.</summary>
internal readonly record struct Pair(int One, int Other, double Likeness);

/// <summary>
/// Makes groups of positions, the likest pairs first: two groups become one where the pairs between them, of different stories, are like each other on the average
/// (agglomerative clustering by average linkage, Sokal and Michener 1958).
/// </summary>
/// <param name="stories">The story of each position.</param>
/// <param name="likeness">How like two positions of different stories are.</param>
internal sealed class Linkage(int[] stories, Func<int, int, double> likeness)
{
    /// <summary>The average between groups, as a part of what a pair needs; chosen with it.</summary>
    private const double LeastAverage = 0.9;

    private readonly int[] parents = [.. Enumerable.Range(0, stories.Length)];
    private readonly Dictionary<int, List<int>> members = Enumerable.Range(0, stories.Length).ToDictionary(i => i, i => new List<int> { i });

    /// <summary>The group of a position, named by one of its members.</summary>
    public int Group(int position)
    {
        while (parents[position] != position)
            position = parents[position] = parents[parents[position]];
        return position;
    }

    public IReadOnlyList<int> Members(int group) => members[group];

    /// <summary>Makes two groups one, whatever they are like.</summary>
    public void Unite(int one, int other)
    {
        (one, other) = (Group(one), Group(other));
        if (one == other)
            return;
        parents[other] = one;
        members[one].AddRange(members[other]);
        members.Remove(other);
    }

    /// <param name="joined">Called with each pair that has made two groups one, before it does.</param>
    public void Join(IEnumerable<Pair> pairs, double least, Action<Pair> joined)
    {
        foreach (Pair pair in pairs.Where(p => p.Likeness >= least).OrderByDescending(p => p.Likeness).ThenBy(p => p.One).ThenBy(p => p.Other))
        {
            int one = Group(pair.One), other = Group(pair.Other);
            if (one == other || Average(one, other) < LeastAverage * least)
                continue;
            joined(pair);
            Unite(one, other);
        }
    }

    private double Average(int one, int other)
    {
        double sum = 0;
        int count = 0;
        foreach (int a in members[one])
        {
            foreach (int b in members[other])
            {
                if (stories[a] == stories[b])
                    continue;
                sum += likeness(a, b);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
