using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Lemmas;

/// <summary>The dictionary form of each word, in lower case but for names.</summary>
public sealed class LemmaSequence(string[] lemmas)
{
    public string this[int token] => lemmas[token];
}

/// <summary>
/// Dictionary forms: a list of irregular and frequent forms by part of speech, learned from the treebank, then the regular endings
/// of English.
/// </summary>
public sealed class Lemmatizer
{
    private readonly Dictionary<(string Form, Upos Tag), string> known = [];

    private readonly WordTable vocabulary;

    /// <param name="entries">"form UPOS lemma", by blanks.</param>
    /// <param name="vocabulary">Words by frequency, to choose between spellings.</param>
    public Lemmatizer(IEnumerable<string> entries, WordTable vocabulary)
    {
        this.vocabulary = vocabulary;
        foreach (string entry in entries)
        {
            string[] parts = entry.Split(' ');
            known[(parts[0], Enum.Parse<Upos>(parts[1]))] = parts[2];
        }
    }

    public LemmaSequence Lemmatize(TokenizedText text, TagSequence tags)
    {
        string[] lemmas = new string[text.Count];
        for (int i = 0; i < lemmas.Length; i++)
            lemmas[i] = Lemma(text.Folded(i), tags.Upos(i), tags.Xpos(i));
        return new LemmaSequence(lemmas);
    }

    /// <param name="form">The folded form.</param>
    public string Lemma(string form, Upos tag, string xpos)
    {
        if (known.TryGetValue((form, tag), out string? lemma))
            return lemma;
        return tag switch
        {
            Upos.NOUN or Upos.PROPN when xpos is "NNS" or "NNPS" => Plural(form),
            Upos.VERB or Upos.AUX => Verb(form, xpos),
            Upos.ADJ or Upos.ADV when xpos is "JJR" or "RBR" && form.EndsWith("er", StringComparison.Ordinal) && form.Length > 4 => Degree(form[..^2]),
            Upos.ADJ or Upos.ADV when xpos is "JJS" or "RBS" && form.EndsWith("est", StringComparison.Ordinal) && form.Length > 5 => Degree(form[..^3]),
            _ => form,
        };
    }

    private string Plural(string form)
    {
        if (form.Length <= 3 || form[^1] != 's' || form[^2] == 's')
            return form;
        string plain = form[..^1];
        return form.EndsWith("ies", StringComparison.Ordinal) && form.Length > 4 ? Commonest(form[..^3] + "y", plain)
            : form.EndsWith("es", StringComparison.Ordinal) && "sxzho".Contains(form[^3]) ? Commonest(form[..^2], plain)
            : form.EndsWith("ves", StringComparison.Ordinal) && form.Length > 4 ? Commonest(plain, form[..^3] + "f") : plain;
    }

    private string Verb(string form, string xpos)
    {
        switch (xpos)
        {
            case "VBZ" when form.Length > 2 && form[^1] == 's':
                return form.EndsWith("ies", StringComparison.Ordinal) && form.Length > 4 ? form[..^3] + "y" : form.EndsWith("es", StringComparison.Ordinal) && form.Length > 4 ? Commonest(form[..^1], form[..^2]) : form[..^1];
            case "VBG" when form.Length > 4 && form.EndsWith("ing", StringComparison.Ordinal):
                return Stem(form[..^3]);
            case "VBD" or "VBN" when form.Length > 4 && form.EndsWith("ied", StringComparison.Ordinal):
                return form[..^3] + "y";
            case "VBD" or "VBN" when form.Length > 3 && form.EndsWith("ed", StringComparison.Ordinal):
                return Stem(form[..^2]);
            default:
                return form;
        }
    }

    /// <summary>accus(e), stop(p), plan(n)ed: the spelling that is the commonest word.</summary>
    private string Stem(string stem)
    {
        if (stem.Length < 2)
            return stem;
        string withE = stem + "e";
        string best = Commonest(stem, withE);
        if (stem.Length > 3 && stem[^1] == stem[^2] && !"aeiou".Contains(stem[^1]))
            best = Commonest(best, stem[..^1]);
        return best;
    }

    /// <summary>The word with the lower number in the vocabulary, which is sorted by frequency; the first where neither is in it.</summary>
    private string Commonest(string first, string second)
    {
        uint a = (uint)vocabulary.NumberOf(first), b = (uint)vocabulary.NumberOf(second);
        return b < a ? second : first;
    }

    private string Degree(string stem)
    {
        if (stem.Length > 3 && stem[^1] == stem[^2])
            return Commonest(stem, stem[..^1]);
        return stem[^1] == 'i' ? stem[..^1] + "y" : Commonest(stem, stem + "e");
    }
}
