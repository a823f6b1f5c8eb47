using Hearsay.Web;

namespace Hearsay.Tests.Web;

public sealed class StanceSignTests
{
    [Theory]
    [InlineData("declines", "declined to comment", "would not comment")]
    [InlineData("declines", "did not immediately respond", "did not respond")]
    [InlineData("declines", "did not return a call", "did not respond")]
    [InlineData("declines", "could not be reached", "could not be reached")]
    [InlineData("declines", null, "would not comment")]
    [InlineData("denies", "responded", "denies")]
    [InlineData("asserts", "claimed", "says")]
    public void NoAnswerIsToldAsItWasNotGivenAndNeverAsADenial(string stance, string? cue, string word) => Assert.Equal(word, StanceSign.Word(stance, cue));
}
