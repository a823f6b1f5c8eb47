using System.Text.Json;
using System.Text.RegularExpressions;
using Hearsay.Claims.Events.Roles;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Trains models/roles.model on MUC-4: each phrase of a story, told once or often, has a role or has not; its strongest mention decides, and its mentions learn as near as they come to it (AdaGrad, a fifth of the features dropped each time). The least scores are chosen by
/// cross-validation over the training stories; dev is only scored.
/// </summary>
internal static class RoleTraining
{
    private const int Epochs = 10, Folds = 4, Members = 4, Hidden = 32;
    private const float Rate = 0.05f, HiddenRate = 0.02f, Dropout = 0.3f, FeatureDropout = 0.2f, StartBias = -4;

    /// <summary>A mention that has less than this part in its phrase's score learns nothing.</summary>
    private const float LeastPart = 0.05f;

    private static readonly string[] Names = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"];

    /// <param name="Groups">The mentions of one phrase, by their numbers.</param>
    /// <param name="Wanted">For each group, whether it has each role.</param>
    private sealed record Story(Reading Reading, RoleCandidate[] Candidates, int[] Entities, int[][] Features, float[][] States, int[] Words, string[] Phrases, int[][] Groups, bool[][] Wanted, HashSet<string>[][] Gold);

    private sealed record Learner(RoleModel Model, float[] Squares, float[] HiddenSquares, float[] OutputSquares);

    public static void Run(string data, string models)
    {
        var language = new LanguageReader(ModelFile.Open(Path.Combine(models, "hearsay.model")), ModelFile.Open(Path.Combine(models, "sentences.model")), ModelFile.Open(Path.Combine(models, "case.model")), ModelFile.Open(Path.Combine(models, "patterns.model")), new ChainFinder(ModelFile.Open(Path.Combine(models, "chains.model"))));
        Story[] train = [.. Corpus.Json(Path.Combine(data, "events", "muc4", "train.jsonl.gz")).Select(s => Read(language, s))];
        Story[] dev = [.. Corpus.Json(Path.Combine(data, "events", "muc4", "dev.jsonl")).Select(s => Read(language, s))];
        var judged = new List<(Story Story, List<RoleFiller> Scored)>();
        for (int fold = 0; fold < Folds; fold++)
        {
            RoleModel part = Train([.. train.Where((_, i) => i % Folds != fold)]);
            judged.AddRange(train.Where((_, i) => i % Folds == fold).Select(s => (s, Scored(part, s))));
        }
        float[] thresholds = Thresholds(judged);
        Console.WriteLine($"cross-validated on train: {Score(judged, thresholds)}; least scores {string.Join(' ', thresholds)}");
        RoleModel model = Train(train);
        Console.WriteLine($"dev: {Score([.. dev.Select(s => (s, Scored(model, s)))], thresholds)}");
        ModelWriter.Write(Path.Combine(models, "roles.model"), ("roles.weights", model.Weights), ("roles.hidden", model.HiddenWeights), ("roles.output", model.Output), ("roles.thresholds", thresholds));
    }

    private static Story Read(LanguageReader language, JsonElement story)
    {
        string printed = story.GetProperty("text").GetString()!;
        int body = printed.IndexOf("[TEXT]", StringComparison.Ordinal);
        Reading reading = language.Read(new SourceText(Regex.Replace(body < 0 ? printed : printed[(body + 6)..], @"(?<!\n)\n(?!\n)", " ")));
        List<RoleCandidate> candidates = RoleCandidate.Find(reading, new TokenRange(0, reading.Text.Count));
        var features = new RoleFeatures(reading, candidates);
        string[] phrases = [.. candidates.Select(c => RoleFinder.WordsOf(reading, c))];
        int[][] groups = [.. Enumerable.Range(0, phrases.Length).GroupBy(i => phrases[i]).Select(g => g.ToArray())];
        HashSet<string>[][] gold = [.. Names.Select(r => story.GetProperty("grit_extracts").GetProperty(r).EnumerateArray().Select(e => e.EnumerateArray().Select(m => Fold(m.GetProperty("text").GetString()!)).ToHashSet()).ToArray())];
        bool[][] wanted = [.. groups.Select(g => gold.Select(role => role.Any(e => e.Contains(Fold(phrases[g[0]])))).ToArray())];
        int[][] rows = [.. candidates.Select(c =>
        {
            var row = new List<int>();
            features.Of(c, row);
            return row.ToArray();
        })];
        return new Story(reading, [.. candidates], [.. candidates.Select(features.EntityOf)], rows, [.. candidates.Select(c => RoleModel.StatesOf(reading, c))], features.Story(), phrases, groups, wanted, gold);
    }

