using System.Text.RegularExpressions;
using Hearsay.Language;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events.Roles;

/// <summary>A phrase that has a part in the violence that the story tells.</summary>
/// <param name="Words">The phrase in lower case, by which one phrase told several times is known.</param>
public sealed record RoleFiller(ViolentRole Role, RoleCandidate Phrase, string Words, float Score);

/// <summary>Finds who attacked, with what, and who and what was struck, in the story as a whole: each party once, at the place that says it best.</summary>
public sealed partial class RoleFinder(RoleModel model)
{
    /// <summary>The least scores come from models of the folds, which know three quarters of the stories; the one that knows all is so much more careful (chosen on dev). A victim wrongly named weighs more: it has no margin.</summary>
    private const float Margin = 0.5f;

    // So many phrases' hidden layers are reckoned together.
    private const int Block = 64;

    public RoleFinder(ModelFile model)
        : this(new RoleModel(model))
    {
    }

    public List<RoleFiller> Find(Reading reading, TokenRange within)
    {
        List<RoleCandidate> candidates = RoleCandidate.Find(reading, within);
        var features = new RoleFeatures(reading, candidates);
        Span<float> story = stackalloc float[RoleModel.Roles], scores = stackalloc float[RoleModel.Roles];
        model.AddStory(features.Story(), story);
        using FloatBuffer states = new(Block * model.Inputs), units = new(Block * model.Stride);
        var row = new List<int>();
        var found = new List<RoleFiller>();
        for (int i = 0; i < candidates.Count; i++)
        {
            if (i % Block == 0)
                ReadStates(reading, candidates, i, states.Span, units.Span);
            RoleCandidate candidate = candidates[i];
            row.Clear();
            features.Of(candidate, row);
            story.CopyTo(scores);
            model.AddFeatures(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(row), scores);
            model.AddUnits(units.Span.Slice(i % Block * model.Stride, model.Stride), scores);
            for (int r = 0; r < RoleModel.Roles; r++)
            {
                var role = (ViolentRole)r;
                if (scores[r] > model.Thresholds[r] - (role == ViolentRole.Victim ? 0 : Margin))
                    found.Add(new RoleFiller(role, candidate, WordsOf(reading, candidate), scores[r]));
            }
        }
        return Once(features.EntityOf, found);
    }

    private void ReadStates(Reading reading, List<RoleCandidate> candidates, int from, Span<float> states, Span<float> units)
    {
        int count = Math.Min(Block, candidates.Count - from);
        for (int i = 0; i < count; i++)
            RoleModel.StatesOf(reading, candidates[from + i], states.Slice(i * model.Inputs, model.Inputs));
        model.Multiply(states, count, units);
    }

    /// <summary>A phrase's words as they are compared: in lower case, single blanks, no article.</summary>
    public static string WordsOf(Reading reading, RoleCandidate candidate) =>
        Blanks().Replace(reading.Text.Text.Words(reading.Text.SpanOf(candidate.Range)).ToLowerInvariant(), " ");

    /// <summary>The best of the phrases that mean one party: the same party by the story, words that hold the other's, one phrase inside or across the other.</summary>
    public static List<RoleFiller> Once(Func<RoleCandidate, int> entity, IEnumerable<RoleFiller> fillers)
    {
        var kept = new List<RoleFiller>();
        foreach (RoleFiller filler in fillers.OrderByDescending(f => f.Score))
        {
            bool known = kept.Exists(k => k.Role == filler.Role
                && (entity(k.Phrase) >= 0 && entity(k.Phrase) == entity(filler.Phrase) || IsPart(k.Words, filler.Words) || IsPart(filler.Words, k.Words) || k.Phrase.Range.Start < filler.Phrase.Range.End && filler.Phrase.Range.Start < k.Phrase.Range.End));
            if (!known)
                kept.Add(filler);
        }
        return kept;
    }

    private static bool IsPart(string part, string whole) => !part.Split(' ').Except(whole.Split(' ')).Any();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
