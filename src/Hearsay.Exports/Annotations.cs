using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Hearsay.Claims.Records;
using Hearsay.Ledger.Questions;

namespace Hearsay.Exports;

/// <summary>A story as tools for annotation take it: one text, headline first, and the claims marked in it. Places are UTF-16 code units, end exclusive.</summary>
public sealed record AnnotatedStory(string Id, string Text, IReadOnlyList<AnnotatedClaim> Claims)
{
    private const string Gap = "\n\n";

    public static AnnotatedStory Of(StoryRecord story, IReadOnlyList<ClaimLine> found)
    {
        string? title = story.Article.Title;
        int shift = title is null ? 0 : title.Length + Gap.Length;
        var claims = new List<AnnotatedClaim>();
        foreach (ClaimLine line in found.Where(c => c.Status != "rejected"))
        {
            Claim c = ExportSet.Of(story, line);
            int by = c.In == ClaimPlace.Title ? 0 : shift;
            claims.Add(new AnnotatedClaim(
                c.Id, c.Source is { } s ? (s.Start + by, s.End + by) : null, (c.Cue.Start + by, c.Cue.End + by), [.. c.Content.Select(p => (p.Start + by, p.End + by))], line.Stance, line.Speaker, line.Status));
        }
        return new AnnotatedStory(story.Article.Id, title is null ? story.Article.Text : title + Gap + story.Article.Text, claims);
    }
}

/// <summary>A claim marked in a text.</summary>
/// <param name="Status">machine, accepted or corrected.</param>
public sealed record AnnotatedClaim(string Id, (int Start, int End)? Source, (int Start, int End) Cue, IReadOnlyList<(int Start, int End)> Content, string Stance, string? Speaker, string Status);

/// <summary>What the archives share.</summary>
internal static class Archive
{
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const long MostBytes = 64 << 20;

    public static async Task WriteAsync(Stream output, IEnumerable<(string Name, string Text)> files)
    {
        // The archive seeks.
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach ((string name, string text) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name);
                entry.LastWriteTime = Time;
                await using Stream file = entry.Open();
                await file.WriteAsync(new UTF8Encoding(false).GetBytes(text));
            }
        }
        memory.Position = 0;
        await memory.CopyToAsync(output);
    }

    /// <exception cref="InvalidDataException">No archive, or a file in it that is too large.</exception>
    public static Dictionary<string, string> Read(Stream input)
    {
        using var zip = new ZipArchive(input, ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.Length > 0))
        {
            if (entry.Length > MostBytes)
                throw new InvalidDataException($"{entry.FullName}: is larger than {MostBytes >> 20} MB; no text of ours is");
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files[entry.FullName] = reader.ReadToEnd();
        }
        return files;
    }

    /// <summary>A story's id as the name of a file.</summary>
    public static string FileName(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) is var name && name.Trim('.').Length > 0 ? name : StableId.Of(id).ToString("N");

    /// <summary>A place in code points to one in UTF-16 code units.</summary>
    public static int FromCodePoints(string text, int codePoints)
    {
        int i = 0;
        for (; codePoints > 0 && i < text.Length; codePoints--)
            i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
        return i;
    }
}

/// <summary>brat standoff (Stenetorp et al. 2012): a text and its annotations, Unicode code points, with the configuration that brat wants.</summary>
public sealed class BratExport : IExport
{
    public string Name => "brat";

    public string Summary => "brat standoff: .txt, .ann and annotation.conf in an archive; 'hearsay import' reads it back";

    public string Ending => ".brat.zip";

    public string MediaType => "application/zip";

    private static readonly string Configuration = $"""
        [entities]
        Source
        Cue
        Content
        [relations]
        SaysIn	Arg1:Source, Arg2:Cue
        Said	Arg1:Content, Arg2:Cue
        [events]
        [attributes]
        Stance	Arg:Cue, Value:{string.Join('|', Enum.GetNames<Stance>().Select(n => n.ToLowerInvariant()))}

        """;

    public Task WriteAsync(ExportSet set, Stream output) => Archive.WriteAsync(output, Files(set));

    private static IEnumerable<(string, string)> Files(ExportSet set)
    {
        yield return ("annotation.conf", Configuration);
        foreach ((StoryRecord story, IReadOnlyList<ClaimLine> found) in set.Stories)
        {
            AnnotatedStory annotated = AnnotatedStory.Of(story, found);
            string name = Archive.FileName(annotated.Id);
            yield return (name + ".txt", annotated.Text);
            yield return (name + ".ann", Standoff(annotated));
        }
    }