    private static string Fold(string words) => Regex.Replace(Regex.Replace(words.ToLowerInvariant(), @"\s+", " ").Trim(), "^(the|a|an) ", "");

    /// <summary>Several networks that differ in what was dropped, as one: the mean of their weights, their hidden layers beside each other.</summary>
    private static RoleModel Train(Story[] stories)
    {
        RoleModel[] members = [.. Enumerable.Range(5, Members).Select(seed => TrainOne(stories, seed))];
        float[] weights = new float[members[0].Weights.Length], output = new float[RoleModel.Roles * (Members * Hidden + 1)];
        for (int m = 0; m < members.Length; m++)
        {
            for (int i = 0; i < weights.Length; i++)
                weights[i] += members[m].Weights[i] / members.Length;
            for (int r = 0; r < RoleModel.Roles; r++)
            {
                ReadOnlySpan<float> own = members[m].Output.AsSpan(r * (Hidden + 1), Hidden + 1);
                for (int u = 0; u < Hidden; u++)
                    output[r * (Members * Hidden + 1) + m * Hidden + u] = own[u] / members.Length;
                output[r * (Members * Hidden + 1) + Members * Hidden] += own[Hidden] / members.Length;
            }
        }
        return new RoleModel(weights, [.. members.SelectMany(m => m.HiddenWeights)], output, []);
    }

