using System.Reflection;
using System.Runtime.CompilerServices;
using AngleSharp;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Hearsay.Articles.Markup;

/// <summary>AngleSharp's parser of the HTML standard, building our small tree, which takes half of what its own takes.</summary>
internal sealed class PageParser : IDomConstructionElementFactory<PageDocument, PageElement>
{
    /// <summary>The attributes that tell something of a story, or to the parser how its tree is built; the others, most of a page's, are never made.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = new HashSet<string>(
    [
        "class", "id", "style", "hidden", "aria-hidden", "datetime", "title", "content", "property", "name", "itemprop", "rel", "href", "type", "lang", "data-testid",
        "color", "face", "size", "encoding", "action", "prompt",
    ], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What the parser has to know of each element: as of AngleSharp's own.</summary>
    private static readonly Dictionary<string, NodeFlags> Html = FlagsOf(NamespaceNames.HtmlUri), Svg = FlagsOf(NamespaceNames.SvgUri), Math = FlagsOf(NamespaceNames.MathMlUri);

    private const string Unknown = "unknown-element";
    private const int MostOpen = 512;
    private readonly HtmlParser parser;

    // The documents that are being built, by what they are built of.
    private readonly ConditionalWeakTable<TextSource, PageDocument> documents = [];

    public PageParser() => parser = new HtmlParser(new HtmlParserOptions
    {
        DisableElementPositionTracking = true,
        ShouldEmitAttribute = static (ref StructHtmlToken _, ReadOnlyMemory<char> name) => Attributes.Contains(name.Span),
    }, BrowsingContext.New(Configuration.Default.With(this)));

    public PageDocument Parse(string html)
    {
        var source = new TextSource(new ReadOnlyMemoryTextSource(html));
        var document = new PageDocument(source);
        documents.Add(source, document);
        int templates = 0;
        return parser.ParseDocument<PageDocument, PageElement>(source, (ref StructHtmlToken token, TokenConsumer next) =>
        {
            // Each tag is looked for among those that are open: what opens beyond any real page's depth is passed over, its words are not.
            if (token.Type == HtmlTokenType.StartTag && document.OpenCount >= MostOpen && token.Name != "script" && token.Name != "style")
                return TokenConsumptionResult.Continue;
            // The parser knows only its own templates. An object is as hard to leave, and its words are not read either.
            // One that comes first in a pre element gets by: what would make the parser look for a table around it is passed over.
            if (document.IsInTemplate && token.IsTag && token.Name.Memory.Span is "table" or "caption" or "col" or "colgroup" or "tbody" or "tfoot" or "thead" or "tr" or "td" or "th")
                return TokenConsumptionResult.Continue;
            if (token.IsTag && token.Name == "template" && (token.Type == HtmlTokenType.StartTag || templates > 0))
            {
                templates += token.Type == HtmlTokenType.StartTag ? 1 : -1;
                token.Name = "object";
            }
            next(ref token);
            return TokenConsumptionResult.Continue;
        });
    }

    /// <summary>The one string for the name of an attribute that is read.</summary>
    internal static string NameOf(StringOrMemory name) => Attributes.TryGetValue(name.Memory.Span, out string? known) && name == known ? known : name.ToString();

    public PageElement Create(PageDocument document, StringOrMemory localName, StringOrMemory prefix = default, NodeFlags flags = NodeFlags.None)
    {
        (string name, NodeFlags known) = Known(Html, localName);
        return document.Opened(new PageElement(document, name, known | flags));
    }

    public PageElement CreateUnknown(PageDocument document, StringOrMemory tagName) => document.Opened(new PageElement(document, tagName.ToString(), Html[Unknown]));

    public PageElement CreateNoScript(PageDocument document, bool scripting) => document.Opened(new PageElement(document, "noscript", Html["noscript"]));

    public IConstructableMetaElement CreateMeta(PageDocument document) => document.Opened(new PageElement.Meta(document, "meta", Html["meta"]));

    public IConstructableScriptElement CreateScript(PageDocument document, bool parserInserted, bool started) => document.Opened(new PageElement.Script(document, "script", Html["script"]));

    public IConstructableFrameElement CreateFrame(PageDocument document) => document.Opened(new PageElement.Frame(document, "frame", Html["frame"]));

    public IConstructableTemplateElement CreateTemplate(PageDocument document) => document.Opened(new PageElement.Template(document, "template", Html["template"]));

    public IConstructableFormElement CreateForm(PageDocument document) => document.Opened(new PageElement.Form(document, "form", Html["form"]));

    public IConstructableMathElement CreateMath(PageDocument document, StringOrMemory name = default)
    {
        (string known, NodeFlags flags) = Known(Math, name);
        return document.Opened(new PageElement.Formula(document, known, flags));
    }

    public IConstructableSvgElement CreateSvg(PageDocument document, StringOrMemory name = default)
    {
        (string known, NodeFlags flags) = Known(Svg, name);
        return document.Opened(new PageElement.Drawing(document, known, flags));
    }

    public IConstructableNode CreateDocumentType(PageDocument document, StringOrMemory name, StringOrMemory publicIdentifier, StringOrMemory systemIdentifier) => new PageText(default, 0);

    public PageDocument CreateDocument(TextSource source, IBrowsingContext? context = null) => documents.TryGetValue(source, out PageDocument? document) ? document : new(source);

    private static (string Name, NodeFlags Flags) Known(Dictionary<string, NodeFlags> elements, StringOrMemory name) =>
        elements.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.Memory.Span, out string? known, out NodeFlags flags) ? (known, flags) : (name.ToString(), elements[Unknown]);

    private static Dictionary<string, NodeFlags> FlagsOf(string space)
    {
        using AngleSharp.Html.Dom.IHtmlDocument document = new HtmlParser().ParseDocument("");
        IEnumerable<string> names = typeof(TagNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<string>().Where(n => n != TagNames.Doctype);
        return names.Append(Unknown).Distinct().ToDictionary(n => n, n => document.CreateElement(space, n).Flags);
    }
}
