using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>What is said to have happened.</summary>
public class EventsModel(LedgerStore file) : LedgerPage(file)
{
    public static readonly string[] Types = ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Country { get; set; }

    public IReadOnlyList<EventLine> Found { get; protected set; } = [];

    /// <summary>What was asked for, as the rest of an address.</summary>
    public string Asked => string.Join('&', new[] { ("q", Query), ("type", Type), ("country", Country) }.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    public virtual void OnGet() => Found = Ask(Question(Limits.Usual, Offset).Ask);

    protected Events Question(int limit, int offset) => new(Query ?? "", string.IsNullOrEmpty(Type) ? null : Type, string.IsNullOrEmpty(Country) ? null : Country, Limit: limit, Offset: offset);

    /// <summary>A range of people in words; "not told" where the text gives none.</summary>
    public static string People(long? min, long? max) => (min, max) switch
    {
        (null, null) => "not told",
        (null, _) => $"at most {max:N0}",
        (_, null) => $"at least {min:N0}",
        _ => min == max ? $"{min:N0}" : $"{min:N0} to {max:N0}",
    };

    public static string Days(EventLine e) => e.From is null ? "not told" : e.To is null || e.To == e.From ? e.From : $"{e.From} to {e.To}";
}
