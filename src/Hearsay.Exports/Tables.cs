using System.Globalization;
using System.Text;
using System.Text.Json;
using Hearsay.Ledger.Questions;
using Parquet.Serialization;

namespace Hearsay.Exports;

/// <summary>Rows to RFC 4180 text.</summary>
public static class Csv
{
    public static string Line(params IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell that a spreadsheet would take as a formula is led by an apostrophe.</summary>
    private static string Cell(object? value)
    {
        string text = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' or '\r' || text.Length > 1 && text[0] == '-' && value is string)
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
    }

    internal static async Task WriteAsync(Stream output, string head, IEnumerable<string> lines)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(head + "\r\n");
        foreach (string line in lines)
            await writer.WriteAsync(line);
    }
}

/// <summary>Claims as JSON Lines, the fields of the program's own <c>claims --json</c>.</summary>
internal sealed class JsonLinesExport : IExport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public string Name => "jsonl";

    public string Summary => "claims, one JSON object a line, the fields of 'claims --json'";

    public string Ending => ".jsonl";

    public string MediaType => "application/jsonl";

    public async Task WriteAsync(ExportSet set, Stream output)
    {
        foreach (ClaimLine line in set.Claims)
        {
            await JsonSerializer.SerializeAsync(output, line, Options);
            output.WriteByte((byte)'\n');
        }
    }
}

/// <summary>Claims as a table.</summary>
public sealed class CsvExport : IExport
{
    public string Name => "csv";

    public string Summary => "claims as a table";

    public string Ending => ".csv";

    public string MediaType => "text/csv";

    public Task WriteAsync(ExportSet set, Stream output) => Csv.WriteAsync(output, Head, set.Claims.Select(Line));

    public const string Head = "story,claim,published,outlet,agency,speaker,role,kind,anonymous,stance,cue,content,quote,target,basis,said,confidence,hedge,hedgeDegree,independent,cites,echoOf,status,note,matter,reprint,url";

    public static string Line(ClaimLine c) => Csv.Line(
        c.Story, c.Name, c.Published, c.Publisher, c.Agency, c.Speaker, c.Role, c.Kind, c.Anonymous ? "yes" : "no", c.Stance, c.Cue, c.Content, c.Quote, c.Target, c.Basis, c.Said, Math.Round(c.Confidence, 2), c.Hedge, c.HedgeDegree, c.Independent, c.Cites, c.EchoOf, c.Status, c.Note,
        c.Proposition, c.Article == c.Origin ? "no" : "yes", c.Url);
}

/// <summary>The same table as Apache Parquet.</summary>
internal sealed class ParquetExport : IExport
{
    public string Name => "parquet";

    public string Summary => "the same table as Apache Parquet, for DuckDB, pandas and R";

    public string Ending => ".parquet";

    public string MediaType => "application/vnd.apache.parquet";

    public async Task WriteAsync(ExportSet set, Stream output)
    {
        // The writer seeks.
        using var file = new MemoryStream();
        await ParquetSerializer.SerializeAsync(set.Claims.Select(ParquetRow.Of).ToArray(), file);
        file.Position = 0;
        await file.CopyToAsync(output);
    }
}

/// <summary>A row of the Parquet table.</summary>
internal sealed class ParquetRow
{
    public string story { get; set; } = "";

    public string claim { get; set; } = "";

    public string? published { get; set; }

    public string? outlet { get; set; }

    public string? agency { get; set; }

    public string? speaker { get; set; }

    public string? role { get; set; }

    public string? kind { get; set; }

    public bool anonymous { get; set; }

    public string stance { get; set; } = "";

    public string cue { get; set; } = "";

    public string content { get; set; } = "";

    public string quote { get; set; } = "";

    public string? target { get; set; }

    public string? basis { get; set; }

    public string? said { get; set; }

    public double confidence { get; set; }

    public string? hedge { get; set; }

    public string? hedgeDegree { get; set; }

    public int independent { get; set; }

    public string? cites { get; set; }

    public string status { get; set; } = "";

    public string? note { get; set; }

    public long matter { get; set; }

    public bool reprint { get; set; }

    public string? url { get; set; }

    public static ParquetRow Of(ClaimLine c) => new()
    {
        story = c.Story,
        claim = c.Name,
        published = c.Published,
        outlet = c.Publisher,
        agency = c.Agency,
        speaker = c.Speaker,
        role = c.Role,
        kind = c.Kind,
        anonymous = c.Anonymous,
        stance = c.Stance,
        cue = c.Cue,
        content = c.Content,
        quote = c.Quote,
        target = c.Target,
        basis = c.Basis,
        said = c.Said,
        confidence = Math.Round(c.Confidence, 4),
        hedge = c.Hedge,
        hedgeDegree = c.HedgeDegree,
        independent = c.Independent,
        cites = c.Cites,
        status = c.Status,
        note = c.Note,
        matter = c.Proposition,
        reprint = c.Article != c.Origin,
        url = c.Url,
    };
}

