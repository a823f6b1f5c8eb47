using Hearsay.Claims.Events.Roles;
using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Tokens;

namespace Hearsay.Tests.Claims;

public sealed class EventTests
{
    private static StoryRecord Read(string sentence) => Readers.Plain("The week in brief.\n\n" + sentence, "2024-01-09");

    [Theory]
    [InlineData("Gunmen killed at least 12 people in the market on Sunday.", "ASSAULT", 12, null, null, null)]
    [InlineData("More than 20 people were killed and 111 injured when rebels shelled the town on Dec. 30.", "ASSAULT", 21, null, 111, 111)]
    [InlineData("A car bomb killed nine soldiers and wounded dozens of civilians near the port.", "ASSAULT", 9, 9, 24, null)]
    [InlineData("A car bomb exploded in the market on Monday, killing nine people and wounding more than 30.", "ASSAULT", 9, 9, 31, null)]
    [InlineData("Rebels shot down a helicopter on Sunday, killing its crew of three.", "ASSAULT", 3, 3, null, null)]
    [InlineData("Militants killed several villagers in a raid on Monday.", "ASSAULT", 3, null, null, null)]
    public void CasualtiesAreRanges(string sentence, string type, int? killedMin, int? killedMax, int? injuredMin, int? injuredMax)
    {
        Event found = Read(sentence).Events.First(e => e.Killed is not null);

        Assert.Equal(type, found.Type);
        Assert.Equal((killedMin, killedMax), (found.Killed!.Min, found.Killed.Max));
        Assert.Equal((injuredMin, injuredMax), (found.Injured?.Min, found.Injured?.Max));
    }

    [Theory]
    [InlineData("Police fired tear gas at the crowd in Minsk on Monday.", "COERCE")]
    [InlineData("Rebels fired rockets at the port of Aden on Monday.", "ASSAULT")]
    [InlineData("The club fired its coach, Anna Berg, on Monday.", "SANCTION")]
    [InlineData("Anna Berg, the foreign minister, met her French counterpart in Geneva on Tuesday.", "CONSULT")]
    public void WhatIsFiredAndWhoIsMetTellTheType(string sentence, string type) => Assert.Contains(Read(sentence).Events, e => e.Type == type);

    [Fact]
    public void WhatIsShotDownIsNotTheMeans() => Assert.Empty(Assert.Single(Read("Rebels shot down a helicopter near Aden on Sunday.").Events).Weapons);

    [Theory]
    [InlineData("Police arrested two activists in Minsk on Monday.", "COERCE", "Minsk", "BY", "2024-01-08")]
    [InlineData("Thousands of workers protested in Paris on Friday.", "PROTEST", "Paris", "FR", "2024-01-05")]
    [InlineData("President Ruiz met Chancellor Brandt in Vienna last week.", "CONSULT", "Vienna", "AT", "2024-01-01")]
    public void EventsHaveTypePlaceAndDay(string sentence, string type, string place, string country, string from)
    {
        Event found = Assert.Single(Read(sentence).Events);

        Assert.Equal((type, place, country, from), (found.Type, found.Place?.Name, found.Place?.Country, found.Date?.From));
        Assert.True(found.Happened);
    }

    [Fact]
    public void ATextInCapitalsIsReadAsIfItHadCaseAndPrintedAsItIs()
    {
        const string capitals = "POLICE ARRESTED TWO ACTIVISTS IN MINSK ON MONDAY AFTER A RALLY OUTSIDE THE PARLIAMENT BUILDING.";

        StoryRecord record = Readers.Plain(capitals, "2024-01-09");

        Event arrest = Assert.Single(record.Events, e => e.Type == "COERCE");
        Assert.Equal("Minsk", arrest.Place?.Name);
        Assert.Equal(record.Article.Text[arrest.Start..arrest.End], arrest.Text);
        Assert.Equal(arrest.Text.ToUpperInvariant(), arrest.Text);
    }

