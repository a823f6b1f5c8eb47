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

    public static string CaseModel => Path.Combine(AppContext.BaseDirectory, "models", "case.model");

    public static string PatternModel => Path.Combine(AppContext.BaseDirectory, "models", "patterns.model");

    public static string ChainModel => Path.Combine(AppContext.BaseDirectory, "models", "chains.model");

    public static string RoleModel => Path.Combine(AppContext.BaseDirectory, "models", "roles.model");

    public static NewsPipeline Pipeline(Settings settings)
    {
        ModelFile model = ModelFile.Open(settings.Model ?? DefaultModel);
        return new NewsPipeline(new ArticleReader(settings.Article), new ClaimFinder(Language(model), model, ModelFile.Open(RoleModel)), settings.Threads);
    }

    public static LanguageReader Language(Settings settings) => Language(ModelFile.Open(settings.Model ?? DefaultModel));

    private static LanguageReader Language(ModelFile model) => new(model, ModelFile.Open(SentenceModel), ModelFile.Open(CaseModel), ModelFile.Open(PatternModel), new ChainFinder(ModelFile.Open(ChainModel)));
}