    private static string Standoff(AnnotatedStory story)
    {
        var text = new StringBuilder();
        int t = 0, r = 0, a = 0, n = 0;
        foreach (AnnotatedClaim claim in story.Claims)
        {
            int cue = Span("Cue", [claim.Cue]);
            text.Append(CultureInfo.InvariantCulture, $"A{++a}\tStance T{cue} {claim.Stance}\n");
            if (claim.Source is { } source)
                Relation("SaysIn", Span("Source", [source]), cue);
            if (claim.Content.Count > 0)
                Relation("Said", Span("Content", claim.Content), cue);
            if (claim.Speaker is not null)
                text.Append(CultureInfo.InvariantCulture, $"#{++n}\tAnnotatorNotes T{cue}\t{claim.Speaker.ReplaceLineEndings(" ")}\n");
        }
        return text.ToString();

        void Relation(string kind, int from, int cue) => text.Append(CultureInfo.InvariantCulture, $"R{++r}\t{kind} Arg1:T{from} Arg2:T{cue}\n");

        // A span must not cross a line in brat: it is cut there.
        int Span(string kind, IReadOnlyList<(int Start, int End)> parts)
        {
            (int Start, int End)[] cut = [.. parts.SelectMany(p => Lines(story.Text, p))];
            text.Append(CultureInfo.InvariantCulture, $"T{++t}\t{kind} {string.Join(';', cut.Select(p => $"{CodePoints.Of(story.Text, p.Start)} {CodePoints.Of(story.Text, p.End)}"))}\t{string.Join(' ', cut.Select(p => story.Text[p.Start..p.End]))}\n");
            return t;
        }
    }

    private static IEnumerable<(int Start, int End)> Lines(string text, (int Start, int End) part)
    {
        int start = part.Start;
        for (int i = part.Start; i <= part.End; i++)
        {
            if (i < part.End && text[i] is not ('\n' or '\r'))
                continue;
            if (i > start)
                yield return (start, i);
            start = i + 1;
        }
    }

    /// <summary>Reads the archive back, also when a person has worked on it. Status is corrected for all: somebody gave it back.</summary>
    /// <exception cref="InvalidDataException">A file that is no brat standoff, with its name and line.</exception>
    public static IEnumerable<AnnotatedStory> Read(Stream archive)
    {
        Dictionary<string, string> files = Archive.Read(archive);
        foreach ((string name, string standoff) in files.Where(f => f.Key.EndsWith(".ann", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            string id = name[..^4];
            if (!files.TryGetValue(id + ".txt", out string? text))
                throw new InvalidDataException($"{name}: there is no {id}.txt beside it");
            yield return new AnnotatedStory(id, text, ReadStandoff(name, standoff, text));
        }
    }

    private static List<AnnotatedClaim> ReadStandoff(string name, string standoff, string text)
    {
        var spans = new Dictionary<string, (string Kind, (int, int)[] Parts)>();
        var stances = new Dictionary<string, string>();
        var notes = new Dictionary<string, string>();
        var links = new List<(string From, string Cue)>();
        int number = 0;
        foreach (string line in standoff.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0)
                continue;
            string[] cells = line.Split('\t');
            string[] words = cells.Length > 1 ? cells[1].Split(' ') : [];
            try
            {
                switch (line[0])
                {
                    case 'T':
                        string[] numbers = cells[1][(words[0].Length + 1)..].Split(';');
                        spans[cells[0]] = (words[0], [.. numbers.Select(p => p.Split(' ')).Select(p => (Archive.FromCodePoints(text, int.Parse(p[0], CultureInfo.InvariantCulture)), Archive.FromCodePoints(text, int.Parse(p[1], CultureInfo.InvariantCulture))))]);
                        break;
                    case 'A':
                        stances[words[1]] = words[2];
                        break;
                    case 'R':
                        links.Add((words[1]["Arg1:".Length..], words[2]["Arg2:".Length..]));
                        break;
                    case '#':
                        notes[words[1]] = cells[2];
                        break;
                }
            }
            catch (Exception e) when (e is IndexOutOfRangeException or FormatException or ArgumentOutOfRangeException)
            {
                throw new InvalidDataException($"{name} line {number}: is no brat standoff; see brat's manual, or export again", e);
            }
        }
        return
        [
            .. spans.Where(s => s.Value.Kind == "Cue").OrderBy(s => s.Value.Parts[0]).Select((cue, i) =>
            {
                (string Kind, (int, int)[] Parts)[] linked = [.. links.Where(l => l.Cue == cue.Key && spans.ContainsKey(l.From)).Select(l => spans[l.From])];
                return new AnnotatedClaim($"c{i + 1}", linked.Where(l => l.Kind == "Source").Select(l => ((int, int)?)(l.Parts[0].Item1, l.Parts[^1].Item2)).FirstOrDefault(), (cue.Value.Parts[0].Item1, cue.Value.Parts[^1].Item2),
                    [.. linked.Where(l => l.Kind == "Content").SelectMany(l => l.Parts)], stances.GetValueOrDefault(cue.Key, "asserts"), notes.GetValueOrDefault(cue.Key), "corrected");
            }),
        ];
    }
}

/// <summary>Apache UIMA: a type system and one CAS a story as XMI (OMG XMI 2.0), places in UTF-16 code units as UIMA counts, for INCEpTION and WebAnno.</summary>
public sealed class UimaExport : IExport
{
    private static readonly XNamespace Xmi = "http://www.omg.org/XMI", Cas = "http:///uima/cas.ecore", Ours = "http:///org/hearsay.ecore";

