using Hearsay.Language.Casing;
using Hearsay.Language.Coreference;
using Hearsay.Language.Lemmas;
using Hearsay.Language.Models;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Patterns;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Text to reading, layer by layer. Built once; used by many threads; the same text gives the same reading.</summary>
public sealed class LanguageReader
{
    private readonly WordTable vocabulary;
    private readonly Tokenizer tokenizer;
    private readonly Trunk trunk;
    private readonly PatternVoice voice;
    private readonly Tagger tagger;
    private readonly Lemmatizer lemmatizer;
    private readonly Parser parser;
    private readonly NameFinder nameFinder;
    private readonly ChainFinder chainFinder;

    public LanguageReader(ModelFile model, ModelFile sentences, ModelFile cases, ModelFile patterns, ChainFinder chains)
    {
        // The word lists and patterns are read while the networks are.
        Task<PatternVoice> second = Task.Run(() => new PatternVoice(patterns));
        _ = Task.Run(NameHints.Load);
        vocabulary = new WordTable(model.List("vocabulary"));
        var embeddings = new WordEmbeddings(model);
        tokenizer = new Tokenizer(vocabulary, new SentenceModel(sentences, embeddings), new CaseRestorer(cases));
        trunk = new Trunk(model, embeddings);
        voice = second.GetAwaiter().GetResult();
        tagger = new Tagger(model, voice);
        lemmatizer = new Lemmatizer(model.List("lemmas"), vocabulary);
        parser = new Parser(model);
        nameFinder = new NameFinder(model, voice);
        chainFinder = chains;
    }

    public WordTable Vocabulary => vocabulary;

    public Reading Read(SourceText text) => Read(tokenizer.Split(text));

    /// <summary>Reads tokens and sentences as they were cut by somebody else.</summary>
    public Reading Read(IReadOnlyList<IReadOnlyList<string>> sentences) => Read(tokenizer.SplitGiven(sentences));

    /// <summary>Reads tokens and sentences as they were cut by somebody else.</summary>
    public Reading Read(TokenizedText tokens)
    {
        QuoteMarks quotes = QuoteMarks.Find(tokens);
        WordStates states = trunk.Read(tokens);
        using PatternRows patterns = voice.Read(tokens);
        TagSequence tags = tagger.Tag(tokens, states, patterns);
        LemmaSequence lemmas = lemmatizer.Lemmatize(tokens, tags);
        DependencyParse parse = parser.Parse(tokens, states);
        NameList names = nameFinder.Find(tokens, tags, lemmas, states, patterns);
        EntityList entities = new EntityLinker(tokens, quotes, tags, lemmas, parse, names).Link();
        var reading = new Reading(tokens, quotes, states, tags, lemmas, parse, names, entities);
        return reading with { Chains = chainFinder.Find(reading) };
    }
}
