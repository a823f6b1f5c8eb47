namespace Hearsay.Web;

/// <summary>A number on the strip: its words, who gives it, when, and where that stands.</summary>
public sealed record StripMark(double Number, string Words, string Who, string? Published, string Address);
