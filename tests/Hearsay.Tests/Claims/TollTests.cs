using Hearsay.Claims.Events;

namespace Hearsay.Tests.Claims;

public sealed class TollTests
{
    [Theory]
    [InlineData("At least 31 people died", "killed")]
    [InlineData("rescuers had found twelve bodies", "killed")]
    [InlineData("the death toll rose to 1,204", "killed")]
    [InlineData("dozens were wounded", "injured")]
    [InlineData("nine passengers fell ill", "injured")]
    [InlineData("the senator died in 2019", null)]
    [InlineData("the bill is dead", null)]
    [InlineData("he was hurt", null)]
    public void WordsThatCountTheDeadOrTheHurt(string words, string? kind) => Assert.Equal(kind, TollWords.KindOf(words));
}
