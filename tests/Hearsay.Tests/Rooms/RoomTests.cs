using System.Xml.Linq;

namespace Hearsay.Tests.Rooms;

public sealed class RoomTests
{
    // House style, section 4: who may know whom, and the packages. One table, one loop. Language is known by Pipeline and Cli for 'parse',
    // and Claims by Ledger for the record (docs/decisions/0001).
    private static readonly Dictionary<string, (string[] Rooms, string[] Packages)> Allowed = new()
    {
        ["Text"] = ([], []),
        ["Pages"] = (["Text"], ["PdfPig"]),
        ["Articles"] = (["Text", "Pages"], ["AngleSharp"]),
        ["Language"] = (["Text"], []),
        ["Claims"] = (["Text", "Articles", "Language"], []),
        ["Ledger"] = (["Text", "Pages", "Articles", "Language", "Claims"], ["Microsoft.Data.Sqlite", "Npgsql", "Dapper"]),
        ["Pipeline"] = (["Text", "Pages", "Articles", "Language", "Claims", "Ledger"], []),
        ["Cluster"] = (["Pages", "Articles", "Claims", "Ledger", "Pipeline"], ["Dapper", "Microsoft.Orleans.Server", "Microsoft.Orleans.Client", "Microsoft.Orleans.Clustering.AdoNet", "Microsoft.Orleans.Dashboard", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Extensions.Hosting"]),
        ["Scoring"] = (["Articles", "Claims"], []),
        ["Exports"] = (["Articles", "Claims", "Language", "Ledger"], ["Parquet.Net"]),
        ["Web"] = (["Text", "Pages", "Articles", "Claims", "Ledger", "Exports", "Pipeline"], ["AngleSharp", "Microsoft.AspNetCore.OpenApi", "Scalar.AspNetCore", "ModelContextProtocol.AspNetCore"]),
        ["Cli"] = (["Text", "Pages", "Articles", "Language", "Claims", "Ledger", "Exports", "Scoring", "Pipeline", "Cluster", "Web"], ["System.CommandLine", "ModelContextProtocol"]),
        // The part of Cli that needs no ledger, file by file (docs/decisions/0010).
        ["Native"] = (["Text", "Pages", "Articles", "Language", "Claims", "Pipeline"], ["System.CommandLine"]),
    };

    public static TheoryData<string> RoomNames => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void ARoomReferencesOnlyWhatTheTableAllows(string room)
    {
        XDocument project = XDocument.Load(Repository.File("src", "Hearsay." + room, $"Hearsay.{room}.csproj"));

        string[] rooms = [.. project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)["Hearsay.".Length..])];
        string[] packages = [.. project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)];

        Assert.Empty(rooms.Except(Allowed[room].Rooms));
        Assert.Empty(packages.Except(Allowed[room].Packages));
    }

    [Fact]
    public void EveryRoomIsInTheTable()
    {
        string[] rooms = [.. Directory.GetDirectories(Repository.File("src")).Select(d => Path.GetFileName(d)["Hearsay.".Length..]).Order()];

        Assert.Equal(Allowed.Keys.Order(), rooms);
    }
}
