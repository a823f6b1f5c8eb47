using System.Text.RegularExpressions;

namespace Hearsay.Tests.Docs;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.File("README.md")).Append(Repository.File("CONTRIBUTING.md")).Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLinkOfADocumentLeadsSomewhere(string document)
    {
        string file = Repository.File(document);

        foreach (Match link in LinkPattern().Matches(File.ReadAllText(file)))
        {
            string target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), $"{document}: {target} is not there");
        }
    }

    [Fact]
    public void TheCommandsOfTheReadmeAreCommandsOfTheProgram()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));

        string[] named = [.. CommandPattern().Matches(readme).Select(m => m.Groups[1].Value).Distinct()];
        string[] known = [.. Directory.GetFiles(Repository.File("src", "Hearsay.Cli", "Commands"), "*.cs").SelectMany(f => KnownPattern().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))];

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"(?:^|`)hearsay ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex("new Command\\(\\s*\"([a-z]+)\"")]
    private static partial Regex KnownPattern();
}
