using Hearsay.Articles;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;

namespace Hearsay.Pipeline;

/// <summary>Settings to a ready pipeline: loads the models once.</summary>
public static class Setup
{
    public static string DefaultModel => Path.Combine(AppContext.BaseDirectory, "models", "hearsay.model");

    public static string SentenceModel => Path.Combine(AppContext.BaseDirectory, "models", "sentences.model");

    public static string ChainModel => Path.Combine(AppContext.BaseDirectory, "models", "chains.model");

    public static NewsPipeline Pipeline(Settings settings)
    {
        ModelFile model = ModelFile.Open(settings.Model ?? DefaultModel);
        var language = new LanguageReader(model, ModelFile.Open(SentenceModel), Chains());
        return new NewsPipeline(new ArticleReader(settings.Article), new ClaimFinder(language, model), settings.Threads);
    }

    private static ChainFinder Chains() => new(ModelFile.Open(ChainModel));

    public static LanguageReader Language(Settings settings) => new(ModelFile.Open(settings.Model ?? DefaultModel), ModelFile.Open(SentenceModel), Chains());
}
