using Hearsay.Language.Lemmas;
using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// Finds names, by a network of their own and the voice of patterns beside it, and roles, by the trunk's head: the best sequence of B, I and O labels (Viterbi over the label grammar). What the story as a whole tells comes last.
/// </summary>
public sealed class NameFinder
{
    private readonly NameNetwork names;
    private readonly Matrix roles;

    public NameFinder(ModelFile model, PatternVoice patterns)
    {
        names = new NameNetwork(model, patterns);
        roles = Matrix.Linear(model, "heads.role");
    }

    public NameList Find(TokenizedText text, TagSequence tags, LemmaSequence lemmas, WordStates states, PatternRows rows)
    {
        List<Name> found = names.Find(text, states, rows);
        var offices = new List<TokenRange>();
        foreach (TokenRange sentence in text.Sentences)
        {
            foreach ((TokenRange range, _) in BioDecoder.Decode(roles, sentence, states))
                offices.Add(range);
        }
        return new NameList(NameConsistency.Apply(text, tags, lemmas, found, offices), offices);
    }
}
