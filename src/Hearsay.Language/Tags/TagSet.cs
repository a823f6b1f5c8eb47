namespace Hearsay.Language.Tags;

/// <summary>Universal parts of speech (UPOS of Universal Dependencies).</summary>
public enum Upos : byte
{
    X, ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB,
}

/// <summary>The part of speech of each word: UPOS and the English XPOS (Penn Treebank).</summary>
public sealed class TagSequence(byte[] tags, string[] xpos, Upos[] upos)
{
    public Upos Upos(int token) => upos[tags[token]];

    public string Xpos(int token) => xpos[tags[token]];
}
