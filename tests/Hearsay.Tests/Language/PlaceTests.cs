using Hearsay.Language.Places;

namespace Hearsay.Tests.Language;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("Vienna", "AT")]
    [InlineData("Kiev", "UA")]
    [InlineData("São Paulo", "BR")]
    [InlineData("sao paulo", "BR")]
    [InlineData("LOS ANGELES", "US")]
    public void ATownIsFoundByAnyOfItsNames(string name, string country) => Assert.Equal(country, Gazetteer.Find(name)[0].Country);

    [Theory]
    [InlineData("Nowhereville-upon-Nothing")]
    [InlineData("")]
    [InlineData("\t\n")]
    [InlineData("zzzzzz")]
    [InlineData("aaa")]
    public void WhatIsNoTownIsNotFound(string name) => Assert.Empty(Gazetteer.Find(name));

    [Theory]
    [InlineData("Paris", null, "", "FR", true)]
    [InlineData("Paris, Texas", null, "", "US", true)]
    [InlineData("Birmingham", null, "US", "US", true)]
    [InlineData("Birmingham", null, "GB", "GB", true)]
    [InlineData("Springfield", null, "", null, false)]
    [InlineData("Tripoli", "LB", "LY", "LB", true)]
    [InlineData("Georgia", "US", "", "US", false)]
    [InlineData("Germany", null, "", "DE", false)]
    [InlineData("Belgorod region", "RU", "", "RU", true)]
    [InlineData("Nowhereville", null, "FR", null, false)]
    public void APlaceIsResolvedByWhatStandsBesideThenByTheStoryThenBySize(string name, string? beside, string story, string? country, bool located)
    {
        ResolvedPlace place = PlaceResolver.Resolve(name, beside, story.Length == 0 ? [] : [story]);

        Assert.Equal((country, located), (place.Country, place.Latitude is not null));
    }
}