    [Fact]
    public void AnAttackHasItsPartsWithTheirWords()
    {
        StoryRecord record = Read("Guerrillas attacked a police station in the village with rifles and grenades on Sunday and killed two peasants.");

        EventPart[] parts = [.. record.Events.SelectMany(e => e.Parts)];
        Assert.All(parts, p => Assert.Equal(record.Article.Text[p.Start..p.End], p.Text));
        Assert.Contains(parts, p => p.Role == ViolentRole.Perpetrator && p.Text == "Guerrillas");
    }

    [Theory]
    [InlineData("Police arrested Anna Berg in Oslo on Monday. The arrest of Berg was criticised by lawyers.")]
    [InlineData("Rebels attacked Tarn on Sunday. The attack on Tarn was the third.")]
    public void ANounThatTakesAnEventUpAgainIsNotAnotherOne(string story) => Assert.Single(Read(story).Events, e => e.Type is "COERCE" or "ASSAULT");

    [Theory]
    [InlineData("Anna Berg remains under investigation in Milan.", "ACCUSE", "Berg")]
    [InlineData("Rebels took control of the town of Tarn on Sunday.", "ASSAULT", "Tarn")]
    public void WhoUndergoesItIsTheRecipient(string sentence, string type, string recipient) =>
        Assert.Contains(Read(sentence).Events, e => e.Type == type && e.Recipients.Any(r => r.Contains(recipient)));

    [Theory]
    [InlineData("The central bank released a report on Friday and the minister delivered a speech in Oslo.")]
    [InlineData("The flood is a threat to Norway, the engineers wrote.")]
    public void WordsThatOnlyLookLikeEventsAreNone(string sentence) => Assert.Empty(Read(sentence).Events);

    [Theory]
    [InlineData("The minister tried to calm the voters and tried a new tactic on Monday.")]
    [InlineData("The White House released a summary of the call and returned to the budget.")]
    [InlineData("Anna Berg spoke to reporters in Oslo and talked about her childhood.")]
    [InlineData("The senator attacked Berg over the budget, and the party vowed to keep up the fight.")]
    [InlineData("The trader gave up to 300 euros to the campaign.")]
    [InlineData("The army named the building after a nurse and offered a reward.")]
    public void AVerbOfManyUsesTellsAHappeningOnlyByWhatItTakes(string sentence) => Assert.DoesNotContain(Read(sentence).Events, e => e.Happened);

    [Theory]
    [InlineData("Guards released three prisoners on Monday.", "YIELD")]
    [InlineData("The Senate passed its version of the bill on Monday.", "AGREE")]
    [InlineData("The governor endorsed Anna Berg on Monday.", "SUPPORT")]
    [InlineData("Regulators hit Norland Bank with a large fine on Monday.", "SANCTION")]
    [InlineData("The union of miners will hold strikes in Norway on Monday over wages.", "PROTEST")]
    public void AndWhichOneItIs(string sentence, string type) => Assert.Contains(Read(sentence).Events, e => e.Type == type);

    [Fact]
    public void WhoSaysSoDoesNotDoIt() => Assert.Empty(Assert.Single(Read("At least four protesters were killed, according to a doctor at the hospital, who spoke on condition of anonymity.").Events).Actors);

    [Fact]
    public void WhatOneIsBarredFromDoingDoesNotHappen() => Assert.DoesNotContain(Read("The European Union imposed sanctions on three officials, banning them from travelling to the bloc.").Events, e => e.Type == "CONSULT" && e.Happened);

    [Fact]
    public void WhoIsDirectedToDoItDoesIt()
    {
        Event strike = Assert.Single(Read("President Ruiz ordered the Russian army to bomb the port of Odesa on Sunday.").Events, e => e.Type == "ASSAULT");

        Assert.Equal("Russian army", Assert.Single(strike.Actors));
    }

    [Theory]
    [InlineData("The Oslo bombing killed nine people on Sunday.", "Oslo")]
    [InlineData("The vote was held Wednesday in the assembly, and the mayor met the king Tuesday in Oslo.", "Wednesday")]
    public void PlacesAndDaysDoNothing(string sentence, string notAnActor) => Assert.DoesNotContain(Read(sentence).Events, e => e.Actors.Concat(e.Recipients).Any(p => p.Contains(notAnActor)));

