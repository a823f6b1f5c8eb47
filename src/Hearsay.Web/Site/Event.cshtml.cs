using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>One event: each slot with all that is said of it and who says so.</summary>
public sealed class EventModel(LedgerStore file) : LedgerPage(file)
{
    public EventLine Event { get; private set; } = null!;

    public IReadOnlyList<EventLine> Elsewhere { get; private set; } = [];

    public IReadOnlyList<EventLine> All => [Event, .. Elsewhere];

    public int Origins => All.Select(e => e.Origin).Distinct().Count();

    public IReadOnlyList<(string Slot, IReadOnlyList<(string Value, IReadOnlyList<EventLine> By)> Values)> Slots =>
    [
        ("Who did it", Values(e => e.Actors)),
        ("To whom", Values(e => e.Recipients)),
        ("With", Values(e => e.Weapons)),
        ("Where", Values(e => e.Place is null ? [] : [e.Country is null ? e.Place : $"{e.Place} ({e.Country}){(e.Lat is null ? ", the region or country only" : "")}"])),
        ("When", Values(e => e.From is null ? [] : [EventsModel.Days(e)])),
        ("Killed", Values(e => e.KilledMin is null && e.KilledMax is null ? [] : [EventsModel.People(e.KilledMin, e.KilledMax)])),
        ("Injured", Values(e => e.InjuredMin is null && e.InjuredMax is null ? [] : [EventsModel.People(e.InjuredMin, e.InjuredMax)])),
    ];

    public IReadOnlyList<StripMark> Killed =>
        [.. All.Where(e => (e.KilledMin ?? e.KilledMax) is not null).OrderBy(e => e.KilledMin ?? e.KilledMax).Select(e => new StripMark((double)(e.KilledMin ?? e.KilledMax)!, EventsModel.People(e.KilledMin, e.KilledMax), $"{(e.Speakers.Count > 0 ? string.Join(", ", e.Speakers) + ", " : "")}{e.Publisher ?? "outlet unknown"}", e.Published, "/story?id=" + Uri.EscapeDataString(e.Story)))];

    public IActionResult OnGet(string story, string name)
    {
        if (Ask(new EventByName(story ?? "", name ?? "").Ask) is not { } found)
            return NotFound();
        Event = found;
        Elsewhere = Ask(new SameEvent(found).Ask);
        return Page();
    }

    private List<(string, IReadOnlyList<EventLine>)> Values(Func<EventLine, IReadOnlyList<string>> of) =>
        [.. All.SelectMany(e => of(e).Select(v => (v, e))).GroupBy(p => p.v, StringComparer.OrdinalIgnoreCase).Select(g => (g.Key, (IReadOnlyList<EventLine>)[.. g.Select(p => p.e)]))];
}