    public string Name => "uima";

    public string Summary => "UIMA XMI with its type system, for INCEpTION; 'hearsay import' reads it back";

    public string Ending => ".xmi.zip";

    public string MediaType => "application/zip";

    private const string TypeSystem = """
        <?xml version="1.0" encoding="UTF-8"?>
        <typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <name>Hearsay</name>
          <types>
            <typeDescription><name>org.hearsay.Span</name><description>Words of a claim: its source, its cue or a part of its content.</description><supertypeName>uima.tcas.Annotation</supertypeName>
              <features>
                <featureDescription><name>claim</name><description>The claim's name in the story</description><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
                <featureDescription><name>part</name><description>source, cue or content</description><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
                <featureDescription><name>stance</name><description>of the claim, on its cue</description><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
                <featureDescription><name>speaker</name><description>of the claim, on its cue</description><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
              </features>
            </typeDescription>
          </types>
        </typeSystemDescription>

        """;

    public Task WriteAsync(ExportSet set, Stream output) =>
        Archive.WriteAsync(output, set.Stories.Select(s => AnnotatedStory.Of(s.Story, s.Found)).Select(s => (Archive.FileName(s.Id) + ".xmi", Document(s))).Prepend(("TypeSystem.xml", TypeSystem)));

    private static string Document(AnnotatedStory story)
    {
        int id = 1;
        var members = new List<int>();
        var root = new XElement(Xmi + "XMI", new XAttribute(XNamespace.Xmlns + "xmi", Xmi), new XAttribute(XNamespace.Xmlns + "cas", Cas), new XAttribute(XNamespace.Xmlns + "hearsay", Ours), new XAttribute(Xmi + "version", "2.0"), new XElement(Cas + "NULL", new XAttribute(Xmi + "id", 0)));
        foreach (AnnotatedClaim claim in story.Claims)
        {
            if (claim.Source is { } source)
                Add(claim, source, "source");
            Add(claim, claim.Cue, "cue");
            foreach ((int, int) part in claim.Content)
                Add(claim, part, "content");
        }
        // Characters that XML cannot hold are replaced one by one, so that places stay.
        string text = Legal(story.Text);
        root.Add(new XElement(Cas + "Sofa", new XAttribute(Xmi + "id", ++id), new XAttribute("sofaNum", 1), new XAttribute("sofaID", "_InitialView"), new XAttribute("mimeType", "text"), new XAttribute("sofaString", text)));
        foreach (XElement span in root.Elements(Ours + "Span"))
            span.SetAttributeValue("sofa", id);
        root.Add(new XElement(Cas + "View", new XAttribute("sofa", id), new XAttribute("members", string.Join(' ', members))));
        var output = new StringBuilder();
        // Line breaks stand in an attribute: entities keep them.
        using (XmlWriter writer = XmlWriter.Create(output, new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize, Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
            root.Save(writer);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + output + "\n";

        static string Legal(string words) => new([.. words.Select((c, i) =>
            XmlConvert.IsXmlChar(c) || char.IsHighSurrogate(c) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]) || char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(words[i - 1]) ? c : '\uFFFD')]);

        void Add(AnnotatedClaim claim, (int Start, int End) place, string part)
        {
            members.Add(++id);
            var span = new XElement(Ours + "Span", new XAttribute(Xmi + "id", id), new XAttribute("begin", place.Start), new XAttribute("end", place.End), new XAttribute("claim", claim.Id), new XAttribute("part", part));
            if (part == "cue")
            {
                span.SetAttributeValue("stance", claim.Stance);
                span.SetAttributeValue("speaker", claim.Speaker is null ? null : Legal(claim.Speaker));
            }
            root.Add(span);
        }
    }

