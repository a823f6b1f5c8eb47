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

    /// <param name="entries">"form UPOS lemma", by blanks.</param>
    public Lemmatizer(IEnumerable<string> entries)
    {
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

    private static string Plural(string form)
    {
        if (form.Length > 4 && form.EndsWith("ies", StringComparison.Ordinal))
            return form[..^3] + "y";
        if (form.EndsWith("ches", StringComparison.Ordinal) || form.EndsWith("shes", StringComparison.Ordinal) || form.EndsWith("sses", StringComparison.Ordinal) || form.EndsWith("xes", StringComparison.Ordinal))
            return form[..^2];
        return form.Length > 3 && form[^1] == 's' && form[^2] != 's' ? form[..^1] : form;
    }

    private static string Verb(string form, string xpos) => xpos switch
    {
        "VBZ" => form.EndsWith("ies", StringComparison.Ordinal) && form.Length > 4 ? form[..^3] + "y"
            : form.EndsWith("shes", StringComparison.Ordinal) || form.EndsWith("ches", StringComparison.Ordinal) || form.EndsWith("sses", StringComparison.Ordinal) || form.EndsWith("xes", StringComparison.Ordinal) ? form[..^2]
            : form.Length > 2 && form[^1] == 's' ? form[..^1] : form,
        "VBG" when form.Length > 4 && form.EndsWith("ing", StringComparison.Ordinal) => Stem(form[..^3]),
        "VBD" or "VBN" when form.Length > 4 && form.EndsWith("ied", StringComparison.Ordinal) => form[..^3] + "y",
        "VBD" or "VBN" when form.Length > 3 && form.EndsWith("ed", StringComparison.Ordinal) => Stem(form[..^2]),
        _ => form,
    };

    /// <summary>Undoubles (stopp, admitt) and gives the mute e back (accus, indicat) by the letters before it.</summary>
    private static string Stem(string stem)
    {
        if (stem.Length < 3)
            return stem;
        char last = stem[^1], before = stem[^2];
        if (last == before && last is not ('l' or 's' or 'f' or 'z'))
            return stem[..^1];
        bool vowelBefore = "aeiou".Contains(before);
        bool vowelTwoBefore = "aeiou".Contains(stem[^3]);
        if (last is 'v' or 'u' or 'c' or 'z' or 'g' && before is not ('n' or 'i' or 'g') || last == 's' && (vowelBefore && !vowelTwoBefore || before is 'n' or 'r' or 'l'))
            return stem + "e";
        if (stem.EndsWith("at", StringComparison.Ordinal) && stem.Length > 4 && !vowelTwoBefore || stem.EndsWith("ut", StringComparison.Ordinal) && stem.Length > 4 || last is 'l' && !vowelBefore && before is not ('l' or 'r' or 'w'))
            return stem + "e";
        if (stem.EndsWith("ir", StringComparison.Ordinal) || stem.EndsWith("ur", StringComparison.Ordinal) && !vowelTwoBefore && stem.Length <= 5 || stem.EndsWith("id", StringComparison.Ordinal))
            return stem + "e";
        return stem;
    }

    private static string Degree(string stem) => stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1] : stem[^1] == 'i' ? stem[..^1] + "y" : stem;
}
