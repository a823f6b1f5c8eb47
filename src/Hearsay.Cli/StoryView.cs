using System.Globalization;
using System.Text;
using Hearsay.Claims.Records;
using Hearsay.Web;

namespace Hearsay.Cli;

/// <summary>A record for the terminal. Text from pages is cleaned of control characters, so that no page can steer the terminal.</summary>
internal static class StoryView
{
    /// <summary>Claims under this confidence are shown with --all only; of those at it, half are right (docs/accuracy.md).</summary>
    public const double ShownFrom = 0.5;

    private const int Width = 100, PlaceWidth = 7;
    private static readonly bool Colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    // Sign and colour of each stance: never the colour alone.
    private static (string Sign, string Colour) Dress(string stance) => (StanceSign.Of(stance).Sign, stance switch
    {
        "denies" or "threatens" => "31",
        "confirms" or "promises" => "32",
        "declines" or "demands" or "asks" => "33",
        "expects" => "34",
        "accuses" => "35",
        _ => "37",
    });

    public static string Render(StoryRecord record, bool all)
    {
        var text = new StringBuilder(Head(record.Article));
        Claim[] shown = [.. record.Claims.Where(c => all || c.Confidence >= ShownFrom)];
        text.Append('\n').Append(Bold($"Claims ({shown.Length})")).Append('\n');
        if (shown.Length == 0)
            text.Append("  none found\n");
        foreach (Claim claim in shown)
            AppendClaim(text, claim);
        int hidden = record.Claims.Count - shown.Length;
        if (hidden > 0)
            text.Append(Dim($"  {hidden} of confidence under {ShownFrom.ToString(CultureInfo.InvariantCulture)} not shown; --all shows them")).Append('\n');
        text.Append('\n').Append(Bold($"Events ({record.Events.Count})")).Append('\n');
        if (record.Events.Count == 0)
            text.Append("  none found\n");
        foreach (Event e in record.Events)
            AppendEvent(text, e, record);
        text.Append('\n').Append(Dropped(record.Article));
        return text.ToString();
    }

    public static string Head(ArticleRecord article)
    {
        var text = new StringBuilder();
        text.Append(Bold(Clean(article.Title ?? "(no headline)"))).Append('\n');
        string date = article.Published is null ? "date unknown" : $"{article.Published} (from {article.PublishedHow})";
        text.Append(Clean(string.Join("  ·  ", new[] { article.Publisher ?? "outlet unknown", article.Agency is { } a ? "agency " + a : null, article.Dateline, date, article.Language is "en" or "und" ? null : "language " + article.Language }.Where(p => p is not null)))).Append('\n');
        if (article.Authors.Count > 0)
            text.Append(Clean("by " + string.Join(", ", article.Authors))).Append('\n');
        if (article.Credits.Count > 0)
            text.Append(Clean(string.Join("; ", article.Credits.GroupBy(c => c.Role).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Name))}")))).Append('\n');
        return text.ToString();
    }

    public static string Dropped(ArticleRecord article)
    {
        var text = new StringBuilder();
        text.Append(Bold($"Dropped ({article.Dropped.Count})")).Append('\n');
        foreach (Articles.DroppedPiece piece in article.Dropped)
            text.Append(Dim($"  {piece.Why}: {Short(Clean(piece.Text))}")).Append('\n');
        return text.ToString();
    }

    /// <summary>Where the day of publication stood, and which other days the page gives.</summary>
    public static string Dates(ArticleRecord article)
    {
        if (article.Published is null)
            return "";
        var text = new StringBuilder(Dim(Clean($"{article.Published} stands in: {article.PublishedFrom}"))).Append('\n');
        foreach (Articles.StatedDate other in article.OtherDates)
            text.Append(Clean($"but {other.Date:yyyy-MM-dd} stands in: {other.Where}")).Append('\n');
        return text.ToString();
    }

    private sealed record Piece(string Text, string? Why, int? Place);

    /// <summary>What was kept and what was dropped and why, in the page's order, each with its place in the page; like ones that follow each other in one row.</summary>
    public static string Pieces(ArticleRecord article)
    {
        Piece[] kept = [.. article.Paragraphs.Select(p => new Piece(article.Text[p.Start..p.End], null, p.Page?.Start))];
        if (kept.Length == 0)
            kept = [new Piece(article.Text, null, 0)];
        Piece[] dropped = [.. article.Dropped.Select(d => new Piece(d.Text, d.Why, d.Page?.Start))];
        var text = new StringBuilder();
        text.Append(Bold($"Kept {kept.Length} {(kept.Length == 1 ? "paragraph" : "paragraphs")} (│), dropped {dropped.Length} {(dropped.Length == 1 ? "piece" : "pieces")} (┊)")).Append('\n');
        // What has no place in the page stands last.
        List<Piece> all = [.. kept.Concat(dropped).OrderBy(p => p.Place ?? int.MaxValue)];
        for (int i = 0; i < all.Count;)
        {
            int next = i + 1;
            while (all[i].Why is not null && next < all.Count && all[next].Why == all[i].Why)
                next++;
            if (all[i].Why is { } why)
                AppendDropped(text, why, all[i..next]);
            else
                AppendKept(text, all[i]);
            i = next;
        }
        return text.ToString();
    }

    private static void AppendKept(StringBuilder text, Piece piece)
    {
        string place = $"{piece.Place,PlaceWidth} │ ";
        foreach (string line in Wrap(Clean(piece.Text), Width - PlaceWidth - 3))
        {
            text.Append(Dim(place)).Append(line).Append('\n');
            place = $"{"",PlaceWidth} │ ";
        }
    }