    private static RoleModel TrainOne(Story[] stories, int seed)
    {
        stories = [.. stories];
        var random = new Random(seed);
        int inputs = stories.First(s => s.States.Length > 0).States[0].Length;
        float[] hidden = new float[Hidden * inputs], output = new float[RoleModel.Roles * (Hidden + 1)];
        for (int i = 0; i < hidden.Length; i++)
            hidden[i] = (random.NextSingle() - 0.5f) * 2 / MathF.Sqrt(inputs);
        for (int i = 0; i < output.Length; i++)
            output[i] = i % (Hidden + 1) == Hidden ? StartBias : (random.NextSingle() - 0.5f) * 2 / MathF.Sqrt(Hidden);
        var learner = new Learner(new RoleModel(new float[RoleFeatures.Buckets * RoleModel.Roles], hidden, output, []), new float[RoleFeatures.Buckets * RoleModel.Roles], new float[hidden.Length], new float[output.Length]);
        // The mean of the weights after each of the later rounds.
        float[][] now = [learner.Model.Weights, hidden, output], mean = [.. now.Select(w => new float[w.Length])];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(stories);
            foreach (Story story in stories)
                Learn(learner, story, random);
            for (int w = 0; w < now.Length && epoch >= Epochs / 2; w++)
            {
                for (int i = 0; i < now[w].Length; i++)
                    mean[w][i] += now[w][i] / (Epochs - Epochs / 2);
            }
        }
        return new RoleModel(mean[0], mean[1], mean[2], []);
    }

    private static void Learn(Learner learner, Story story, Random random)
    {
        int count = story.Candidates.Length;
        float[][] dropped = [.. story.States.Select(s => Drop(s, random))], units = new float[count][], scores = new float[count][];
        int[][] features = [.. story.Features.Select(f => f.Where(_ => random.NextSingle() >= FeatureDropout).ToArray())];
        float[] shared = new float[RoleModel.Roles];
        learner.Model.AddStory(story.Words, shared);
        for (int i = 0; i < count; i++)
        {
            float[] linear = new float[RoleModel.Roles];
            (units[i], scores[i]) = (new float[Hidden], [.. shared]);
            learner.Model.AddFeatures(features[i], linear);
            learner.Model.AddStates(dropped[i], units[i], scores[i]);
            for (int r = 0; r < RoleModel.Roles; r++)
                scores[i][r] += linear[r] / (1 - FeatureDropout);
        }
        float[] storyErrors = new float[RoleModel.Roles];
        for (int g = 0; g < story.Groups.Length; g++)
        {
            for (int r = 0; r < RoleModel.Roles; r++)
            {
                int best = story.Groups[g].MaxBy(i => scores[i][r]);
                float error = 1 / (1 + MathF.Exp(-scores[best][r])) - (story.Wanted[g][r] ? 1 : 0);
                storyErrors[r] += error;
                // What is sure already teaches nothing.
                if (MathF.Abs(error) < 0.01f)
                    continue;
                // The other mentions learn with the strongest, as far as they come near it.
                float sum = story.Groups[g].Sum(i => MathF.Exp(scores[i][r] - scores[best][r]));
                foreach (int i in story.Groups[g])
                {
                    float part = MathF.Exp(scores[i][r] - scores[best][r]) / sum;
                    if (part < LeastPart)
                        continue;
                    foreach (int feature in features[i])
                        Step(learner.Model.Weights, learner.Squares, feature * RoleModel.Roles + r, error * part, Rate);
                    Back(learner, dropped[i], units[i], r, error * part);
                }
            }
        }
        for (int r = 0; r < RoleModel.Roles; r++)
        {
            foreach (int feature in story.Words)
                Step(learner.Model.Weights, learner.Squares, feature * RoleModel.Roles + r, storyErrors[r] * RoleModel.StoryWeight / story.Words.Length, Rate);
        }
    }

    private static float[] Drop(float[] states, Random random)
    {
        float[] dropped = new float[states.Length];
        for (int i = 0; i < states.Length; i++)
            dropped[i] = random.NextSingle() < Dropout ? 0 : states[i] / (1 - Dropout);
        return dropped;
    }

    private static void Back(Learner learner, float[] states, float[] units, int role, float error)
    {
        int at = role * (Hidden + 1), inputs = states.Length;
        for (int u = 0; u < Hidden; u++)
        {
            if (units[u] <= 0)
                continue;
            float below = error * learner.Model.Output[at + u];
            Step(learner.Model.Output, learner.OutputSquares, at + u, error * units[u], HiddenRate);
            for (int i = 0; i < inputs; i++)
                Step(learner.Model.HiddenWeights, learner.HiddenSquares, u * inputs + i, below * states[i], HiddenRate);
        }
        Step(learner.Model.Output, learner.OutputSquares, at + Hidden, error, HiddenRate);
    }

    private static void Step(float[] weights, float[] squares, int at, float gradient, float rate)
    {
        if (gradient == 0)
            return;
        squares[at] += gradient * gradient;
        weights[at] -= rate * gradient / (MathF.Sqrt(squares[at]) + 1e-4f);
    }

    /// <summary>All phrases of a story with their scores in each role.</summary>
    private static List<RoleFiller> Scored(RoleModel model, Story story)
    {
        float[] shared = new float[RoleModel.Roles], units = new float[model.Hidden];
        model.AddStory(story.Words, shared);
        var scored = new List<RoleFiller>();
        for (int i = 0; i < story.Candidates.Length; i++)
        {
            float[] scores = [.. shared];
            model.AddFeatures(story.Features[i], scores);
            model.AddStates(story.States[i], units, scores);
            for (int r = 0; r < RoleModel.Roles; r++)
            {
                if (scores[r] > StartBias)
                    scored.Add(new RoleFiller((ViolentRole)r, story.Candidates[i], story.Phrases[i], scores[r]));
            }
        }
        return scored;
    }

    /// <summary>Each role's threshold in turn, twice over, by the F1 of all roles together.</summary>
    private static float[] Thresholds(List<(Story, List<RoleFiller>)> judged)
    {
        float[] best = new float[RoleModel.Roles];
        Array.Fill(best, -1.5f);
        for (int r = 0; r < 2 * RoleModel.Roles; r++)
        {
            float[] tried = [.. best];
            double most = -1;
            for (float t = -3; t <= 1.5f; t += 0.25f)
            {
                tried[r % RoleModel.Roles] = t;
                double f1 = Score(judged, tried).F1;
                if (f1 > most)
                    (most, best[r % RoleModel.Roles]) = (f1, t);
            }
        }
        return best;
    }

    /// <summary>CEAF-REE, strict, micro (Du et al. 2021), in percent.</summary>
    private static (double F1, double Precision, double Recall) Score(List<(Story, List<RoleFiller>)> judged, float[] thresholds)
    {
        int right = 0, found = 0, all = 0;
        foreach ((Story story, List<RoleFiller> scored) in judged)
        {
            Dictionary<RoleCandidate, int> entities = story.Candidates.Zip(story.Entities).ToDictionary(p => p.First, p => p.Second);
            List<RoleFiller> fillers = RoleFinder.Once(c => entities[c], scored.Where(f => f.Score > thresholds[(int)f.Role]));
            found += fillers.Count;
            all += story.Gold.Sum(r => r.Length);
            var matched = new HashSet<(ViolentRole, int)>();
            foreach (RoleFiller filler in fillers)
            {
                int entity = Array.FindIndex(story.Gold[(int)filler.Role], e => e.Contains(Fold(filler.Words)));
                if (entity >= 0 && matched.Add((filler.Role, entity)))
                    right++;
            }
        }
        return (200.0 * right / Math.Max(1, found + all), 100.0 * right / Math.Max(1, found), 100.0 * right / Math.Max(1, all));
    }
}