    [Fact]
    public void ADayBeforeANounIsThatDay() => Assert.Contains(Read("Nine soldiers were killed in an Oct. 4 ambush near Kyiv.").Events, e => e.Date?.From == "2023-10-04");

    [Fact]
    public void AidIsReceivedByWhoTakesIt() => Assert.Contains(Read("Ukraine received military aid from Germany in May.").Events, e => e.Type == "AID" && e.Recipients.Contains("Ukraine"));

    [Theory]
    [InlineData("The general threatened to bomb the capital.")]
    [InlineData("The army could attack the town next week.")]
    [InlineData("The United States is ready to impose sanctions on Iran.")]
    public void WhatIsThreatenedOrPossibleIsNotSaidToHaveHappened(string sentence) => Assert.All(Read(sentence).Events, e => Assert.False(e.Happened));

    [Theory]
    [InlineData("The senate killed the bill after a long night.")]
    [InlineData("The film bombed at the box office.")]
    [InlineData("The striker shot wide in the last minute.")]
    [InlineData("Shares were hammered as traders fled the sector.")]
    [InlineData("The company launched a new phone in 111 shops.")]
    public void FiguresOfSpeechAreNoCasualtiesAndNoAttacks(string sentence) =>
        Assert.DoesNotContain(Read(sentence).Events, e => e.Killed is not null || e.Injured is not null);

    [Theory]
    [InlineData("Liverpool attacked from the first whistle and battled Arsenal to a draw.")]
    [InlineData("The striker shot wide twice before the break.")]
    [InlineData("The film bombed at the box office last weekend.")]
    [InlineData("Rangers crushed Celtic 4-0 on Saturday.")]
    [InlineData("The singer stormed the charts with her third album.")]
    [InlineData("The coach released two players and signed a Brazilian striker.")]
    [InlineData("Analysts expect a price war between Tesla and BYD.")]
    [InlineData("She abandoned her plan to write a second book about Paris.")]
    public void SportScreenAndShopAreNoWar(string sentence) => Assert.Empty(Read(sentence).Events);

