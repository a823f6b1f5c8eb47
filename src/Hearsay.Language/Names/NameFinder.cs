using Hearsay.Language.Lemmas;
using Hearsay.Language.Models;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>Finds names and roles: the best sequence of B, I and O labels by the network's scores (Viterbi over the label grammar).</summary>
public sealed class NameFinder
{
    private readonly Matrix names;
    private readonly Matrix roles;

    public NameFinder(ModelFile model)
    {
        names = Matrix.Linear(model, "heads.name");
        roles = Matrix.Linear(model, "heads.role");
    }

    public NameList Find(TokenizedText text, TagSequence tags, LemmaSequence lemmas, WordStates states)
    {
        var found = new List<Name>();
        var offices = new List<TokenRange>();
        foreach (TokenRange sentence in text.Sentences)
        {
            foreach ((TokenRange range, int kind) in BioDecoder.Decode(names, sentence, states))
                found.Add(new Name(range, (NameKind)kind));
            foreach ((TokenRange range, _) in BioDecoder.Decode(roles, sentence, states))
                offices.Add(range);
        }
        return new NameList(NameConsistency.Apply(text, tags, lemmas, found, offices), offices);
    }
}
