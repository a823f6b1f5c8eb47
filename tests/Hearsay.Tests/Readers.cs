using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Hearsay.Text;

namespace Hearsay.Tests;

/// <summary>The real readers with the committed model, made once.</summary>
internal static class Readers
{
    private static readonly Lazy<NewsPipeline> Whole = new(() => Setup.Pipeline(new Settings { Threads = 1 }));
    private static readonly Lazy<NewsPipeline> PlainText = new(() => Setup.Pipeline(new Settings { Threads = 1, Article = new() { Plain = true } }));
    private static readonly Lazy<LanguageReader> Words = new(() => Setup.Language(new Settings()));

    public static NewsPipeline Pipeline => Whole.Value;

    public static LanguageReader Language => Words.Value;

    public static Reading Read(string text) => Language.Read(new SourceText(text));

    public static StoryRecord Plain(string text, string? published = null) =>
        PlainText.Value.Read(new Page { Name = "test", Kind = PageKind.Text, Content = text, Published = published is null ? null : DateOnly.Parse(published) }).Record!;

    public static StoryRecord Story(string text, PageKind kind = PageKind.Text, string? url = null) =>
        Pipeline.Read(new Page { Name = "test", Kind = kind, Content = text, Url = url }).Record!;
}
