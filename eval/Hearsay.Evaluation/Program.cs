using Hearsay.Evaluation;

string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
string shared = Path.GetFullPath(Path.Combine(root, "..", "shared"));
if (!Directory.Exists(Path.Combine(shared, "gold")) || !Directory.Exists(Path.Combine(shared, "score")))
{
    Console.WriteLine($"The evaluation data is not here ({Path.GetFileName(shared)}/ beside the checkout is missing): nothing evaluated.");
    return 0;
}
string cli = Path.Combine(root, "src", "Hearsay.Cli", "bin", "Release", "net10.0", "hearsay");
var scores = new Scorers(cli, shared);
List<Row> rows = scores.Run([.. args.Where(a => !a.StartsWith('-'))]);
string table = Table.Render(rows);
Console.Write(table);
string document = Path.Combine(root, "docs", "accuracy.md");
if (args.Contains("--write") && args.All(a => a.StartsWith('-')))
{
    Table.WriteInto(document, table);
    Console.WriteLine($"written into docs/{Path.GetFileName(document)}");
}
return args.Contains("--check") ? Table.Check(document, rows) : 0;
