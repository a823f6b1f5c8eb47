using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Tests.Pipeline;

/// <summary>Many pages by several threads: in input order, one broken one hurting none, and no more of them than the caller wants.</summary>
public sealed class ReadAllTests
{
    private static readonly NewsPipeline ByTwo = Setup.Pipeline(new Settings { Threads = 2 });

    private static IEnumerable<PageResult> Pages(int count, Action<int>? given = null)
    {
        string bridge = File.ReadAllText(Repository.File("samples", "bridge.txt"));
        for (int i = 0; i < count; i++)
        {
            given?.Invoke(i);
            yield return i == 2 ? new PageFailure($"page {i}", "cannot be read") : new Page { Name = $"page {i}", Kind = PageKind.Text, Content = bridge };
        }
    }

    [Fact]
    public void OutcomesComeInOrderAndABrokenPageHurtsNone()
    {
        ReadOutcome[] outcomes = [.. ByTwo.ReadAll(Pages(9))];

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"page {i}"), outcomes.Select(o => o.Name));
        Assert.Equal(["page 2"], outcomes.Where(o => o.Record is null).Select(o => o.Name));
        Assert.All(outcomes.Where(o => o.Record is not null), o => Assert.Equal(outcomes[0].Record!.Claims.Count, o.Record!.Claims.Count));
    }

    [Fact]
    public void WhoWantsNoMoreEndsTheReading()
    {
        int last = 0;

        ReadOutcome first = ByTwo.ReadAll(Pages(100_000, i => last = i)).First();

        Assert.Equal("page 0", first.Name);
        Assert.InRange(last, 0, 1000);
    }

    [Fact]
    public void WhatTheInputsThrowComesToTheCaller() =>
        Assert.Throws<IOException>(() => ByTwo.ReadAll(Pages(10, i => _ = i == 5 ? throw new IOException("gone") : i)).Count());
}
