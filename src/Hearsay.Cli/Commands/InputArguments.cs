using System.CommandLine;
using Hearsay.Articles;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Cli.Commands;

/// <summary>What the commands that read pages share.</summary>
internal sealed class InputArguments
{
    public Argument<string[]> Inputs { get; } = new("inputs") { Description = "Text, HTML, JSON or JSON Lines files ({\"id\",\"text\"|\"html\",\"url\",\"published\"}), folders of them, addresses of the web, or - for standard input", Arity = ArgumentArity.OneOrMore };

    public Option<bool> Plain { get; } = new("--plain") { Description = "Take the text as the article's body as it stands: nothing is dropped, offsets are into the input" };

    public Option<bool> AllowPrivate { get; } = new("--allow-private") { Description = "Open addresses of this machine and of private networks too" };

    public Option<int> Threads { get; } = new("--threads") { Description = "Stories read at once", DefaultValueFactory = _ => Environment.ProcessorCount };

    public Option<string?> Model { get; } = new("--model") { Description = "Another model file than the one beside the program" };

    public Command AddTo(Command command)
    {
        command.Arguments.Add(Inputs);
        command.Options.Add(Plain);
        command.Options.Add(AllowPrivate);
        command.Options.Add(Threads);
        command.Options.Add(Model);
        return command;
    }

    public Settings SettingsOf(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(Model),
        Threads = Math.Clamp(parsed.GetValue(Threads), 1, 256),
        Article = new ArticleOptions { Plain = parsed.GetValue(Plain) },
    };

    public IEnumerable<PageResult> Pages(ParseResult parsed, Settings settings) =>
        new InputReader(settings.Input, Console.OpenStandardInput, parsed.GetValue(Inputs)!.Any(PageFetcher.IsAddress) ? Fetcher(parsed) : null).Read(parsed.GetValue(Inputs)!);

    public PageFetcher Fetcher(ParseResult parsed) => new(new FetchOptions { AllowPrivate = parsed.GetValue(AllowPrivate) });

    /// <summary>One broken input, on standard error.</summary>
    public static void Report(ReadOutcome outcome) => Console.Error.WriteLine($"hearsay: {outcome.Name}: {outcome.Problem}");
}
