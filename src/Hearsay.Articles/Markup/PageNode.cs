using System.Collections;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;

namespace Hearsay.Articles.Markup;

/// <summary>A node of the tree that AngleSharp's parser builds for us in place of its own: it holds what is read of a page and nothing that a browser needs.</summary>
internal abstract class PageNode : IConstructableNode, IConstructableNodeList
{
    private List<PageNode>? children;

    // What follows a comment is a text of its own.
    private bool parted;

    public virtual string Name => "";

    /// <summary>How far the page has been read.</summary>
    protected abstract int ReadTo { get; }

    public virtual NodeFlags Flags => NodeFlags.None;

    public PageNode? Parent { get; private set; }

    public int Count => children?.Count ?? 0;

    public PageNode this[int number] => children![number];

    StringOrMemory IConstructableNode.NodeName => Name;

    IConstructableNode? IConstructableNode.Parent
    {
        get => Parent;
        set => Parent = (PageNode?)value;
    }

    IConstructableNodeList IConstructableNode.ChildNodes => this;

    int IConstructableNodeList.Length => Count;

    IConstructableNode IConstructableNodeList.this[int index] => this[index];

    public virtual void AddNode(IConstructableNode node) => InsertNode(Count, node);

    public void InsertNode(int idx, IConstructableNode childNode)
    {
        var child = (PageNode)childNode;
        child.Parent = this;
        parted = false;
        (children ??= []).Insert(idx, child);
    }

    public void RemoveNode(int idx, IConstructableNode childNode)
    {
        children!.RemoveAt(idx);
        ((PageNode)childNode).Parent = null;
    }

    public void RemoveChild(IConstructableNode childNode)
    {
        // It is likely the last one.
        int at = children?.LastIndexOf((PageNode)childNode) ?? -1;
        if (at >= 0)
            RemoveNode(at, childNode);
    }

    public void RemoveFromParent() => Parent?.RemoveChild(this);

    public void AppendText(StringOrMemory text, bool emitWhiteSpaceOnly = false)
    {
        if (!parted && Count > 0 && children![^1] is PageText last)
            last.Append(text.Memory, ReadTo);
        else
            InsertNode(Count, new PageText(text.Memory, ReadTo));
    }

    public void InsertText(int idx, StringOrMemory text, bool emitWhiteSpaceOnly = false)
    {
        if (idx > 0 && idx <= Count && this[idx - 1] is PageText before)
            before.Append(text.Memory, ReadTo);
        else if (idx < Count && this[idx] is PageText after)
            after.Prepend(text.Memory);
        else
            InsertNode(idx, new PageText(text.Memory, ReadTo));
    }

    public void Clear() => children?.Clear();

    /// <summary>The number of a child, looked for from the last one on.</summary>
    public int LastIndexOf(PageNode child) => children?.LastIndexOf(child) ?? -1;

    protected void Part() => parted = true;

    IEnumerator<IConstructableNode> IEnumerable<IConstructableNode>.GetEnumerator() => (children ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (children ?? []).GetEnumerator();
}

/// <summary>Words between two tags, as they stand in the parser's memory: good as long as the document is.</summary>
/// <param name="end">Where they end in the page.</param>
internal sealed class PageText(ReadOnlyMemory<char> words, int end) : PageNode
{
    // Where words came one after the other: the first ones are those that were read.
    private char[] joined = [];

    public ReadOnlyMemory<char> Words { get; private set; } = words;

    public int End { get; private set; } = end;

    protected override int ReadTo => End;

    public void Append(ReadOnlyMemory<char> more, int end)
    {
        int length = Words.Length, whole = length + more.Length;
        if (whole > joined.Length)
        {
            char[] larger = new char[Math.Max(whole, 2 * length)];
            Words.CopyTo(larger);
            joined = larger;
        }
        more.CopyTo(joined.AsMemory(length));
        (Words, End) = (joined.AsMemory(0, whole), end);
    }

    public void Prepend(ReadOnlyMemory<char> more) => (joined, Words) = ([], string.Concat(more.Span, Words.Span).AsMemory());
}
