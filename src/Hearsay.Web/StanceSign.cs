namespace Hearsay.Web;

/// <summary>A stance as word, sign and class: never colour alone. The terminal shows the same signs.</summary>
public static class StanceSign
{
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

    /// <summary>The word that the page shows: "would not comment" for a refusal, "said" words for the rest.</summary>
    public static string Word(string stance) => stance switch
    {
        "asserts" => "says",
        "declines" => "would not comment",
        _ => stance,
    };
}