/// <summary>Events in the columns of POLECAT's weekly files (Halterman et al. 2023), with who says so added; tabs between cells.</summary>
internal sealed class PolecatExport : IExport
{
    public string Name => "polecat";

    public string Summary => "events in the columns of POLECAT, by tab; the word-giver added";

    public string Ending => ".tsv";

    public string MediaType => "text/tab-separated-values";

    private const string Head = "Event ID\tEvent Date\tEvent Type\tActor Name\tActor COUNTRY\tRecipient Name\tRecipient COUNTRY\tPlacename\tCountry\tLatitude\tLongitude\tEvent Text\tHappened\tSaid By\tPublication Date\tSource\tStory";

    public async Task WriteAsync(ExportSet set, Stream output)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(Head + "\n");
        foreach (EventLine e in set.Events)
        {
            object?[] cells =
            [
                $"{e.Story}/{e.Name}", e.From, e.Type, string.Join("; ", e.Actors), Countries(e.Actors), string.Join("; ", e.Recipients), Countries(e.Recipients), e.Place, e.Country, e.Lat, e.Lon, e.Text, e.Happened ? "yes" : "no",
                string.Join("; ", e.Speakers), e.Published, e.Publisher, e.Story,
            ];
            await writer.WriteAsync(string.Join('\t', cells.Select(c => (c is IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : c?.ToString() ?? "").ReplaceLineEndings(" ").Replace('\t', ' '))) + "\n");
        }
    }

    private static string Countries(IReadOnlyList<string> names) => string.Join("; ", names.Select(n => Language.English.WordLists.Default.CountryNamed(n)?.Code).OfType<string>());
}

/// <summary>Violent events and protests in the columns of ACLED's export; nothing is filled in that no text says.</summary>
internal sealed class AcledExport : IExport
{
    public string Name => "acled";

    public string Summary => "assaults, coercion and protests in the columns of ACLED; empty where no text says";

    public string Ending => ".csv";

    public string MediaType => "text/csv";

    private const string Head = "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,source,notes,fatalities,said_by,story";

    public Task WriteAsync(ExportSet set, Stream output) => Csv.WriteAsync(output, Head, set.Events.Where(e => e.Happened && e.Type is "ASSAULT" or "PROTEST" or "COERCE").Select(e => Csv.Line(
        $"{e.Story}/{e.Name}", e.From, e.From?[..4], Precision(e), e.Type == "PROTEST" ? "Protests" : e.Type == "COERCE" ? "Strategic developments" : Blast(e) ? "Explosions/Remote violence" : "Violence (undetermined)",
        string.Join("; ", e.Actors), string.Join("; ", e.Recipients), e.Country, e.Place, e.Lat, e.Lon, e.Lat is null ? "" : "2", e.Publisher, e.Text, e.KilledMin, string.Join("; ", e.Speakers), e.Story)));

    /// <summary>1 the day, 2 within a week, 3 within a month or more.</summary>
    private static string Precision(EventLine e)
    {
        if (!DateOnly.TryParse(e.From, CultureInfo.InvariantCulture, out DateOnly from) || !DateOnly.TryParse(e.To ?? e.From, CultureInfo.InvariantCulture, out DateOnly to))
            return "";
        return (to.DayNumber - from.DayNumber) switch { 0 => "1", <= 7 => "2", _ => "3" };
    }

    private static bool Blast(EventLine e) => e.Weapons.Any(w => w.Contains("missile", StringComparison.OrdinalIgnoreCase) || w.Contains("bomb", StringComparison.OrdinalIgnoreCase) || w.Contains("drone", StringComparison.OrdinalIgnoreCase)
        || w.Contains("shell", StringComparison.OrdinalIgnoreCase) || w.Contains("rocket", StringComparison.OrdinalIgnoreCase) || w.Contains("mine", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Events with figures of killed in the columns of UCDP's GED: best is left empty, low and high are what was said.</summary>
internal sealed class UcdpExport : IExport
{
    public string Name => "ucdp";

    public string Summary => "events with a death toll in the columns of UCDP GED: low and high as said, best left to the coder";

    public string Ending => ".csv";

    public string MediaType => "text/csv";

    private const string Head = "id,date_start,date_end,side_a,side_b,where_coordinates,latitude,longitude,country,source_article,source_original,best,high,low";

    public Task WriteAsync(ExportSet set, Stream output) => Csv.WriteAsync(output, Head, set.Events.Where(e => e.Happened && e.KilledMin > 0).Select(e => Csv.Line(
        $"{e.Story}/{e.Name}", e.From, e.To, string.Join("; ", e.Actors), string.Join("; ", e.Recipients), e.Place, e.Lat, e.Lon, e.Country, $"{e.Publisher}, {e.Published}, {e.Title}", string.Join("; ", e.Speakers), "", e.KilledMax, e.KilledMin)));
}
