using System.Text;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Hearsay.Articles.Markup;

/// <summary>An element with those of its attributes that are read.</summary>
/// <param name="name">In small letters.</param>
/// <param name="flags">What the parser has to know of such elements.</param>
internal class PageElement(PageDocument document, string name, NodeFlags flags) : PageNode, IConstructableElement, IConstructableNamedNodeMap
{
    private Attribute[] attributes = [];
    private bool isClosed;

    private struct Attribute(string name, ReadOnlyMemory<char> value)
    {
        private readonly ReadOnlyMemory<char> value = value;
        private string? words;

        public string Name { get; } = name;

        public readonly ReadOnlySpan<char> Span => value.Span;

        public string Words => words ??= value.ToString();
    }

    public override string Name => name;

    public override NodeFlags Flags => flags;

    protected override int ReadTo => document.At;

    public bool HasAttributes => attributes.Length > 0;

    public string ClassName => GetAttribute("class") ?? "";

    public string Id => GetAttribute("id") ?? "";

    /// <summary>All words inside, also those of scripts.</summary>
    public string TextContent
    {
        get
        {
            if (Count == 1 && this[0] is PageText only)
                return only.Words.ToString();
            var text = new StringBuilder();
            var open = new Stack<PageNode>([this]);
            while (open.TryPop(out PageNode? node))
            {
                if (node is PageText words)
                    text.Append(words.Words);
                for (int i = node.Count - 1; i >= 0; i--)
                    open.Push(node[i]);
            }
            return text.ToString();
        }
    }

    StringOrMemory IConstructableElement.NamespaceUri => flags.HasFlag(NodeFlags.SvgMember) ? NamespaceNames.SvgUri : flags.HasFlag(NodeFlags.MathMember) ? NamespaceNames.MathMlUri : NamespaceNames.HtmlUri;

    StringOrMemory IConstructableElement.LocalName => name;

    StringOrMemory IConstructableElement.Prefix => "";

    IConstructableNamedNodeMap IConstructableElement.Attributes => this;

    ISourceReference? IConstructableElement.SourceReference { get; set; }

    int IConstructableNamedNodeMap.Length => attributes.Length;

    IConstructableAttr? IConstructableNamedNodeMap.this[StringOrMemory name] => null;

    public string? GetAttribute(string name)
    {
        int at = Find(name);
        return at < 0 ? null : attributes[at].Words;
    }

    public bool HasAttribute(string name) => Find(name) >= 0;

    bool IConstructableElement.HasAttribute(StringOrMemory name) => Find(name) >= 0;

    StringOrMemory IConstructableElement.GetAttribute(StringOrMemory namespaceUri, StringOrMemory localName) => Find(localName) is >= 0 and var at ? attributes[at].Words : "";

    void IConstructableElement.SetAttribute(string? namespaceUri, StringOrMemory name, StringOrMemory value) => Set(name, value);

    void IConstructableElement.SetOwnAttribute(StringOrMemory name, StringOrMemory value) => Set(name, value);

    void IConstructableElement.SetAttributes(StructAttributes tagAttributes)
    {
        if (tagAttributes.Count == 0)
            return;
        int count = attributes.Length;
        Array.Resize(ref attributes, count + tagAttributes.Count);
        for (int i = 0; i < tagAttributes.Count; i++)
        {
            MemoryHtmlAttributeToken attribute = tagAttributes[i];
            attributes[count + i] = new Attribute(PageParser.NameOf(attribute.Name), attribute.Value.Memory);
        }
    }

    /// <summary>The parser is done with the element.</summary>
    void IConstructableElement.SetupElement() => Close();

    void IConstructableElement.AddComment(ref StructHtmlToken token) => Part();

    /// <summary>The copy takes the place of this element among the open ones.</summary>
    IConstructableNode IConstructableElement.ShallowCopy()
    {
        Close();
        return document.Opened(new PageElement(document, name, flags) { attributes = [.. attributes] });
    }

    bool IConstructableNamedNodeMap.SameAs(IConstructableNamedNodeMap? attributes)
    {
        if (attributes is not PageElement other || other.attributes.Length != this.attributes.Length)
            return false;
        foreach (Attribute attribute in this.attributes)
        {
            int at = other.Find(attribute.Name);
            if (at < 0 || !other.attributes[at].Span.SequenceEqual(attribute.Span))
                return false;
        }
        return true;
    }

    private void Close()
    {
        if (!isClosed)
            document.Closed(this);
        isClosed = true;
    }

    private void Set(StringOrMemory name, StringOrMemory value)
    {
        int at = Find(name);
        if (at < 0)
        {
            at = attributes.Length;
            Array.Resize(ref attributes, at + 1);
        }
        attributes[at] = new Attribute(PageParser.NameOf(name), value.Memory);
    }

    private int Find(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < attributes.Length; i++)
        {
            if (name.SequenceEqual(attributes[i].Name))
                return i;
        }
        return -1;
    }

    private int Find(StringOrMemory name) => Find(name.Memory.Span);

    internal sealed class Meta(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableMetaElement
    {
        void IConstructableMetaElement.Handle()
        {
            // The words are decoded already.
        }
    }

    internal sealed class Script(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableScriptElement
    {
        bool IConstructableScriptElement.Prepare(IConstructableDocument document) => false;

        Task IConstructableScriptElement.RunAsync(CancellationToken cancel) => Task.CompletedTask;
    }

    internal sealed class Template(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableTemplateElement
    {
        void IConstructableTemplateElement.PopulateFragment()
        {
            // Its words are not shown and not read.
        }
    }

    internal sealed class Frame(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableFrameElement;

    internal sealed class Form(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableFormElement;

    internal sealed class Formula(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableMathElement;

    internal sealed class Drawing(PageDocument document, string name, NodeFlags flags) : PageElement(document, name, flags), IConstructableSvgElement;
}