    /// <summary>Reads the archive back, also when a person has worked on it.</summary>
    /// <exception cref="InvalidDataException">A file that is no XMI of ours, with its name.</exception>
    public static IEnumerable<AnnotatedStory> Read(Stream archive)
    {
        foreach ((string name, string text) in Archive.Read(archive).Where(f => f.Key.EndsWith(".xmi", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            AnnotatedStory story;
            try
            {
                using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                XElement root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
                string words = root.Element(Cas + "Sofa")!.Attribute("sofaString")!.Value;
                story = new AnnotatedStory(name[..^4], words, [.. root.Elements(Ours + "Span").GroupBy(s => s.Attribute("claim")!.Value).Select(Claim).OrderBy(c => c.Cue)]);
            }
            catch (Exception e) when (e is XmlException or NullReferenceException or FormatException or InvalidOperationException)
            {
                throw new InvalidDataException($"{name}: is no XMI with Hearsay's types ({e.Message}); export again, and keep the types", e);
            }
            yield return story;
        }
    }

    private static AnnotatedClaim Claim(IGrouping<string, XElement> spans)
    {
        XElement cue = spans.First(s => s.Attribute("part")!.Value == "cue");
        return new AnnotatedClaim(
            spans.Key, spans.Where(s => s.Attribute("part")!.Value == "source").Select(s => ((int, int)?)Place(s)).FirstOrDefault(), Place(cue), [.. spans.Where(s => s.Attribute("part")!.Value == "content").Select(Place)],
            cue.Attribute("stance")?.Value ?? "asserts", cue.Attribute("speaker")?.Value, "corrected");
    }

    private static (int, int) Place(XElement span) => (int.Parse(span.Attribute("begin")!.Value, CultureInfo.InvariantCulture), int.Parse(span.Attribute("end")!.Value, CultureInfo.InvariantCulture));
}

/// <summary>Gold stories to train and measure on, in the form of the hand-annotated ones: only what people accepted or corrected; rejected claims are left out.</summary>
public sealed class GoldExport : IExport
{
    public string Name => "gold";

    public string Summary => "reviewed claims as gold stories to train and measure on: only what a person accepted or corrected";

    public string Ending => ".gold.zip";

    public string MediaType => "application/zip";

    public Task WriteAsync(ExportSet set, Stream output) => Archive.WriteAsync(output, Files(set));

    private static IEnumerable<(string, string)> Files(ExportSet set)
    {
        foreach ((StoryRecord story, IReadOnlyList<ClaimLine> found) in set.Stories)
        {
            ClaimLine[] reviewed = [.. found.Where(c => c.Status is "accepted" or "corrected")];
            if (reviewed.Length == 0)
                continue;
            string name = Archive.FileName(story.Article.Id);
            yield return (name + ".input.json", new JsonObject { ["text"] = (story.Article.Title is { } t ? t + "\n\n" : "") + story.Article.Text, ["url"] = story.Article.Url, ["published"] = story.Article.Published }.ToJsonString() + "\n");
            yield return (name + ".json", Story(name, story, reviewed).ToJsonString() + "\n");
        }
    }

    private static JsonObject Story(string name, StoryRecord story, ClaimLine[] reviewed)
    {
        ArticleRecord a = story.Article;
        return new JsonObject
        {
            ["id"] = name,
            ["input"] = name + ".input.json",
            ["complete"] = false,
            ["article"] = new JsonObject { ["title"] = a.Title, ["publisher"] = a.Publisher, ["agency"] = a.Agency, ["dateline"] = a.Dateline, ["published"] = a.Published, ["authors"] = JsonTree.Strings(a.Authors) },
            ["claims"] = JsonTree.Array(reviewed.Select(line =>
            {
                Claim c = ExportSet.Of(story, line);
                return new JsonObject
                {
                    ["id"] = c.Id,
                    ["in"] = c.In == ClaimPlace.Title ? "title" : "body",
                    ["source_text"] = c.Source?.Text,
                    ["source_name"] = line.Speaker,
                    ["kind"] = line.Kind,
                    ["role"] = line.Role,
                    ["anonymous"] = line.Anonymous,
                    ["cue"] = c.Cue.Text,
                    ["content"] = JsonTree.Strings(c.Content.Select(p => p.Text)),
                    ["quote"] = line.Quote,
                    ["stance"] = line.Stance,
                    ["target"] = c.Target,
                    ["basis"] = c.Basis?.Text,
                    ["when"] = c.When is { } w ? new JsonObject { ["text"] = w.Text, ["date"] = w.Date } : null,
                    ["within"] = c.Within,
                    ["about"] = c.About,
                    ["status"] = line.Status,
                    ["note"] = line.Note,
                };
            })),
        };
    }

    /// <summary>A story that a person annotated elsewhere, in the same form.</summary>
    public static JsonObject Of(AnnotatedStory story) => new()
    {
        ["id"] = story.Id,
        ["text"] = story.Text,
        ["complete"] = false,
        ["claims"] = JsonTree.Array(story.Claims.Select(c => new JsonObject
        {
            ["id"] = c.Id,
            ["source_text"] = c.Source is { } s ? story.Text[s.Start..s.End] : null,
            ["source_name"] = c.Speaker,
            ["cue"] = story.Text[c.Cue.Start..c.Cue.End],
            ["content"] = JsonTree.Strings(c.Content.Select(p => story.Text[p.Start..p.End])),
            ["stance"] = c.Stance,
        })),
    };
}
