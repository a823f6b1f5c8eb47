using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Hearsay.Articles.Markup;

/// <summary>The tree of one page; its words lie in the parser's memory until it is disposed of.</summary>
internal sealed class PageDocument(TextSource source) : PageNode, IConstructableDocument, IDisposable
{
    private readonly List<PageElement> openTables = [];
    private int openTemplates;

    /// <summary>How far the parser has read.</summary>
    public int At => source.Index;

    protected override int ReadTo => At;

    public PageElement Root { get; private set; } = null!;

    public PageElement? Head => Child("head");

    public PageElement? Body => Child("body") ?? Child("frameset");

    TextSource IConstructableDocument.Source => source;

    IDisposable? IConstructableDocument.Builder { get; set; }

    QuirksMode IConstructableDocument.QuirksMode { get; set; }

    IConstructableElement? IConstructableDocument.Head => Head;

    IConstructableElement IConstructableDocument.DocumentElement => Root;

    bool IConstructableDocument.IsLoading => false;

    /// <summary>What is no part of a table stands before it (the standard's foster parent): the parser knows only its own tables, and hands us what it cannot place.</summary>
    public override void AddNode(IConstructableNode node)
    {
        if (node is not PageElement element)
            return;
        if (Root is null)
        {
            Root = element;
            base.AddNode(node);
        }
        else if (openTables.Count > 0 && openTables[^1] is { Parent: { } parent } table)
            parent.InsertNode(parent.LastIndexOf(table), node);
        else
            Root.AddNode(node);
    }

    /// <summary>How many elements are open.</summary>
    public int OpenCount { get; private set; }

    /// <summary>True inside an element that the parser itself takes for a template.</summary>
    public bool IsInTemplate => openTemplates > 0;

    internal T Opened<T>(T element)
        where T : PageElement
    {
        OpenCount++;
        openTemplates += element is PageElement.Template ? 1 : 0;
        if (element.Name == "table")
            openTables.Add(element);
        return element;
    }

    internal void Closed(PageElement element)
    {
        OpenCount--;
        openTemplates -= element is PageElement.Template ? 1 : 0;
        if (element.Name == "table")
            openTables.RemoveAt(openTables.LastIndexOf(element));
    }

    private PageElement? Child(string name)
    {
        for (int i = 0; i < Root.Count; i++)
        {
            if (Root[i] is PageElement element && element.Name == name)
                return element;
        }
        return null;
    }

    void IConstructableDocument.Clear()
    {
        Clear();
        Root = null!;
        openTables.Clear();
        OpenCount = openTemplates = 0;
    }

    void IConstructableDocument.AddComment(ref StructHtmlToken token)
    {
        // Comments are not read.
    }

    void IConstructableDocument.TrackError(Exception exception)
    {
        // A browser's console; no part of the tree comes of it.
    }

    void IConstructableDocument.PerformMicrotaskCheckpoint()
    {
        // No script runs.
    }

    void IConstructableDocument.ProvideStableState()
    {
        // No script runs.
    }

    void IConstructableDocument.ApplyManifest()
    {
        // Nothing is stored.
    }

    Task IConstructableDocument.WaitForReadyAsync(CancellationToken cancelToken) => Task.CompletedTask;

    Task IConstructableDocument.FinishLoadingAsync() => Task.CompletedTask;

    public void Dispose()
    {
        ((IConstructableDocument)this).Builder?.Dispose();
        source.Dispose();
    }
}
