using System.CommandLine;
using Hearsay.Articles;
using Hearsay.Claims.Records;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay article</c>: the clean article and its facts, what was dropped and why.</summary>
internal static class ArticleCommand
{
    public static Command Make()
    {
        var inputs = new InputArguments();
        var json = new Option<bool>("--json") { Description = "Records with the article alone, one a line" };
        Command command = inputs.AddTo(new Command("article", "Show the clean article of a page: what was kept, what was dropped and why.\n\nExample:\n  hearsay article page.html"));
        command.Options.Add(json);
        command.SetAction(parsed => Run(parsed, inputs, parsed.GetValue(json)));
        return command;
    }

    private static int Run(ParseResult parsed, InputArguments inputs, bool json)
    {
        Settings settings = inputs.SettingsOf(parsed);
        // Shown is what there is, also where it is too little for a story to be read.
        var reader = new ArticleReader(settings.Article with { MinWords = 0 });
        using var output = new Output();
        int read = 0, failed = 0;
        foreach (PageResult page in inputs.Pages(parsed, settings))
        {
            Article? article = null;
            string? problem = page.Failure?.ToString();
            if (page.Page is not null && !reader.TryRead(page.Page, out article, out Refusal? refusal))
                problem = refusal!.ToString();
            if (article is null)
            {
                failed++;
                Console.Error.WriteLine("hearsay: " + problem);
                continue;
            }
            read++;
            if (page.Page!.Kind == PageKind.Html && article.WordCount is var words && words < settings.Article.MinWords)
                Console.Error.WriteLine($"hearsay: {page.Page.Name}: {words} words of running text; at least {settings.Article.MinWords} make a story that is read for claims");
            ArticleRecord record = ArticleRecord.Of(article);
            if (json)
                output.Line(RecordJson.WriteUtf8(new StoryRecord(record, [], [], [])));
            else
                output.Text(Render(record));
            output.Flush();
        }
        return failed > 0 ? Exit.Failed : read > 0 ? Exit.Found : Exit.None;
    }

    private static string Render(ArticleRecord article) => StoryView.Head(article) + StoryView.Dates(article) + "\n" + StoryView.Pieces(article) + "\n";
}
