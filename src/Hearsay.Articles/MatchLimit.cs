namespace Hearsay.Articles;

/// <summary>How long one pattern may look at one text: far longer than any does on a page, also on a machine with much else to do, so that a page reads alike everywhere; yet a page that was made to hold it up is given up.</summary>
internal static class MatchLimit
{
    public const int Milliseconds = 10_000;
}
