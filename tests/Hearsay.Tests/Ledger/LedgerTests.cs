using System.Data.Common;
using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Tests.Ledger;

/// <summary>What a ledger does, wherever it is kept.</summary>
public abstract class LedgerTests
{
    /// <summary>Where each test has an empty ledger of its own.</summary>
    protected abstract string Path { get; }

    protected static StoryRecord Bridge() => Readers.Story(File.ReadAllText(Repository.File("samples", "bridge.txt")));

    [Fact]
    public void ARecordComesOutAsItWentIn()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record);

        using DbConnection connection = file.Connect();
        StoryRecord? back = new StoryById(record.Article.Id).Ask(connection);

        Assert.Equal(RecordJson.Write(record), RecordJson.Write(back!));
    }

    [Fact]
    public void RecordingAgainChangesNothing()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);

        bool first = writer.Record(record), second = writer.Record(record);

        Assert.True(first);
        Assert.False(second);
        using DbConnection connection = file.Connect();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM article"));
        Assert.Equal(record.Claims.Count + record.Statements.Count, connection.ExecuteScalar<int>("SELECT count(*) FROM claim"));
    }

    [Fact]
    public void AChangedStoryTakesThePlaceOfItsOlderReading()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);

        writer.Record(record with { Claims = [record.Claims[0]], Statements = [] });

        using DbConnection connection = file.Connect();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM claim"));
        Assert.DoesNotContain(new ClaimQuery("bridge OR barges").Ask(connection), c => c.Name != record.Claims[0].Id);
    }

    [Fact]
    public void AReprintPointsAtItsOrigin()
    {
        StoryRecord record = Bridge();
        StoryRecord cut = record with { Article = record.Article with { Id = "copy", Text = record.Article.Text[..(record.Article.Text.Length * 2 / 3)] }, Claims = [], Events = [], Statements = [] };
        StoryRecord other = Readers.Story(File.ReadAllText(Repository.File("samples", "harbour.html")), Hearsay.Pages.PageKind.Html);
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        foreach (StoryRecord r in (StoryRecord[])[record, cut, other])
            writer.Record(r);

        using DbConnection connection = file.Connect();
        long?[] origins = [.. connection.Query<long?>("SELECT origin FROM article ORDER BY id")];

        Assert.Equal([null, 1L, null], origins);
    }

    [Fact]
    public void ReprintsStayTogetherWhenTheirOriginIsRewritten()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        foreach (string id in (string[])["first", "second", "third"])
            writer.Record(record with { Article = record.Article with { Id = id } });

        writer.Record(record with { Article = record.Article with { Id = "first", Text = "The council has withdrawn this story. It will be replaced by another one on the budget of the town." }, Claims = [], Statements = [], Events = [] });

        using DbConnection connection = file.Connect();
        Assert.Equal(2, connection.ExecuteScalar<int>("SELECT count(DISTINCT coalesce(origin, id)) FROM article"));
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM article WHERE origin = (SELECT id FROM article WHERE story = 'second')"));
    }

    [Fact]
    public void ThreePagesOfWhichOneIsAReprintGiveADisputeWithTwoIndependentSources()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (ReadOutcome outcome in Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl")])))
                writer.Record(outcome.Record!);
        }
        using DbConnection connection = file.Connect();

        Proposition[] disputes = [.. new Propositions(OnlyDisputed: true).Ask(connection)];

        Proposition[] shared = [.. disputes.Where(d => d.Origins == 2 && d.Positions.Select(p => p.Article).Distinct().Count() == 3)];
        Assert.NotEmpty(shared);
        Assert.All(shared, d => Assert.Contains(d.Positions, p => p.JoinedWhy is not null));
    }

    /// <summary>Two outlets on one fire; the third story is of another place.</summary>
    private static readonly string[] Fires =
    [
        "Fire in Lorum textile mill kills dozens\n\nA fire swept through the Halden textile mill in Lorum on Monday night. \"At least 31 workers died,\" fire chief Nora Beck said. The union accused the mill's owner, Halden Textiles, of locking the emergency doors.",
        "Halden denies doors were locked as Lorum mill burned\n\nRescuers in Lorum recovered 38 bodies from the Halden textile mill, the mayor said on Tuesday. Halden Textiles denied that emergency doors had been locked on Monday night.",
        "Bus falls into ravine near Castra\n\nA bus fell into a ravine near Castra on Tuesday. \"Nine passengers died,\" police chief Otto Lang said.",
    ];

    private Proposition[] Matters(params string[] stories)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (string story in stories)
                writer.Record(Readers.Story(story));
        }
        using DbConnection connection = file.Connect();
        return [.. new Propositions().Ask(connection)];
    }

    private static Proposition Of(Proposition[] matters, string words) => Assert.Single(matters, m => m.Positions.Any(p => p.Content.Contains(words, StringComparison.Ordinal)));

    [Fact]
    public void CountsOfTheDeadOfOneEventAreOneMatterInWhateverWords()
    {
        Proposition[] matters = Matters(Fires);

        Proposition toll = Of(matters, "31 workers died");
        Assert.Contains(toll.Positions, p => p.Content.Contains("38 bodies", StringComparison.Ordinal) && p.JoinedWhy!.Contains("counts the killed of the same event", StringComparison.Ordinal));
        Assert.DoesNotContain(toll.Positions, p => p.Content.Contains("Nine", StringComparison.Ordinal));
        Assert.True(toll.Disputed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void ADenialAnswersWhatAnotherStoryOfTheEventSaysOfItsSpeaker(int first, int second)
    {
        Proposition[] matters = Matters(Fires[first], Fires[second], Fires[2]);

        Proposition doors = Of(matters, "locking the emergency doors");
        Assert.Contains(doors.Positions, p => p.Stance == "denies" && p.Speaker!.Contains("Halden", StringComparison.Ordinal));
        Assert.True(doors.Disputed);
    }

    [Fact]
    public void ALedgerWithoutAStoryHasNoMatterOfIt()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);

        writer.Record(record with { Claims = [], Statements = [] });

        using DbConnection connection = file.Connect();
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT count(*) FROM proposition"));
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT coalesce(sum(holders), 0) FROM term"));
    }

    [Fact]
    public void AReviewHoldsWhenTheStoryIsReadAgain()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);
        using DbConnection connection = file.Connect();
        Claim claim = record.Claims[2];

        ReviewWriter.Record(connection, new Review(record.Article.Id, claim.Id, "corrected", Speaker: "Somebody Else", Note: "see the second paragraph"), DateTimeOffset.UnixEpoch);
        ReviewWriter.Record(connection, new Review(record.Article.Id, record.Claims[3].Id, "rejected"), DateTimeOffset.UnixEpoch);
        writer.Record(record with { Article = record.Article with { Title = "Another headline" }, Claims = [.. record.Claims.Select(c => c with { Id = "x" + c.Id })] });

        ClaimLine corrected = Assert.Single(new ClaimQuery("status:corrected").Ask(connection));
        Assert.Equal(("x" + claim.Id, "Somebody Else", "see the second paragraph"), (corrected.Name, corrected.Speaker, corrected.Note));
        Assert.Single(new ClaimQuery("status:rejected").Ask(connection));
        Assert.Single(new ClaimsBySpeaker("Somebody Else").Ask(connection));
        Assert.DoesNotContain(new Propositions().Ask(connection).SelectMany(p => p.Positions), p => p.Status == "rejected");
    }

    [Theory]
    [InlineData("lies", null, null, "verdict")]
    [InlineData("corrected", null, null, "speaker")]
    [InlineData("corrected", "maybe", null, "stance")]
    [InlineData("accepted", null, "c999", "no claim")]
    public void AReviewThatCannotBeIsRefused(string verdict, string? stance, string? name, string word)
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record);
        using DbConnection connection = file.Connect();

        var error = Assert.Throws<LedgerException>(() => ReviewWriter.Record(connection, new Review(record.Article.Id, name ?? record.Claims[0].Id, verdict, Stance: stance), DateTimeOffset.UnixEpoch));

        Assert.Contains(word, error.Message);
    }

    [Theory]
    [InlineData("stance:denies", 1)]
    [InlineData("stance:denies -speaker:norrland", 1)]
    [InlineData("speaker:ilves about:\"farms and a school\"", 1)]
    [InlineData("bridge OR barges", 2)]
    [InlineData("colourless green", 0)]
    [InlineData("killed:>=14", 1)]
    [InlineData("killed:>100", 0)]
    [InlineData("event:assault weapon:drone", 1)]
    [InlineData("place:tarn", 1)]
    [InlineData("country:xx", 0)]
    [InlineData("lang:en -injured:>0 stance:denies", 1)]
    public void TheQueryGrammarFindsClaims(string query, int atLeast)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge());
        using DbConnection connection = file.Connect();

        IReadOnlyList<ClaimLine> found = new ClaimQuery(query).Ask(connection);

        Assert.True(atLeast == 0 ? found.Count == 0 : found.Count >= atLeast, $"{query}: {found.Count}");
        if (query.Contains("-speaker", StringComparison.Ordinal))
            Assert.DoesNotContain(found, c => c.Speaker == "Norrland");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR( * ^ : %")]
    public void AnyWordsMayBeAskedFor(string words)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using DbConnection connection = file.Connect();

        Assert.Empty(new ClaimQuery(words).Ask(connection));
        Assert.Empty(new ClaimsBySpeaker(words).Ask(connection));
        Assert.Empty(new Propositions().Ask(connection));
    }

    [Fact]
    public void APageThatWasReadIsKnownToTheSameReaderOnly()
    {
        var page = new Page { Name = "a", Kind = PageKind.Text, Content = "words" };
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge(), page);
        using var same = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        using var newer = new LedgerWriter(file, "test 2", DateTimeOffset.UnixEpoch);

        Assert.True(same.Knows(page));
        Assert.True(same.Knows(page with { Name = "elsewhere" }));
        Assert.False(same.Knows(page with { Content = "other words" }));
        Assert.False(newer.Knows(page));
    }

    [Fact]
    public void ABatchIsOnDiskWhenItIsFullOrCommitted()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch, batch: 3);
        using DbConnection other = file.Connect();
        int Seen() => other.ExecuteScalar<int>("SELECT count(*) FROM article");

        writer.Record(record);
        int one = Seen();
        writer.Commit();
        int committed = Seen();
        for (int i = 0; i < 3; i++)
            writer.Record(record with { Article = record.Article with { Id = "story " + i } });

        Assert.Equal((0, 1, 4), (one, committed, Seen()));
    }

    [Fact]
    public void ARevisedTextOfLikeLengthIsAReprintAndALongOneThatQuotesItIsNot()
    {
        StoryRecord record = Bridge();
        string Words(int from, int to) => string.Join(' ', Enumerable.Range(from, to - from).Select(i => "w" + i));
        StoryRecord Story(string id, string words) => record with { Article = record.Article with { Id = id, Text = words }, Claims = [], Events = [], Statements = [] };
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        foreach (StoryRecord r in (StoryRecord[])[Story("first", Words(0, 300)), Story("revised", Words(120, 420)), Story("quotes", $"{Words(1000, 2000)} {Words(0, 180)}")])
            writer.Record(r);

        using DbConnection connection = file.Connect();
        Assert.Equal([null, 1L, null], connection.Query<long?>("SELECT origin FROM article ORDER BY id"));
    }

    [Fact]
    public void AStoryBetweenTwoGroupsMakesThemOne()
    {
        StoryRecord record = Bridge();
        string text = record.Article.Text;
        string Part(double from, double to) => text[(int)(text.Length * from)..(int)(text.Length * to)];
        StoryRecord Story(string id, string words) => record with { Article = record.Article with { Id = id, Text = words }, Claims = [], Events = [], Statements = [] };
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        foreach (StoryRecord r in (StoryRecord[])[Story("head", Part(0, 0.4)), Story("tail", Part(0.6, 1)), Story("whole", text)])
            writer.Record(r);

        using DbConnection connection = file.Connect();
        Assert.Equal([null, 1L, 1L], connection.Query<long?>("SELECT origin FROM article ORDER BY id"));
    }

    [Fact]
    public void AnOlderTextOfAStoryIsKept()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);
        writer.Record(record with { Article = record.Article with { Text = record.Article.Text + "\n\nA line more." } });

        using DbConnection connection = file.Connect();
        Assert.Equal(record.Article.Text, Assert.Single(new Revisions(record.Article.Id).Ask(connection)).Text);
    }

    [Theory]
    [InlineData("Moscow", "government", "government of ru")]
    [InlineData("the Kremlin", "government", "government of ru")]
    [InlineData("Russian government", "government", "government of ru")]
    [InlineData("U.S.", "government", "government of us")]
    [InlineData("Volodymyr Zelenskiy", "person", "volodymyr zelensky")]
    [InlineData("Volodymyr Zelenskyy", "person", "volodymyr zelensky")]
    [InlineData("Paris Hilton", "person", "paris hilton")]
    [InlineData("Russian defence ministry", "government", "russian defence ministry")]
    [InlineData("Jordan", "person", "jordan")]
    public void NamesOfOnePartyShareItsKey(string name, string kind, string party)
    {
        StoryRecord record = Bridge();
        Claim claim = record.Claims.First(c => c.Source is not null);
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record with { Claims = [claim with { Source = claim.Source! with { Name = name, Kind = kind } }] });
        using DbConnection connection = file.Connect();

        Assert.Equal(party, Assert.Single(new PartyOf(name).Ask(connection)).Party);
    }

    [Fact]
    public void AKnownNameTakenWholeFindsNoOtherPartyThatHoldsIt()
    {
        StoryRecord record = Bridge();
        Claim[] claims = [.. record.Claims.Where(c => c.Source is not null).Take(2)];
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record with { Claims = [claims[0] with { Source = claims[0].Source! with { Name = "Anna Berg", Kind = "person" } }, claims[1] with { Source = claims[1].Source! with { Name = "lawyer of Anna Berg", Kind = "person" } }] });
        using DbConnection connection = file.Connect();

        Assert.Equal(2, new ClaimsBySpeaker("Anna Berg").Ask(connection).Count);
        Assert.Equal("Anna Berg", Assert.Single(new ClaimsBySpeaker("Anna Berg", Whole: true).Ask(connection)).Speaker);
        Assert.Equal("Anna Berg", Assert.Single(new PartyOf("Anna Berg", Whole: true).Ask(connection)).Name);
        // A part that is no name of its own still finds both.
        Assert.Equal(2, new ClaimsBySpeaker("Berg", Whole: true).Ask(connection).Count);
    }

    [Fact]
    public void WhatAPersonLinkedStaysAndCanBeTakenBack()
    {
        StoryRecord record = Bridge();
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);
        using DbConnection connection = file.Connect();
        string[] names = ["Mara Ilves", "Kestrian state television"];
        int Claims() => new ClaimsBySpeaker(names[0]).Ask(connection).Count;
        int alone = Claims();

        PartyWriter.Link(connection, names[0], names[1], "one office", DateTimeOffset.UnixEpoch);
        int together = Claims();
        writer.Record(record with { Article = record.Article with { Title = "Another headline" } });
        int readAgain = Claims();
        PartyWriter.Unlink(connection, names[1], null, DateTimeOffset.UnixEpoch);

        Assert.True(together > alone);
        Assert.Equal(together, readAgain);
        Assert.Equal(alone, Claims());
        Assert.Equal(2, connection.ExecuteScalar<int>("SELECT count(*) FROM party_decision"));
        Assert.Throws<LedgerException>(() => PartyWriter.Link(connection, names[0], "Nobody At All", null, DateTimeOffset.UnixEpoch));
    }

    /// <summary>Breaks a healthy ledger by the SQL, and has the doctor mend it.</summary>
    /// <returns>What the doctor found.</returns>
    protected IReadOnlyList<string> FoundAndMended(string breaking)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge());
        using DbConnection connection = file.Connect();
        Assert.Empty(Doctor.Check(connection));
        connection.Execute(breaking);
        IReadOnlyList<string> broken = Doctor.Check(connection);
        Doctor.Repair(connection);
        Assert.Empty(Doctor.Check(connection));
        return broken;
    }

    [Fact]
    public void TheDoctorFindsWhatIsBrokenAndMendsWhatCanBe() =>
        Assert.Equal(3, FoundAndMended("UPDATE term SET holders = 99; UPDATE proposition SET disputed = 1 - disputed; DELETE FROM party").Count);

    [Fact]
    public void WordsMissingFromTheIndexAreFoundAndPutBack() =>
        Assert.Equal("1 words are indexed wrongly", Assert.Single(FoundAndMended("DELETE FROM posting WHERE term = (SELECT min(term) FROM posting)")));

    [Fact]
    public void MattersThatAStoryShowsToBeOneBecomeOneAndTheirNumbersLeadThere()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        using DbConnection connection = file.Connect();
        Proposition[] All() => [.. new Propositions().Ask(connection)];
        writer.Record(Readers.Plain("Minister Orla Venn said the pumps of the Kestel tunnel had failed. Engineer Tor Aldis said that seawater drowned the Kestel turbines.", "2024-05-10"));
        Proposition[] apart = All();

        writer.Record(Readers.Plain("Inspector Mara Quill told Orla Venn and Tor Aldis that failed pumps of the Kestel tunnel drowned the Kestel turbines in seawater.", "2024-05-11"));

        Assert.Equal(2, apart.Length);
        Proposition one = Assert.Single(All());
        Assert.Equal(3, one.Positions.Count);
        Assert.Equal(2, one.Positions.Count(p => p.JoinedWhy?.StartsWith("shares ", StringComparison.Ordinal) == true));
        Assert.All(apart, m => Assert.Equal(one.Id, new PropositionById(m.Id).Ask(connection)!.Id));
        Assert.Empty(Doctor.Check(connection));
    }

    /// <summary>A story with these claims: who says them, how, and the name of the claim that each answers.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void WhoSaysVeryMuchIsFoundInTheNewestStoriesAsInAll(int limit)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            for (int day = 1; day <= 6; day++)
            {
                StoryRecord story = Told($"story{day}", ("Anna Berg", Stance.Asserts, $"the bridge of day {day} is sound", null), ("Lars Holm", Stance.Denies, $"the tower of day {day} is sound", null), ("Anna Berg", Stance.Denies, $"the dam of day {day} has cracked", null));
                writer.Record(story with { Article = story.Article with { Published = $"2030-05-0{day}" } });
            }
        }
        using DbConnection connection = file.Connect();

        IReadOnlyList<ClaimLine> all = new ClaimsBySpeaker("Berg", limit).Ask(connection), newest = new ClaimsBySpeaker("Berg", limit) { Many = 5, NewestStories = 2 }.Ask(connection);

        Assert.Equal(Math.Min(limit, 12), all.Count);
        Assert.Equal(all.Select(c => (c.Story, c.Name)), newest.Select(c => (c.Story, c.Name)));
        Assert.Equal(["story6", "story5", "story4"], new ClaimQuery("speaker:Berg stance:denies").Ask(connection, 3).Select(c => c.Story));
    }

    private static StoryRecord Told(string id, params (string Speaker, Stance Stance, string Content, string? About)[] claims)
    {
        StoryRecord bridge = Bridge();
        Claim claim = bridge.Claims.First(c => c.Source is not null);
        return bridge with
        {
            Article = bridge.Article with { Id = id, Published = "2030-05-01", Text = string.Join(' ', Enumerable.Range(0, 40).Select(i => id + i)) },
            Events = [],
            Statements = [],
            Entities = [],
            Claims = [.. claims.Select((c, i) => claim with { Id = $"c{i + 1}", Source = claim.Source! with { Name = c.Speaker }, Stance = c.Stance, About = c.About, Clauses = [], Hedges = [], Content = [new Passage(c.Content, 0, c.Content.Length)] })],
        };
    }

    // What stories of one event have in common.
    private static readonly (string, Stance, string, string?) Cargo = ("Tor Aldis", Stance.Asserts, "the schooner Meridan carried saffron, quinine and copra", null);

    private Proposition[] MattersOf(params StoryRecord[] stories)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (StoryRecord story in stories)
                writer.Record(story);
        }
        using DbConnection connection = file.Connect();
        return [.. new Propositions().Ask(connection)];
    }

    [Fact]
    public void ARefusalIsOneMatterWithWhatItAnswersWhereTheyShareMoreThanACountry()
    {
        Proposition[] matters = MattersOf(Told("a", ("Orla Venn", Stance.Asserts, "Turkey fired rockets at the harbour", null), ("Mara Quill", Stance.Declines, "how many soldiers Turkey had lost", "c1"), ("Mara Quill", Stance.Declines, "where the rockets came from", "c1"), ("Tor Aldis", Stance.Declines, "it", "c1")));

        Assert.Equal(["c1", "c3", "c4"], Of(matters, "fired rockets").Positions.Select(p => p.Name));
        Assert.Equal("c2", Assert.Single(Of(matters, "how many soldiers").Positions).Name);
    }

    [Fact]
    public void ARefusalThatNamesNoTopicDisputesNothingByItself()
    {
        Proposition[] matters = MattersOf(Told("a", ("Orla Venn", Stance.Asserts, "the dam broke at night", null), ("Mara Quill", Stance.Declines, "", null), ("Tor Aldis", Stance.Declines, "the state of the dam", null)));

        Assert.Equal([false, false, true], matters.OrderBy(m => m.Positions[0].Name).Select(m => m.Disputed));
    }

    [Fact]
    public void ARareWordThatIsNoNameTellsOneMatterAndACommonOneDoesNot()
    {
        Proposition[] matters = MattersOf(
            Told("a", Cargo, ("Orla Venn", Stance.Asserts, "the shipping firm has handed over a huge ransom", null), ("Orla Venn", Stance.Asserts, "insurers called the whole price unfair", null)),
            Told("b", Cargo, ("Mara Quill", Stance.Asserts, "families heard on Sunday of another ransom by phone", null), ("Mara Quill", Stance.Asserts, "buyers abroad waited months for that price", null)));

        Assert.Contains(Of(matters, "handed over a huge ransom").Positions, p => p.Story == "b" && p.JoinedWhy!.StartsWith("shares ransom", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(matters, "price unfair").Positions, p => p.Story == "b");
    }

    [Fact]
    public void ARareWordTellsNothingBetweenStoriesThatHaveLittleInCommon()
    {
        StoryRecord Story(string id, string told) => Told(id, Cargo, ("Orla Venn", Stance.Asserts, told, null), ("Orla Venn", Stance.Asserts, string.Join(' ', Enumerable.Range(0, 150).Select(i => id + i)), null));

        Proposition[] matters = MattersOf(Story("a", "the shipping firm has handed over a huge ransom"), Story("b", "families heard on Sunday of another ransom by phone"));

        Assert.Single(Of(matters, "handed over a huge ransom").Positions);
    }

    [Theory]
    [InlineData("no drone was shot down above the Castra dam", "Mara Quill", true)]
    [InlineData("a drone was shot down above the Castra dam", "Mara Quill", false)]
    [InlineData("no drone was shot down above the Castra dam", "Venn", false)]
    [InlineData("a drone was shot down above the Castra dam, and not the bridge of Lorum", "Mara Quill", false)]
    public void OneWhoSaysThatItIsNotSoDisputesWhatAnotherSays(string other, string speaker, bool disputed)
    {
        Proposition[] matters = MattersOf(Told("a", Cargo, ("Orla Venn", Stance.Asserts, "a drone was shot down above the Castra dam", null)), Told("b", Cargo, (speaker, Stance.Asserts, other, null)));

        Proposition drone = Of(matters, "a drone was shot down");
        Assert.Equal(2, drone.Positions.Count);
        Assert.Equal(disputed, drone.Disputed);
    }

    [Fact]
    public void EventsAnswerByWordsTypeAndCountryWithWhoSaysSo()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge());
        using DbConnection connection = file.Connect();

        EventLine deadly = Assert.Single(new Events("killed", Type: "assault", Deadly: true).Ask(connection));

        Assert.Equal(14, deadly.KilledMin);
        Assert.Contains(deadly.Speakers, s => s.Contains("television", StringComparison.Ordinal));
        Assert.Empty(new Events("killed", Type: "PROTEST").Ask(connection));
        Assert.Equal(new Events("killed").Ask(connection).Select(e => e.Id), new Events("killed") { Many = 1 }.Ask(connection).Select(e => e.Id));
        Assert.Contains(new Timeline("").Ask(connection), e => e.Track == "happened" && e.Claim == deadly.Name);
    }

    [Fact]
    public void WhatIsJoinedDoesNotDependOnWhatAWriterRemembers()
    {
        StoryRecord bridge = Bridge();
        string[] subjects = ["harvest", "fishing", "mining", "timber", "wool"], turns = ["doubled", "halved", "collapsed", "recovered"];
        // Words that far more positions hold than are looked at.
        StoryRecord Story(int i, int turn) => bridge with
        {
            Article = bridge.Article with { Id = $"story {i}", Published = new DateOnly(2030, 1, 1).AddDays(10 * i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Text = $"Story {i} tells of {string.Join(' ', Enumerable.Range(0, 30).Select(n => "w" + (i * 31 + n)))}." },
            Events = [],
            Statements = [],
            Entities = [],
            Claims = [.. Enumerable.Range(0, 100).Select(c => bridge.Claims[0] with { Id = "c" + c, About = null, Clauses = [], Content = [new Passage($"{subjects[(i + c) % 5]} prices {turns[(i * 3 + c / 5 + turn) % 4]}", 0, 10)] })],
        };
        // Some of them are read again, changed.
        StoryRecord[] records = [.. Enumerable.Range(0, 30).Select(i => Story(i, 0)), .. Enumerable.Range(0, 8).Select(i => Story(3 * i, 1)), .. Enumerable.Range(30, 10).Select(i => Story(i, 0))];
        string[] Joined(int batch, string place)
        {
            using LedgerStore store = LedgerStore.OpenOrCreate(place);
            foreach (StoryRecord[] some in records.Chunk(batch))
            {
                using var writer = new LedgerWriter(store, "test", DateTimeOffset.UnixEpoch, batch: 8);
                foreach (StoryRecord record in some)
                    writer.Record(record);
            }
            using DbConnection connection = store.Connect();
            return [.. connection.Query<string>("SELECT a.story || '/' || c.name || ' ' || min(q.id) FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article JOIN position q ON q.proposition = p.proposition GROUP BY p.id, a.story, c.name ORDER BY p.id")];
        }

        string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;
        Assert.Equal(Joined(40, Path), Joined(1, System.IO.Path.Combine(folder, "again.db")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void ASearchIsKeptByANameUntilItIsForgotten()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using DbConnection connection = file.Connect();

        SavedSearches.Save(connection, "denials", "stance:asserts", DateTimeOffset.UnixEpoch);
        SavedSearches.Save(connection, "denials", " stance:denies ", DateTimeOffset.UnixEpoch);

        Assert.Equal("stance:denies", Assert.Single(SavedSearches.All(connection)).Query);
        Assert.Throws<LedgerException>(() => SavedSearches.Save(connection, "a/b", "x", DateTimeOffset.UnixEpoch));
        Assert.Throws<LedgerException>(() => SavedSearches.Save(connection, "wrong", "colour:red", DateTimeOffset.UnixEpoch));
        SavedSearches.Save(connection, "denials", "", DateTimeOffset.UnixEpoch);
        Assert.Null(SavedSearches.Named(connection, "denials"));
    }

    [Fact]
    public void DisputesComeByNewestBySourcesOrBySpread()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (ReadOutcome outcome in Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl"), Repository.File("samples", "bridge.txt")])))
                writer.Record(outcome.Record!);
            foreach (string fire in Fires)
                writer.Record(Readers.Story(fire));
        }
        using DbConnection connection = file.Connect();
        Proposition[] By(MatterOrder order) => [.. new Propositions(OnlyDisputed: true, Order: order).Ask(connection)];

        Assert.Equal(By(MatterOrder.Newest).Select(m => m.Id).Order(), By(MatterOrder.Spread).Select(m => m.Id).Order());
        Assert.Equal(By(MatterOrder.Sources).Select(m => m.Origins).OrderDescending(), By(MatterOrder.Sources).Select(m => m.Origins));
        Assert.Contains(By(MatterOrder.Spread)[0].Positions, p => p.Content.Contains("38 bodies", StringComparison.Ordinal) || p.Content.Contains("nine", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void AMissingLedgerSaysHowToMakeOne() => Assert.Contains("hearsay add", Assert.Throws<LedgerException>(() => LedgerStore.Open(Path)).Message);

    /// <summary>A flooded mine: the first page heard the rescuers, the others are told by <paramref name="stories"/>.</summary>
    private static StoryRecord Mine(string id, string? publisher, string told, string? agency = null)
    {
        StoryRecord record = Readers.Story($"The mine at Vessel Creek, page {id}\n\n{told} It was the {id} time that somebody wrote of this valley, where {string.Join(" and ", Enumerable.Repeat(id, 4))} are words of one page only.");
        return record with { Article = record.Article with { Id = id, Publisher = publisher, Agency = agency, Published = "2024-03-06" } };
    }

    private const string Trapped = "Twelve miners were trapped underground in the flooded Vessel Creek mine";

    internal static readonly StoryRecord[] MinePages =
    [
        Mine("first", "Lorum Herald", $"{Trapped}, the Mine Rescue Service said."),
        Mine("second", "Coast Tribune", $"{Trapped}, the Lorum Herald reported."),
        Mine("third", "Radio Castra", $"Mayor Ada Quill said on Wednesday that {Trapped.ToLowerInvariant().Replace("vessel creek", "Vessel Creek", StringComparison.Ordinal)}, citing the Mine Rescue Service."),
        Mine("fourth", "Tarn Times", $"{Trapped}, said Emil Rask, the foreman."),
    ];

    /// <summary>The matter of the trapped miners as it is asked for, and the count that is kept of it.</summary>
    private static (Proposition Matter, int Kept) Trapping(DbConnection ledger)
    {
        Proposition matter = Of([.. new Propositions().Ask(ledger)], "miners were trapped underground");
        return (matter, ledger.ExecuteScalar<int>("SELECT origins FROM proposition WHERE id = @Id", matter));
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(2, 1, 0, 3)]
    [InlineData(3, 2, 1, 0)]
    public void WhoRepeatsAnotherAndSaysSoIsAnEchoAndNoSourceOfItsOwn(params int[] order)
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (int page in order)
                writer.Record(MinePages[page]);
        }
        using DbConnection connection = file.Connect();

        (Proposition matter, int kept) = Trapping(connection);

        Assert.Equal((2, 2), (matter.Origins, kept));
        Assert.Equal("Lorum Herald", matter.Positions.Single(p => p.Story == "second" && p.Voice == "source").EchoOf);
        Assert.Equal("Mine Rescue Service", matter.Positions.Single(p => p.Story == "third" && p.Voice == "source").EchoOf);
        Assert.All(matter.Positions.Where(p => p.Story is "first" or "fourth"), p => Assert.Null(p.EchoOf));
        Assert.NotEmpty(new ClaimQuery("independent:2 speaker:rask").Ask(connection));
        Assert.Empty(new ClaimQuery("independent:>2").Ask(connection));
        Assert.Equal("third", Assert.Single(new ClaimQuery("cites:rescue").Ask(connection)).Story);
        Assert.Empty(Doctor.Check(connection));
    }

    [Theory]
    [InlineData("Mayor Ada Quill told Reuters on Monday that the mine was safe.", "Reuters")]
    [InlineData("Mayor Ada Quill told the Lorum Herald on Monday that the mine was safe.", null)]
    [InlineData("Mayor Ada Quill told reporters on Monday that the mine was safe.", null)]
    [InlineData("The mine was safe, Reuters reported on Monday.", "Reuters")]
    [InlineData("The mine was safe, Mayor Ada Quill said, citing two engineers.", null)]
    [InlineData("Ada Quill said that Emil Rask had accused the owners of neglect.", "Ada Quill")]
    public void FromWhomAStoryHasAClaimIsKeptWhereItSaysSo(string text, string? cited)
    {
        StoryRecord record = Readers.Plain(text);
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record with { Article = record.Article with { Publisher = "Lorum Herald" } });
        using DbConnection connection = file.Connect();

        Assert.Equal(cited, new ClaimQuery("").Ask(connection).Select(c => c.Cites).FirstOrDefault(c => c is not null));
    }

    [Fact]
    public void TwoPagesThatCiteOneAnotherOrTheSameOutletHaveOneSource()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            writer.Record(Mine("fifth", "Lorum Herald", $"{Trapped}, the Coast Tribune reported."));
            writer.Record(MinePages[1]);
            writer.Record(Mine("sixth", "Radio Castra", $"{Trapped}, the Lorum Herald reported."));
        }
        using DbConnection connection = file.Connect();

        Assert.Equal(1, Trapping(connection).Matter.Origins);
        Assert.Equal(1, Trapping(connection).Kept);
    }

    [Fact]
    public void TextsOfOneOutletOrAgencyAreOneSource()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            writer.Record(MinePages[0]);
            writer.Record(Mine("fifth", "Lorum Herald", $"{Trapped}, a doctor said."));
            writer.Record(Mine("sixth", "Coast Tribune", $"{Trapped}, a nurse said.", "Inland Wire"));
            writer.Record(Mine("seventh", "Tarn Times", $"{Trapped}, a driver said.", "Inland Wire"));
        }
        using DbConnection connection = file.Connect();

        Assert.Equal(2, Trapping(connection).Matter.Origins);
    }

    [Fact]
    public void AnEchoIsCountedAnewWhenNamesAreLinkedOrItsSourceIsRejectedOrRewritten()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        StoryRecord citing = Mine("fifth", "Radio Castra", $"Mayor Ada Quill said on Wednesday that {Trapped.Replace("Twelve", "twelve", StringComparison.Ordinal)}, citing the Rescue Corps.");
        writer.Record(MinePages[0]);
        writer.Record(citing);
        using DbConnection connection = file.Connect();
        int apart = Trapping(connection).Kept;

        PartyWriter.Link(connection, "Mine Rescue Service", "Rescue Corps", null, DateTimeOffset.UnixEpoch);
        (Proposition linked, int together) = Trapping(connection);
        PartyWriter.Unlink(connection, "Rescue Corps", null, DateTimeOffset.UnixEpoch);
        int again = Trapping(connection).Kept;
        writer.Record(citing with { Claims = [], Statements = [] });
        int alone = Trapping(connection).Kept;

        Assert.Equal((2, 1, 2, 1), (apart, together, again, alone));
        Assert.Contains(linked.Positions, p => p.EchoOf == "Rescue Corps");
    }

    [Fact]
    public void ASpeakersOwnHedgingIsKeptByClaimAndByClause()
    {
        StoryRecord record = Readers.Story("Works at the harbour\n\nThe harbour master said on Monday that the crane might fall within days, and that the council had closed the quay. The mayor said that the ferry would sail.");
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record);
        using DbConnection connection = file.Connect();

        ClaimLine hedged = Assert.Single(new ClaimQuery("hedged:yes").Ask(connection));
        ClaimLine[] positions = [.. new PositionsOfClaim(record.Article.Id, hedged.Name).Ask(connection)];

        Assert.Equal(("might", "possible"), (hedged.Hedge, hedged.HedgeDegree));
        Assert.Equal(hedged.Name, Assert.Single(new ClaimQuery("hedged:possible").Ask(connection)).Name);
        Assert.Contains(new ClaimQuery("hedged:no").Ask(connection), c => c.Content.Contains("ferry", StringComparison.Ordinal));
        Assert.Equal("might", positions.Single(p => p.Content.Contains("crane", StringComparison.Ordinal)).Hedge);
        Assert.Null(positions.Single(p => p.Content.Contains("quay", StringComparison.Ordinal)).Hedge);
        Assert.Throws<LedgerException>(() => new ClaimQuery("hedged:maybe"));
    }

    [Fact]
    public void TheListToReviewGoesOnAfterAClaimWhateverWasDecidedSince()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge());
        using DbConnection connection = file.Connect();
        string[] all = [.. new ToReview(100).Ask(connection).Select(c => c.Name)];
        IReadOnlyList<ClaimLine> first = new ToReview(4).Ask(connection);

        foreach (ClaimLine seen in first)
            ReviewWriter.Record(connection, new Review(seen.Story, seen.Name, "accepted"), DateTimeOffset.UnixEpoch);
        string[] rest = [.. new ToReview(100, $"{first[^1].Story}/{first[^1].Name}").Ask(connection).Select(c => c.Name)];

        Assert.Equal(all, first.Select(c => c.Name).Concat(rest));
    }
}
