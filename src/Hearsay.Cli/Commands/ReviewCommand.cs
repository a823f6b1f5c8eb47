using System.CommandLine;
using System.Data.Common;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay review</c>: what most needs a look, and what a person decides on it.</summary>
internal sealed class ReviewCommand
{
    private readonly AskOptions ask = new();
    private readonly Option<string?> accept = new("--accept") { Description = "STORY/CLAIM is right as it was read" };
    private readonly Option<string?> correct = new("--correct") { Description = "STORY/CLAIM is right but for --speaker, --stance or --words" };
    private readonly Option<string?> reject = new("--reject") { Description = "STORY/CLAIM is no claim, or nobody's" };
    private readonly Option<string?> undo = new("--undo") { Description = "Take back what was decided on STORY/CLAIM" };
    private readonly Option<string?> speaker = new("--speaker") { Description = "Who really says it" };
    private readonly Option<string?> stance = new("--stance") { Description = "What the stance really is: " + string.Join(", ", Stances) };
    private readonly Option<string?> words = new("--words") { Description = "Which words of the story are really attributed; … between pieces" };
    private readonly Option<string?> note = new("--note") { Description = "Why" };

    private static string[] Stances => [.. Enum.GetNames<Stance>().Select(n => n.ToLowerInvariant())];

    public static Command Make() => new ReviewCommand().Command();

    private Command Command()
    {
        Command command = ask.AddTo(new Command(
            "review",
            """
            Claims that nobody has looked at, widest reach first, then the least sure. On a terminal one key decides on each; elsewhere they are listed.

            Examples:
              hearsay review                                        one key each: a, c, x, s, b, q
              hearsay review --json --limit 100                     the same claims for programs
              hearsay review --accept bridge/c1
              hearsay review --correct bridge/c2 --speaker "Mara Ilves" --note "she speaks for the ministry"
              hearsay review --reject bridge/c3 --note "a heading"
            """));
        foreach (Option<string?> option in (Option<string?>[])[accept, correct, reject, undo, speaker, stance, words, note])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        (Option<string?>, string?)[] verdicts = [(accept, "accepted"), (correct, "corrected"), (reject, "rejected"), (undo, null)];
        (string? Name, string? Verdict)[] asked = [.. verdicts.Select(v => (parsed.GetValue(v.Item1), v.Item2)).Where(v => v.Item1 is not null)];
        if (asked.Length > 1)
            throw new LedgerException("one decision at a time: --accept, --correct, --reject or --undo");
        if (asked.Length == 1)
            return Decide(parsed, asked[0].Name!, asked[0].Verdict);
        bool byKey = !parsed.GetValue(ask.Json) && !Console.IsInputRedirected && !Console.IsOutputRedirected;
        return byKey ? OneByOne(parsed) : ask.Ask(parsed, new ToReview(parsed.GetValue(ask.Limit)).Ask, Render, "nothing is left to review");
    }

    private int Decide(ParseResult parsed, string name, string? verdict)
    {
        using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ask.Ledger));
        using DbConnection connection = file.Connect();
        int slash = name.LastIndexOf('/');
        if (slash < 0)
            throw new LedgerException($"'{name}' names no claim; write STORY/CLAIM as 'hearsay review' prints it");
        var review = new Review(name[..slash], name[(slash + 1)..], verdict, parsed.GetValue(speaker), parsed.GetValue(stance), parsed.GetValue(note), parsed.GetValue(words));
        ReviewWriter.Record(connection, review, DateTimeOffset.UtcNow);
        ClaimLine line = new ClaimsOfStory(review.Story).Ask(connection).First(c => c.Name == review.Claim);
        return ask.Print(parsed, [line], Render, "");
    }

    private int OneByOne(ParseResult parsed)
    {
        using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ask.Ledger));
        using DbConnection connection = file.Connect();
        IReadOnlyList<ClaimLine> waiting = new ToReview(parsed.GetValue(ask.Limit)).Ask(connection);
        if (waiting.Count == 0)
        {
            Console.Error.WriteLine("nothing is left to review");
            return Exit.None;
        }
        for (int i = 0; i < waiting.Count;)
        {
            Console.Write($"\n{StoryView.Dim($"{i + 1} of {waiting.Count}")}  {Render(waiting[i])}{StoryView.Dim("a accept  c correct  x reject  s skip  b back  q quit")} ");
            char key = char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar);
            Console.WriteLine(key);
            if (key == 'q')
                break;
            i = key == 'b' ? Math.Max(0, i - 1) : key == 's' || Decided(connection, waiting[i], key) ? i + 1 : i;
        }
        return Exit.Found;
    }

    /// <summary>Records what a key says of a claim; false if the key means nothing, or the correction cannot be kept.</summary>
    private static bool Decided(DbConnection ledger, ClaimLine claim, char key)
    {
        var review = new Review(claim.Story, claim.Name, "accepted");
        if (key == 'x')
            review = review with { Verdict = "rejected", Note = Line("note") };
        else if (key == 'c')
            review = review with { Verdict = "corrected", Speaker = Line("speaker"), Stance = Line("stance"), Content = Line("words"), Note = Line("note") };
        else if (key != 'a')
            return false;
        try
        {
            ReviewWriter.Record(ledger, review, DateTimeOffset.UtcNow);
            return true;
        }
        catch (LedgerException e)
        {
            Console.Error.WriteLine(e.Message);
            return false;
        }

        static string? Line(string of)
        {
            Console.Write($"  {of} (empty: as it is): ");
            return Console.ReadLine();
        }
    }

    private static string Render(ClaimLine line) =>
        AskOptions.Render(line) + StoryView.Dim(StoryView.Clean($"    {(line.Status == "machine" ? "machine-read" : line.Status)}{(line.Note is { } n ? $": {n}" : "")}, read with confidence {line.Confidence.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}")) + "\n";
}
