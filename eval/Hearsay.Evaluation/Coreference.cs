namespace Hearsay.Evaluation;

/// <summary>
/// Coreference as the CoNLL-2012 task scores it (Pradhan et al. 2014): the mean of MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAF-e (Luo 2005) over all documents. Mentions are
/// (start, end) pairs of tokens; chains of one mention do not count.
/// </summary>
internal sealed class Coreference
{
    private double mucRight, mucGold, mucFound, mucRightFound, cubedRecall, cubedGold, cubedPrecision, cubedFound, alike, goldChains, foundChains;

    public void Add(IReadOnlyList<HashSet<(int, int)>> gold, IReadOnlyList<HashSet<(int, int)>> found)
    {
        (double right, double all) = Links(gold, found);
        (mucRight, mucGold) = (mucRight + right, mucGold + all);
        (right, all) = Links(found, gold);
        (mucRightFound, mucFound) = (mucRightFound + right, mucFound + all);
        (right, all) = Cubed(gold, found);
        (cubedRecall, cubedGold) = (cubedRecall + right, cubedGold + all);
        (right, all) = Cubed(found, gold);
        (cubedPrecision, cubedFound) = (cubedPrecision + right, cubedFound + all);
        alike += Assigned(gold, found);
        goldChains += gold.Count;
        foundChains += found.Count;
    }

    /// <summary>The mean of the three F1, 0 to 100.</summary>
    public double Average => 100 * (F(mucRight / mucGold, mucRightFound / mucFound) + F(cubedRecall / cubedGold, cubedPrecision / cubedFound) + F(alike / goldChains, alike / foundChains)) / 3;

    private static double F(double a, double b) => a + b > 0 ? 2 * a * b / (a + b) : 0;

    private static (double, double) Links(IReadOnlyList<HashSet<(int, int)>> of, IReadOnlyList<HashSet<(int, int)>> by)
    {
        Dictionary<(int, int), int> chain = Numbers(by);
        double right = 0, all = 0;
        foreach (HashSet<(int, int)> mentions in of)
        {
            int parts = mentions.Where(chain.ContainsKey).Select(m => chain[m]).Distinct().Count() + mentions.Count(m => !chain.ContainsKey(m));
            right += mentions.Count - parts;
            all += mentions.Count - 1;
        }
        return (right, all);
    }

    private static (double, double) Cubed(IReadOnlyList<HashSet<(int, int)>> of, IReadOnlyList<HashSet<(int, int)>> by)
    {
        Dictionary<(int, int), int> chain = Numbers(by);
        double right = 0, all = 0;
        foreach (HashSet<(int, int)> mentions in of)
        {
            foreach ((int, int) mention in mentions)
            {
                all++;
                if (chain.TryGetValue(mention, out int other))
                    right += mentions.Count(by[other].Contains) / (double)mentions.Count;
            }
        }
        return (right, all);
    }

    private static Dictionary<(int, int), int> Numbers(IReadOnlyList<HashSet<(int, int)>> chains)
    {
        var numbers = new Dictionary<(int, int), int>();
        for (int i = 0; i < chains.Count; i++)
        {
            foreach ((int, int) mention in chains[i])
                numbers.TryAdd(mention, i);
        }
        return numbers;
    }

    /// <summary>The greatest sum of likeness that pairs each chain with at most one other (Kuhn 1955, by shortest augmenting paths).</summary>
    private static double Assigned(IReadOnlyList<HashSet<(int, int)>> gold, IReadOnlyList<HashSet<(int, int)>> found)
    {
        int n = Math.Max(gold.Count, found.Count);
        double Cost(int i, int j) => i < gold.Count && j < found.Count ? -2.0 * gold[i].Count(found[j].Contains) / (gold[i].Count + found[j].Count) : 0;
        double[] u = new double[n + 1], v = new double[n + 1];
        int[] match = new int[n + 1], way = new int[n + 1];
        for (int i = 1; i <= n; i++)
        {
            match[0] = i;
            int column = 0;
            double[] least = new double[n + 1];
            Array.Fill(least, double.PositiveInfinity);
            bool[] used = new bool[n + 1];
            do
            {
                used[column] = true;
                int row = match[column], next = 0;
                double delta = double.PositiveInfinity;
                for (int j = 1; j <= n; j++)
                {
                    if (used[j])
                        continue;
                    double cost = Cost(row - 1, j - 1) - u[row] - v[j];
                    if (cost < least[j])
                        (least[j], way[j]) = (cost, column);
                    if (least[j] < delta)
                        (delta, next) = (least[j], j);
                }
                for (int j = 0; j <= n; j++)
                {
                    if (used[j])
                        (u[match[j]], v[j]) = (u[match[j]] + delta, v[j] - delta);
                    else
                        least[j] -= delta;
                }
                column = next;
            }
            while (match[column] != 0);
            do
            {
                int before = way[column];
                match[column] = match[before];
                column = before;
            }
            while (column != 0);
        }
        double sum = 0;
        for (int j = 1; j <= n; j++)
            sum -= match[j] > 0 ? Cost(match[j] - 1, j - 1) : 0;
        return sum;
    }
}
