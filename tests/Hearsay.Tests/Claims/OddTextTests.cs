using Hearsay.Claims.Records;

namespace Hearsay.Tests.Claims;

/// <summary>Texts that are no plain news story: they are read without an error, and claims that are found point at their words.</summary>
public sealed class OddTextTests
{
    public static TheoryData<string> Texts =>
    [
        "\"We will not leave, the mayor said. \"Nobody asked us. He went on: \"And nobody will",
        "\"Yes.\" \"No.\" \"Never!\" \"“‘Perhaps.’”\" \"…\"",
        "The river says nothing to the stone,\nthe stone believes the river,\nand I who said I loved alone\nsaid so to none. It never\nanswered.",
        "SPEAKER: The committee will come to order.\nMR. LUND: I deny it.\nQ. Did you sign it?\nA. I did not.\nMS. BERG: No comment.",
        "@mayor_lund: we did NOT sell the bridge 😀 #bridge\nRT @kestria_now: they sold it!!1 https://t.example/x\n@bergnews: lol ok",
        "Ferra 3 Tarn 1\nVelma 0 Quarry Bay 0 (aet)\nGroup A  P W D L\nFerra  6 4 1 1\nTarn   6 2 2 2",
        "Der Bürgermeister sagte, die Brücke sei nicht verkauft worden. „Das ist falsch“, sagte er. Die Opposition bestreitet das.",
        "said said said said denied denied. According to according to, said. : : : \"said\"",
        "",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void AnyTextIsReadAndItsClaimsPointAtTheirWords(string text)
    {
        StoryRecord record = Readers.Plain(text, "2031-01-09");

        Assert.All(record.Claims.Where(c => c.In == ClaimPlace.Body).SelectMany(c => c.Content), p => Assert.Equal(record.Article.Text[p.Start..p.End], p.Text));
    }

    [Fact]
    public void ASpeakerOfTheBodyIsNotPointedToInTheHeadline()
    {
        StoryRecord record = Readers.Story("Bridges Of Tarn Need Repair: Report\n\nAccording to a report by the institute Roads of Kestria, 21 of 23 bridges in Tarn need repair. The report, released on Monday, says that two of them are closed.\n\nThe institute has counted the bridges of the town since 2012, and it has asked for money every year since then.");

        Assert.NotEmpty(record.Claims);
        Assert.All(record.Claims.Where(c => c is { In: ClaimPlace.Body, Source: not null }), c => Assert.Equal(c.Source!.Text, record.Article.Text[c.Source.Start..c.Source.End]));
    }

    [Fact]
    public void TenThousandClaimsAreReadAsTheyAreFew()
    {
        string text = string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"The mayor of Tarn said that bridge {i} was closed."));

        StoryRecord record = Readers.Plain(text, "2031-01-09");

        Assert.InRange(record.Claims.Count, 9_900, 10_100);
    }
}