    private static void AppendDropped(StringBuilder text, string why, List<Piece> pieces)
    {
        string label = pieces.Count == 1 ? why : $"{why}, {pieces.Count} pieces";
        string words = Clean(string.Join(" · ", pieces.Select(p => p.Text)));
        int room = Width - PlaceWidth - 5 - label.Length;
        text.Append(Dim($"{pieces[0].Place,PlaceWidth} ┊ {label}: {(words.Length <= room ? words : words[..Math.Max(0, room - 1)] + "…")}")).Append('\n');
    }

    private static void AppendClaim(StringBuilder text, Claim claim)
    {
        string stance = Word(claim.Stance);
        (string sign, string colour) = Dress(stance);
        string who = claim.Source is { } source ? source.Name : "(source not worded)";
        if (claim.Source is { Role: { } role } && !who.Contains(role, StringComparison.OrdinalIgnoreCase))
            who += $", {role}";
        if (claim.Source?.Anonymous == true)
            who += " [unnamed]";
        string place = claim.In == ClaimPlace.Title ? "headline, " : "";
        text.Append($"  {claim.Id,-4}").Append(Paint($"{sign} {stance,-9}", colour)).Append(' ').Append(Bold(Clean(who)));
        if (claim.Target is { } target)
            text.Append(Clean($"  (about {target})"));
        text.Append(Dim($"  {place}{Word(claim.Quote)}, {claim.Confidence.ToString("0.00", CultureInfo.InvariantCulture)}")).Append('\n');
        foreach (string line in Wrap(Clean(string.Join(" … ", claim.Content.Select(p => p.Text)))))
            text.Append("       ").Append(line).Append('\n');
        var notes = new List<string> { $"cue: {claim.Cue.Text}" };
        if (claim.When is { } when)
            notes.Add($"when: {when.Text}{(when.Date is { } d ? $" = {d}" : "")}");
        if (claim.Basis is { } basis)
            notes.Add($"evidence: {basis.Text}");
        if (claim.Hedges.Count > 0)
            notes.Add("hedged: " + string.Join(", ", claim.Hedges.Select(h => h.Text).Distinct(StringComparer.OrdinalIgnoreCase)));
        if (claim.Within is { } within)
            notes.Add($"inside {within}");
        if (claim.About is { } about)
            notes.Add($"answers {about}");
        text.Append(Dim("       " + Clean(string.Join("; ", notes)))).Append('\n');
    }

    private static void AppendEvent(StringBuilder text, Event e, StoryRecord record)
    {
        // Never the bare fact: who says it stands before what is said.
        string[] sayers = [.. e.Claims.Select(id => record.Claims.First(c => c.Id == id).Source?.Name ?? "source not worded").Distinct()];
        string said = sayers.Length == 0 ? "the outlet itself" : string.Join(", ", sayers);
        text.Append($"  {e.Id,-4}").Append(Paint(e.Type, "36")).Append(e.Happened ? "" : " (not said to have happened)").Append(Dim(Clean($"  according to {said}"))).Append('\n');
        foreach (string line in Wrap(Clean(e.Text)))
            text.Append("       ").Append(line).Append('\n');
        var notes = new List<string>();
        if (e.Actors.Count > 0)
            notes.Add("who: " + string.Join(", ", e.Actors));
        if (e.Recipients.Count > 0)
            notes.Add("to whom: " + string.Join(", ", e.Recipients));
        if (e.Weapons.Count > 0)
            notes.Add("with: " + string.Join(", ", e.Weapons));
        if (e.Place is { } place)
            notes.Add($"where: {place.Name}{(place.Country is { } c ? $" ({c})" : "")}");
        if (e.Date is { } date)
            notes.Add($"when: {date.Text}{(date.From is { } from ? " = " + (from == date.To ? from : $"{from} to {date.To}") : "")}");
        if (e.Killed is { } killed)
            notes.Add("killed: " + killed.Text);
        if (e.Injured is { } injured)
            notes.Add("injured: " + injured.Text);
        if (notes.Count > 0)
            text.Append(Dim("       " + Clean(string.Join("; ", notes)))).Append('\n');
    }

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string Bold(string s) => Colour ? $"\e[1m{s}\e[0m" : s;

    public static string Dim(string s) => Colour ? $"\e[2m{s}\e[0m" : s;

    private static string Paint(string s, string colour) => Colour ? $"\e[{colour}m{s}\e[0m" : s;

    public static string Clean(string s)
    {
        if (!s.Any(c => char.IsControl(c) || c is '\u202e' or '\u202d' or '\u2066' or '\u2067' or '\u2068'))
            return s;
        return new string([.. s.Select(c => char.IsControl(c) ? ' ' : c).Where(c => c is not ('\u202e' or '\u202d' or '\u2066' or '\u2067' or '\u2068'))]);
    }

    private static string Short(string s) => s.Length <= 110 ? s : s[..107] + "...";

    private static IEnumerable<string> Wrap(string s, int width = Width - 7)
    {
        int at = 0;
        while (s.Length - at > width)
        {
            int cut = s.LastIndexOf(' ', at + width, width);
            if (cut <= at)
                cut = at + width;
            yield return s[at..cut];
            at = cut < s.Length && s[cut] == ' ' ? cut + 1 : cut;
        }
        yield return s[at..];
    }
}
