namespace Hearsay.Web;

/// <summary>A stance as word, sign and class: never colour alone. The terminal shows the same signs.</summary>
public static class StanceSign
{
    private static readonly string[] Unanswered = ["respon", "repl", "answer", "return"];

    public static (string Sign, string Class) Of(string stance) => stance switch
    {
        "denies" => ("✗", "denies"),
        "confirms" => ("✓", "confirms"),
        "accuses" => ("!", "accuses"),
        "declines" => ("–", "declines"),
        "demands" => ("→", "demands"),
        "promises" => ("+", "promises"),
        "threatens" => ("⚡", "threatens"),
        "expects" => ("~", "expects"),
        "asks" => ("?", "asks"),
        _ => ("·", "asserts"),
    };

    /// <summary>The word where there is little room.</summary>
    public static string Narrow(string stance) => stance == "declines" ? "no comment" : Word(stance);

    /// <summary>The word that the page shows: "said" words, and for who gives no answer how it was not given.</summary>
    /// <param name="cue">The words that carry the stance, where one claim is shown.</param>
    public static string Word(string stance, string? cue = null) => stance switch
    {
        "asserts" => "says",
        "declines" when cue is not null && cue.Contains("reach", StringComparison.OrdinalIgnoreCase) => "could not be reached",
        "declines" when cue is not null && Unanswered.Any(w => cue.Contains(w, StringComparison.OrdinalIgnoreCase)) => "did not respond",
        "declines" => "would not comment",
        _ => stance,
    };
}
