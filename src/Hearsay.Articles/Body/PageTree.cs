using Hearsay.Articles.Markup;

namespace Hearsay.Articles.Body;

/// <summary>
/// The elements and texts of a page laid flat in document order: a walk is a loop, a subtree is a stretch.
/// </summary>
internal sealed class PageTree
{
    private readonly List<Node> nodes;

    private readonly string page;

    private PageTree(List<Node> nodes, int body, string page) => (this.nodes, Body, this.page) = (nodes, body, page);

    /// <summary>An element with its name, or a text with its words.</summary>
    /// <param name="Name">The element's name in small letters; null for a text.</param>
    /// <param name="Parent">The number of the element around it, or -1.</param>
    /// <param name="End">The number after the last node inside it.</param>
    /// <param name="PageEnd">Where a text ends in the page.</param>
    internal readonly record struct Node(PageElement? Element, string? Name, ReadOnlyMemory<char> Text, int Parent, int End, int PageEnd)
    {
        public bool IsHeading => Name is ['h', >= '1' and <= '6'];
    }

    public int Count => nodes.Count;

    /// <summary>The number of the page's body, or -1.</summary>
    public int Body { get; }

    public Node this[int number] => nodes[number];

    /// <summary>True where the second node is the first one or lies inside it.</summary>
    public bool Holds(int outer, int inner) => inner >= outer && inner < nodes[outer].End;

    /// <summary>The next node under the same parent, or -1.</summary>
    public int NextSibling(int number) => nodes[number].Parent is >= 0 and var parent && nodes[number].End < nodes[parent].End ? nodes[number].End : -1;

    /// <summary>Where the words of a text begin in the page: so far before its end as they are long, or after the last tag where they are written otherwise ("&amp;amp;").</summary>
    private int StartInPage(Node text)
    {
        ReadOnlySpan<char> before = page.AsSpan(0, Math.Min(text.PageEnd, page.Length)), words = text.Text.Span;
        int start = before.EndsWith(words) ? before.Length - words.Length : before.LastIndexOf('>') + 1;
        while (start < before.Length && char.IsWhiteSpace(before[start]))
            start++;
        return start;
    }

    /// <summary>From where the words of the first text begin to where those of the last one end; null where the parser moved them.</summary>
    public PagePlace? PlaceOf(int first, int last)
    {
        int start = StartInPage(nodes[first]), end = page.AsSpan(0, Math.Min(nodes[last].PageEnd, page.Length)).TrimEnd().Length;
        return start < end ? new PagePlace(start, end) : null;
    }

    public static PageTree Of(PageDocument document, string page)
    {
        var nodes = new List<Node>(1024);
        var open = new Stack<(PageElement Element, int Next, int Number)>();
        PageElement? body = document.Body;
        int bodyAt = -1;
        Open(document.Root, -1);
        while (open.TryPop(out (PageElement Element, int Next, int Number) inside))
        {
            if (inside.Next == inside.Element.Count)
            {
                nodes[inside.Number] = nodes[inside.Number] with { End = nodes.Count };
                continue;
            }
            open.Push(inside with { Next = inside.Next + 1 });
            PageNode child = inside.Element[inside.Next];
            if (child is PageElement element)
                Open(element, inside.Number);
            else if (child is PageText text)
                nodes.Add(new Node(null, null, text.Words, inside.Number, nodes.Count + 1, text.End));
        }
        return new PageTree(nodes, bodyAt, page);

        void Open(PageElement element, int parent)
        {
            if (ReferenceEquals(element, body))
                bodyAt = nodes.Count;
            open.Push((element, 0, nodes.Count));
            nodes.Add(new Node(element, element.Name, default, parent, 0, 0));
        }
    }
}
