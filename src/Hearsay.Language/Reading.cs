using Hearsay.Language.Coreference;
using Hearsay.Language.Lemmas;
using Hearsay.Language.Models;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language;

/// <summary>What the words of one text are: tokens, quotations, tags, lemmas, trees, names and who is who. Token numbers run over the whole text.</summary>
public sealed record Reading(
    TokenizedText Text, QuoteMarks Quotes, WordStates States, TagSequence Tags, LemmaSequence Lemmas, DependencyParse Parse, NameList Names, EntityList Entities)
{
    public ChainList Chains { get; init; } = ChainList.None;
}
