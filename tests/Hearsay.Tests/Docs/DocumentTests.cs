using System.Text.Json;
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

    [Fact]
    public void WhatIsBundledBearsItsVersionAndLicence()
    {
        using JsonDocument locked = JsonDocument.Parse(File.ReadAllText(Repository.File("src", "Hearsay.Web", "Scripts", "package-lock.json")));
        JsonElement packages = locked.RootElement.GetProperty("packages");

        string[][] licensed = [.. LicencePattern().Matches(File.ReadAllText(Repository.File("src", "Hearsay.Web", "Assets", "licences.txt"))).Select(m => (string[])[m.Groups[1].Value, m.Groups[2].Value])];

        Assert.Contains(licensed, l => l[0] == "htmx.org");
        Assert.Contains(licensed, l => l[0] == "d3-zoom");
        Assert.All(licensed, l => Assert.Equal(packages.GetProperty("node_modules/" + l[0]).GetProperty("version").GetString(), l[1]));
        Assert.StartsWith($"/* htmx.org {packages.GetProperty("node_modules/htmx.org").GetProperty("version").GetString()},", File.ReadAllText(Repository.File("src", "Hearsay.Web", "Assets", "htmx.js")));
        // No registry is named: the client's own is used.
        Assert.DoesNotContain(packages.EnumerateObject(), p => p.Value.TryGetProperty("resolved", out _));
    }

    [GeneratedRegex(@"^([a-z][a-z0-9.-]+) (\d+\.\d+\.\d+)$", RegexOptions.Multiline)]
    private static partial Regex LicencePattern();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"(?:^|`)hearsay ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex("new Command\\(\\s*\"([a-z]+)\"")]
    private static partial Regex KnownPattern();
}
