using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Exports;

/// <summary>Names that are always the same for the same thing (RFC 9562, version 5).</summary>
internal static class StableId
{
    private static readonly Guid Namespace = new("6f0c6f3e-3c55-5a3e-9d44-4d1a4be0a1c7");

    public static Guid Of(string name)
    {
#pragma warning disable CA5350 // the standard prescribes SHA-1, and no secret hangs on it
        byte[] hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)(hash[6] & 0x0F | 0x50);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>Stories, speakers, claims and events as FollowTheMoney entities, one a line, for Aleph and OpenSanctions' tools.</summary>
internal sealed class FollowTheMoneyExport : IExport
{
    public string Name => "ftm";

    public string Summary => "FollowTheMoney entities, one a line, for Aleph";

    public string Ending => ".ftm.json";

    public string MediaType => "application/jsonl";

    public async Task WriteAsync(ExportSet set, Stream output)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var speakers = new HashSet<string>();
        foreach ((StoryRecord story, IReadOnlyList<ClaimLine> found) in set.Stories)
        {
            ArticleRecord a = story.Article;
            string article = Id("article", a.Id);
            await Entity(article, "Article", ("name", a.Title ?? a.Id), ("fileName", Archive.FileName(a.Id) + ".txt"), ("title", a.Title), ("publishedAt", a.Published), ("publisher", a.Publisher), ("sourceUrl", a.Url), ("language", a.Language == "en" ? "eng" : null), ("bodyText", a.Text), ("author", string.Join("; ", a.Authors)));
            foreach (ClaimLine c in found)
            {
                string? speaker = c.Speaker is null ? null : Id("speaker", LedgerWriter.SpeakerKey(c.Speaker));
                if (speaker is not null && speakers.Add(speaker))
                    await Entity(speaker, c.Kind switch { "person" => "Person", "government" => "PublicBody", "organization" or "media" => "Organization", _ => "LegalEntity" }, ("name", c.Speaker), ("position", c.Kind == "person" ? c.Role : null));
                await Entity(Id("claim", c.Story + "/" + c.Name), "Note", ("name", $"{c.Speaker ?? "A source that is not worded"} {c.Stance}"), ("description", $"{c.Speaker ?? "A source that is not worded"} {c.Stance}: {c.Content}"), ("summary", c.Said is { } said ? $"said {said}" : null), ("createdAt", c.Published), ("proof", article), ("entity", speaker), ("sourceUrl", a.Url));
            }
        }
        foreach (EventLine e in set.Events)
        {
            await Entity(Id("event", e.Story + "/" + e.Name), "Event", ("name", e.Text), ("summary", $"{e.Type}, {e.Told}"), ("startDate", e.From), ("endDate", e.To), ("location", e.Place), ("country", e.Country?.ToLowerInvariant()),
                ("proof", Id("article", e.Story)));
        }

        async Task Entity(string id, string schema, params (string Name, string? Value)[] properties)
        {
            var values = new JsonObject();
            foreach ((string name, string? value) in properties)
            {
                if (!string.IsNullOrEmpty(value))
                    values[name] = new JsonArray(value);
            }
            await writer.WriteAsync(new JsonObject { ["id"] = id, ["schema"] = schema, ["properties"] = values }.ToJsonString() + "\n");
        }
    }

    private static string Id(string kind, string name) => $"hearsay-{kind}-{StableId.Of(kind + name):N}";
}

/// <summary>
/// A STIX 2.1 bundle: speakers as identities, stories as reports, claims as notes; what confirms or denies another claim of its story is an opinion on it. A refusal to
/// comment is a note, never a neutral opinion.
/// </summary>
internal sealed class StixExport : IExport
{
    public string Name => "stix";

    public string Summary => "STIX 2.1 bundle: identity, report, note, opinion, for OpenCTI";

    public string Ending => ".json";

    public string MediaType => "application/stix+json;version=2.1";

    public Task WriteAsync(ExportSet set, Stream output)
    {
        var objects = new JsonArray();
        string made = set.Made.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        string self = "identity--" + StableId.Of("hearsay");
        objects.Add(Object(self, made, new JsonObject { ["name"] = "Hearsay", ["identity_class"] = "system", ["description"] = "Machine-read record of who said what" }));
        var speakers = new HashSet<string>();
        foreach ((StoryRecord story, IReadOnlyList<ClaimLine> found) in set.Stories)
        {
            string time = story.Article.Published is { } day ? day + "T00:00:00.000Z" : made;
            var of = new JsonArray();
            foreach (ClaimLine c in found)
            {
                string note = NoteId(c.Story, c.Name);
                JsonArray about = [];
                if (c.Speaker is not null)
                {
                    string speaker = "identity--" + StableId.Of("speaker" + LedgerWriter.SpeakerKey(c.Speaker));
                    if (speakers.Add(speaker))
                        objects.Add(Object(speaker, made, new JsonObject { ["name"] = c.Speaker, ["identity_class"] = c.Kind switch { "person" => "individual", "group" => "group", null or "document" => "unknown", _ => "organization" } }));
                    about.Add(speaker);
                    of.Add(speaker);
                }
                else
                {
                    about.Add(self);
                }
                objects.Add(Object(note, time, new JsonObject { ["abstract"] = $"{c.Speaker ?? "Source not worded"} {c.Stance}", ["content"] = c.Content, ["authors"] = c.Speaker is null ? null : new JsonArray(c.Speaker), ["object_refs"] = about, ["confidence"] = (int)Math.Round(100 * c.Confidence) }));
                of.Add(note);
                string? answered = ExportSet.Of(story, c).About;
                if (c.Stance is "confirms" or "denies" && answered is not null && found.Any(f => f.Name == answered))
                {
                    string opinion = "opinion--" + StableId.Of("opinion" + c.Story + "/" + c.Name);
                    objects.Add(Object(opinion, time, new JsonObject
                    {
                        ["opinion"] = c.Stance == "confirms" ? "agree" : "disagree",
                        ["explanation"] = c.Content,
                        ["authors"] = c.Speaker is null ? null : new JsonArray(c.Speaker),
                        ["object_refs"] = new JsonArray(NoteId(c.Story, answered)),
                    }));
                    of.Add(opinion);
                }
            }
            objects.Add(Object("report--" + StableId.Of("report" + story.Article.Id), time, new JsonObject
            {
                ["name"] = story.Article.Title ?? story.Article.Id,
                ["published"] = time,
                ["object_refs"] = of,
                ["external_references"] = new JsonArray(Page(story.Article)),
            }));
        }
        return new JsonObject { ["type"] = "bundle", ["id"] = "bundle--" + StableId.Of("bundle" + set.Query + made), ["objects"] = objects }.WriteAsync(output);

        JsonObject Object(string id, string time, JsonObject properties)
        {
            var whole = new JsonObject { ["type"] = id[..id.IndexOf("--", StringComparison.Ordinal)], ["spec_version"] = "2.1", ["id"] = id, ["created"] = time, ["modified"] = time };
            if (id != self)
                whole["created_by_ref"] = self;
            foreach ((string name, JsonNode? value) in properties.ToArray())
            {
                properties.Remove(name);
                if (value is not null)
                    whole[name] = value;
            }
            return whole;
        }
    }

    private static JsonObject Page(ArticleRecord article)
    {
        var page = new JsonObject { ["source_name"] = article.Publisher ?? "outlet unknown", ["description"] = article.Title ?? article.Id };
        if (article.Url is not null)
            page["url"] = article.Url;
        return page;
    }

    private static string NoteId(string story, string claim) => "note--" + StableId.Of("claim" + story + "/" + claim);
}