    [Theory]
    [InlineData("Ukrainian helicopters shelled positions near the town on Friday.", "Ukraine")]
    [InlineData("Tens of thousands of students staged demonstrations in Paris on Friday.", "students")]
    public void WhoseThingsActActs(string sentence, string actor) =>
        Assert.Contains(Read(sentence).Events, e => e.Actors.Any(a => a.Contains(actor, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Gunmen killed the mayor in Minsk on Monday.", 1)]
    [InlineData("The band killed the song on Monday.", null)]
    public void OnePersonKilledIsOne(string sentence, int? killed) =>
        Assert.Equal(killed, Read(sentence).Events.Select(e => e.Killed?.Max).FirstOrDefault(k => k is not null));

    // Said after an attack, so that the dead and the hurt are its.
    [Theory]
    [InlineData("A man and his wife were shot and killed in the market on Sunday.", 2, null)]
    [InlineData("Gunmen attacked the market on Sunday. One victim was pronounced dead at the scene.", 1, null)]
    [InlineData("Gunmen attacked the market on Sunday. Two people were taken to a hospital with wounds.", null, 2)]
    [InlineData("A bomb exploded near the port on Sunday and left 12 people dead.", 12, null)]
    [InlineData("The teenager was fatally stabbed near the port on Sunday.", 1, null)]
    [InlineData("Gunmen attacked the market on Sunday. Nobody was killed.", null, null)]
    [InlineData("Police executed a search warrant near the market on Sunday.", null, null)]
    public void TheDeadAndTheHurtAreCountedPersonByPerson(string sentence, int? killed, int? injured)
    {
        IReadOnlyList<Event> events = Read(sentence).Events;

        Assert.Equal(killed, events.Select(e => e.Killed?.Min).Max());
        Assert.Equal(injured, events.Select(e => e.Injured?.Min).Max());
    }

    [Fact]
    public void WhoDiesInAStoryWithoutAnAttackWasNotAttacked() => Assert.DoesNotContain(Read("The painter died at home on Sunday. He was 93.").Events, e => e.Type == "ASSAULT");

    [Theory]
    [InlineData("Rebels attacked a power station near Velma on Monday.", "power station", "")]
    [InlineData("A car bomb exploded outside the bank on Monday.", "bank", "")]
    [InlineData("Norland sent food aid to Ukraine on Monday.", "Ukraine", "")]
    public void WhatIsStruckAndWhoIsGivenToAreRecipients(string sentence, string recipient, string weapon)
    {
        IReadOnlyList<Event> events = Read(sentence).Events;

        Assert.Contains(events, e => e.Recipients.Any(r => r.Contains(recipient, StringComparison.Ordinal)) && (weapon.Length == 0 || e.Weapons.Contains(weapon)));
    }

    [Theory]
    [InlineData("The trial of the guards ended. Anna Berg's trial begins in Oslo on Monday.", "ACCUSE", "Anna Berg")]
    [InlineData("Anna Berg is a lawyer. Her arrest in Oslo on Monday was criticised by colleagues.", "COERCE", "Anna Berg")]
    [InlineData("Anti-government protests in Norway continued on Monday.", "PROTEST", "Norway")]
    [InlineData("Students held anti-Norwegian protests in Paris on Monday.", "PROTEST", "Norway")]
    [InlineData("The air force launched strikes on areas controlled by the Blue Front on Monday.", "ASSAULT", "Blue Front")]
    [InlineData("Two people, including a customs official and a fisherman, were killed by gunmen on Monday.", "ASSAULT", "customs official")]
    [InlineData("Norway worked with Sweden in the fight against the Blue Front.", "COOPERATE", "Blue Front")]
    [InlineData("The office is investigating ties between Velma Bank and the government.", "ACCUSE", "Velma Bank")]
    [InlineData("Iceland was occupied by Norwegian troops in 1950.", "MOBILIZE", "Iceland")]
    public void WhoUndergoesItIsRecipientHoweverItIsTold(string story, string type, string recipient) =>
        Assert.Contains(Read(story).Events, e => e.Type == type && e.Recipients.Any(r => r.Contains(recipient, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Anna Berg's trial begins in Oslo on Monday.", "Anna Berg")]
    [InlineData("Anna Berg was impeached by the senate on Monday.", "Anna Berg")]
    public void WhoUndergoesItDoesNotDoIt(string sentence, string party) => Assert.All(Read(sentence).Events, e => Assert.DoesNotContain(party, e.Actors));

    [Theory]
    [InlineData("Police opened an investigation into Anna Berg's death on Monday.", "Anna Berg")]
    [InlineData("Police have arrested the owner of Norway's biggest lender.", "Norway")]
    public void WhoDiedAndWhoseBankItIsAreNotAccused(string sentence, string party) => Assert.All(Read(sentence).Events, e => Assert.DoesNotContain(party, e.Recipients));

    [Fact]
    public void ToChargeMoneyIsNoAccusation() => Assert.DoesNotContain(Read("Anna Berg charges $40 a week for a room in Oslo.").Events, e => e.Type == "ACCUSE");

    [Theory]
    [InlineData("Several ministers have made visits to Minsk since May.", "CONSULT", "have made visits")]
    [InlineData("The port has suffered shelling and drone attacks all summer.", "ASSAULT", "shelling and drone attacks")]
    [InlineData("The army used long-range rockets to carry out strikes against Ukraine.", "ASSAULT", "used long-range rockets")]
    [InlineData("A grenade was thrown into a shop in Minsk on Monday.", "ASSAULT", "grenade was thrown")]
    [InlineData("The company could face fines or sanctions in Norway.", "SANCTION", "could face fines")]
    [InlineData("Rail workers began a general strike in Paris on Monday.", "PROTEST", "began a general strike")]
    public void NounsAndTheirLightVerbsTellEvents(string sentence, string type, string words) =>
        Assert.Contains(Read(sentence).Events, e => e.Type == type && e.Text.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("The rebels used missiles to strike the port on Sunday.", true)]
    [InlineData("Gunmen attacked the bank after the minister threatened them.", true)]
    public void WhatIsUsedForItAndWhatWasBeforeHasHappened(string sentence, bool happened) => Assert.Contains(Read(sentence).Events, e => e.Type == "ASSAULT" && e.Happened == happened);

    [Theory]
    [InlineData("The envoys flew home to attack the budget in parliament.")]
    [InlineData("The governor shot down rumours about her health.")]
    [InlineData("The central bank fired a warning shot at borrowers.")]
    [InlineData("The lender seized the moment and cut its rates.")]
    [InlineData("In 1648 the army of the bishop attacked the town of Minsk.")]
    [InlineData("The old senator suffered a heart attack in Paris on Monday.")]
    public void WordsOfViolenceWithoutViolenceAreNoEvents(string sentence) => Assert.DoesNotContain(Read(sentence).Events, e => e.Type is "ASSAULT" or "COERCE");

    [Theory]
    [InlineData("Police detained Anna Berg and Ola Lind in Oslo on Monday. Police detained Anna Berg and Ola Lind in Oslo, their lawyer said.", "COERCE")]
    [InlineData("Anna Berg will meet Ola Lind in May. Anna Berg will meet Ola Lind at his home.", "CONSULT")]
    public void AnEventToldAgainWithTheSamePartiesIsOne(string story, string type) => Assert.Single(Read(story).Events, e => e.Type == type);

    [Theory]
    [InlineData("An attack on a Damascus suburb killed nine people on Monday.", "Damascus")]
    [InlineData("Norway sold the army missiles from Turkey, and rebels struck with them in Ukraine.", "Ukraine")]
    public void AThingStruckIsThePlaceAndWhatItCameFromIsNot(string sentence, string place) => Assert.Contains(Read(sentence).Events, e => e.Type == "ASSAULT" && e.Place?.Name == place);

    [Theory]
    [InlineData("The minister met Chancellor Anna Berg, President Ola Lind and Nils Holm in Vienna.", "Anna Berg", "Ola Lind", "Nils Holm")]
    public void PersonsInAListAllMeet(string sentence, params string[] actors) => Assert.Contains(Read(sentence).Events, e => actors.All(e.Actors.Contains));

    [Theory]
    [InlineData("Gunmen burned three black cars near the port.", "black cars", "cars")]
    [InlineData("A dynamite attack on the barracks killed nine soldiers.", "dynamite", "soldiers")]
    [InlineData("A powerful charge of dynamite exploded.", "charge of dynamite", "powerful charge")]
    public void APhraseIsCutInEveryWayInWhichItCanBeMeant(string sentence, params string[] cuts)
    {
        Reading reading = Readers.Read(sentence);

        string[] found = [.. RoleCandidate.Find(reading, new TokenRange(0, reading.Text.Count)).Select(c => RoleFinder.WordsOf(reading, c))];

        Assert.All(cuts, c => Assert.Contains(c, found));
    }

    [Fact]
    public void OnePartyFillsARoleOnce()
    {
        Reading reading = Readers.Read("Gunmen burned three black cars near the port.");
        RoleFiller[] cuts = [.. RoleCandidate.Find(reading, new TokenRange(0, reading.Text.Count)).Where(c => reading.Text.Folded(c.Head) is "cars").Select(c => new RoleFiller(ViolentRole.Target, c, RoleFinder.WordsOf(reading, c), c.Range.Count))];

        Assert.True(cuts.Length > 1);
        Assert.Single(RoleFinder.Once(_ => -1, cuts));
    }

    [Fact]
    public void APlaceHasCoordinatesWhereItsTownIsKnown()
    {
        Event found = Assert.Single(Read("Police arrested two activists in Minsk on Monday.").Events);

        Assert.Equal((53.9, 27.57), (Math.Round(found.Place!.Lat!.Value, 1), Math.Round(found.Place.Lon!.Value, 2)));
    }
}
