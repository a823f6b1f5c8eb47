using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>The parties that a word of a clause stands for, by the names that the story has for them.</summary>
internal static class EventParties
{
    private static readonly WordLists Lists = WordLists.Default;
    private static readonly HashSet<string> Holding = ["control", "hold", "run", "rule", "govern", "occupy", "own", "operate", "dominate", "seize", "use"];
    private static readonly string[] Days = ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"];
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static List<string> Of(Reading reading, int head)
    {
        var parties = new List<string>();
        if (head < 0)
            return parties;
        AddJoined(reading, head, parties);
        // "Norrland's helicopters", "Kestrian homes": whose they are.
        if (parties.Count == 0 && reading.Tags.Upos(head) is Upos.NOUN)
        {
            foreach (int child in reading.Parse.Children(head))
            {
                // "rejected his appeal": whose it is, if the story says who.
                if (reading.Parse.Is(child, "nmod:poss") && reading.Tags.Upos(child) is Upos.PRON)
                    AddParty(reading, child, parties);
                if (reading.Parse.Relation(child) is not ("amod" or "compound" or "nmod:poss"))
                    continue;
                // "The Lund bombing killed nine": that is where.
                if (reading.Parse.Is(child, "compound") && EventLexicon.English.Noun(reading.Lemmas[head], _ => false) is not null && PartyNouns.PlaceBefore(reading, child) is not null)
                    continue;
                // "Norrland's biggest lender" is not Norrland.
                if (reading.Parse.Is(child, "nmod:poss") && Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Organization && reading.Names.Names.Any(n => n.Kind == NameKind.Place && n.Range.Contains(child)))
                    continue;
                // "Velma Works products"
                if (!PartyNouns.HasNamedParty(reading, child))
                {
                    if (reading.Parse.Is(child, "compound") && reading.Parse.Child(child, "compound") is >= 0 and var inner && PartyNouns.HasNamedParty(reading, inner))
                        AddParty(reading, inner, parties);
                    continue;
                }
                // "Orrish groups" are not the Orrish, who have no country to be named by.
                if ((PartyNouns.IsPeople(reading, head) || Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Organization) && reading.Parse.Is(child, "amod") && reading.Names.Names.Any(n => n.Kind == NameKind.Group && n.Range.Contains(child)) && Lists.CountryOfDemonym(reading.Text.Text.Words(reading.Text.SpanOf(child, child + 1))) is null)
                    parties.Add(Plain(reading, new TokenRange(NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: false).Start, head + 1)));
                else
                    AddParty(reading, child, parties);
            }
            // "areas held by the Blue Front"
            if (parties.Count == 0 && reading.Parse.Children(head).FirstOrDefault(c => reading.Parse.Is(c, "acl") && Holding.Contains(reading.Lemmas[c]), -1) is >= 0 and var held && reading.Parse.Child(held, "obl:agent") is >= 0 and var holder)
                AddJoined(reading, holder, parties);
        }
        return parties;
    }

    /// <summary>A party and those joined to it, however the tree hangs a list together.</summary>
    private static void AddJoined(Reading reading, int head, List<string> parties)
    {
        AddParty(reading, head, parties);
        foreach (int child in reading.Parse.Children(head))
        {
            // In "met Ilves, Minister Berg and Lind" one person's name explains no other's.
            if (reading.Parse.Is(child, "conj") && !IsAside(reading, head, child) || reading.Parse.Is(child, "appos") && PartyNouns.IsPersonName(reading, head) && PartyNouns.IsPersonName(reading, child))
                AddJoined(reading, child, parties);
            // "two people, including a guard"
            else if (reading.Parse.Is(child, "nmod") && EventClause.CaseIs(reading, child, "including") && PartyNouns.IsPeople(reading, head))
                AddJoined(reading, child, parties);
        }
    }

    /// <summary>"Berg, another leader, and Lind": a description that the tree joins to the name it describes.</summary>
    private static bool IsAside(Reading reading, int name, int noun) =>
        PartyNouns.IsPersonName(reading, name) && reading.Tags.Xpos(noun) is "NN" && reading.Parse.Child(noun, "cc") < 0 && reading.Parse.Subtree(noun).Start is var start && start > 0 && reading.Text.Folded(start) is "," or "a" or "an" or "the" or "another";

    private static void AddParty(Reading reading, int head, List<string> parties)
    {
        int described = head;
        head = NameBeside(reading, head);
        // "Norrland's power plant", "its plants": struck is whose it is, if the story says who.
        if (PartyNouns.IsTarget(reading, head) && reading.Parse.Child(head, "nmod:poss") is >= 0 and var owner && (PartyNouns.HasNamedParty(reading, owner) || reading.Entities.Entities.Any(e => e.IsNamed && e.Mentions.Exists(m => m.Contains(owner)))))
            head = owner;
        foreach (Entity entity in reading.Entities.Entities)
        {
            if (!entity.Mentions.Exists(m => m.Contains(head)))
                continue;
            string name = Lists.CountryOfCapital(entity.Name) is { } state && !reading.Parse.Is(head, "compound") && !EventClause.CaseIs(reading, head, "in", "at", "near", "to", "from") ? state.Name : entity.Kind == EntityKind.Group && (reading.Parse.Relation(head) is "amod" or "compound" || !entity.Name.EndsWith('s')) && Lists.CountryOfDemonym(entity.Name) is { } country ? country.Name : entity.Name;
            // "they", the Sandrian settlers; "Sandrian groups": a people's adjective is nobody's name.
            if (entity.Kind == EntityKind.Group && reading.Tags.Upos(head) is Upos.NOUN or Upos.PRON && PeopleOf(reading, entity, head) is { } people)
                name = people;
            if (!parties.Contains(name))
                parties.Add(name);
            return;
        }
        if (MainOrganization(reading, head) is { } body)
        {
            if (!parties.Contains(body))
                parties.Add(body);
            return;
        }
        // "one of its members", "fighters of the Blue Front"
        if ((reading.Tags.Upos(head) is Upos.NUM or Upos.PRON || reading.Tags.Xpos(head) is "NNS" && reading.Lemmas[head] is "member" or "fighter")
            && reading.Parse.Children(head).FirstOrDefault(c => reading.Parse.Is(c, "nmod") && EventClause.CaseIs(reading, c, "of") || reading.Parse.Is(c, "nmod:poss"), -1) is >= 0 and var whole)
        {
            int before = parties.Count;
            AddParty(reading, whole, parties);
            if (parties.Count > before)
                return;
        }
        // "thousands of workers"
        bool many = false;
        for (int at = head, i = 0; !many && i < 3 && reading.Lemmas[at] is "thousand" or "thousands" or "hundred" or "hundreds" or "dozen" or "dozens" or "score" or "scores" or "ten" or "tens" or "million" or "millions" or "crowd" or "group" or "number"; i++)
        {
            at = reading.Parse.Child(at, "nmod");
            if (at < 0)
                break;
            many = PartyNouns.IsPeople(reading, at);
            // "thousands of Kurds"
            if (!many && reading.Names.Names.Any(n => n.Kind is NameKind.Group && n.Range.Contains(at)))
            {
                AddParty(reading, at, parties);
                return;
            }
        }
        // A name that the name finder does not know.
        bool unknown = reading.Tags.Upos(head) is Upos.PROPN && !IsTime(reading, head) && (head != described || reading.Parse.Relation(head) is "nsubj" or "nsubj:pass" or "obj" or "iobj" or "obl:agent" or "conj") && head > reading.Text.Sentences[reading.Text.SentenceOf(head)].Start && !reading.Names.Names.Any(n => n.Range.Contains(head));
        if (many || unknown || PartyNouns.IsPeople(reading, head) || PartyNouns.IsTarget(reading, head))
        {
            TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: many);
            parties.Add(Plain(reading, many ? phrase : new TokenRange(phrase.Start, head + 1)));
        }
    }

    /// <summary>"vote Wednesday", "by mid-April": when, not who.</summary>
    private static bool IsTime(Reading reading, int token)
    {
        string word = reading.Text.Folded(token);
        return word.EndsWith("day", StringComparison.Ordinal) && Array.Exists(Days, d => word.StartsWith(d, StringComparison.Ordinal)) || Array.Exists(Months, m => word == m || word.EndsWith("-" + m, StringComparison.Ordinal)) || word.Any(char.IsAsciiDigit);
    }

    /// <summary>The noun phrase by which the story calls a party that has no name but an adjective, or null where it has one.</summary>
    private static string? PeopleOf(Reading reading, Entity entity, int head)
    {
        foreach (int noun in entity.Mentions.Select(m => reading.Parse.HeadOf(m)).Select(h => reading.Tags.Upos(h) is Upos.ADJ && reading.Parse.Is(h, "amod") ? reading.Parse.Head(h) : h).Prepend(head))
        {
            if (noun >= 0 && reading.Tags.Upos(noun) is Upos.NOUN && PartyNouns.IsPeople(reading, noun) && !entity.Name.Contains(reading.Text.Folded(noun), StringComparison.OrdinalIgnoreCase))
                return reading.Text.Text.Words(reading.Text.SpanOf(reading.Parse.Children(noun).Where(c => c < noun && reading.Parse.Relation(c) is "amod" or "compound").Append(noun).Min(), noun + 1));
        }
        return null;
    }

    /// <summary>"the bank", "the company": the one organisation that the story is about, which no other comes near in mentions.</summary>
    private static string? MainOrganization(Reading reading, int head)
    {
        if (reading.Lemmas[head] is not ("company" or "firm" or "bank" or "lender" or "group" or "carrier" or "airline" or "carmaker" or "automaker" or "drugmaker" or "retailer" or "insurer" or "broadcaster" or "utility" or "conglomerate" or "manufacturer")
            || reading.Tags.Xpos(head) is not "NN" || reading.Parse.Child(head, "det") is not (>= 0 and var article) || reading.Text.Folded(article) is not "the" || reading.Parse.Child(head, "nmod", "amod") >= 0)
            return null;
        Entity[] bodies = [.. reading.Entities.Entities.Where(e => IsBody(reading, e) && e.IsNamed && e.Mentions.Count > 0 && !IsCentralBank(e.Name)).OrderByDescending(e => e.Mentions.Count)];
        return bodies is [var main, ..] && main.Mentions.Count >= 3 && main.Mentions[0].Start < head && (bodies.Length == 1 || bodies[1].Mentions.Count * 3 <= main.Mentions.Count * 2) ? main.Name : null;
    }

    /// <summary>An organisation, or what the name finder takes for a person though the story never says more of the name than one word, nor "he" or "she".</summary>
    private static bool IsBody(Reading reading, Entity entity) =>
        entity.Kind == EntityKind.Organization
        || entity.Kind == EntityKind.Person && entity.IsNamed && entity.Role is null && entity.Mentions.Count > 2 && entity.Mentions.TrueForAll(m => m.Count == 1 && reading.Tags.Upos(m.Start) is Upos.PROPN && reading.Text.Text.Words(reading.Text.SpanOf(m)) == entity.Name)
            && !reading.Entities.Entities.Any(e => e != entity && e.Kind == EntityKind.Person && e.Name.EndsWith(" " + entity.Name, StringComparison.Ordinal));

    private static bool IsCentralBank(string name) => name.StartsWith("Bank of ", StringComparison.Ordinal) && Lists.CountryNamed(name["Bank of ".Length..]) is not null;

    /// <summary>A phrase's words without articles.</summary>
    private static string Plain(Reading reading, TokenRange phrase)
    {
        int start = phrase.Start;
        while (start < phrase.End - 1 && reading.Tags.Upos(start) is Upos.DET)
            start++;
        return reading.Text.Text.Words(reading.Text.SpanOf(start, phrase.End));
    }

    /// <summary>"the photographer James Holt", "the border city of Tarn", "Holt, a trader who was shot": the name that a description stands beside.</summary>
    private static int NameBeside(Reading reading, int head)
    {
        // "Chancellor Anna Berg", where the tree takes the title for a party of its own.
        if ((reading.Tags.Xpos(head) is "NN" || reading.Tags.Upos(head) is Upos.PROPN && !PartyNouns.HasNamedParty(reading, head)) && head + 1 < reading.Text.Count && reading.Names.Names.FirstOrDefault(n => n.Kind == NameKind.Person && n.Range.Start == head + 1) is { Range.Count: > 0 } titled)
            return reading.Parse.HeadOf(titled.Range);
        if (reading.Tags.Upos(head) is not Upos.NOUN)
            return head;
        foreach (int child in reading.Parse.Children(head))
        {
            bool place = reading.Parse.Relation(child) is "nmod" && reading.Lemmas[head] is "city" or "town" or "village" or "region" or "province" or "district" or "suburb" or "island" or "port" or "state" && EventClause.CaseIs(reading, child, "of");
            bool beside = child > head && reading.Parse.Relation(child) is "appos" or "flat" or "nmod:desc";
            // The name right beside is theirs, whatever the name finder takes it for.
            if ((place || beside) && PartyNouns.HasNamedParty(reading, child) || beside && reading.Tags.Upos(child) is Upos.PROPN && child <= head + 2 && reading.Names.Names.Any(n => n.Range.Start == child))
                return child;
            // "a minority known as the Yazidi"
            if (child > head && reading.Parse.Is(child, "acl") && reading.Lemmas[child] is "know" or "call" or "name" or "dub" or "identify" && reading.Parse.Child(child, "obl", "xcomp", "obj") is >= 0 and var called && (PartyNouns.HasNamedParty(reading, called) || reading.Tags.Upos(called) is Upos.PROPN))
                return called;
        }
        return reading.Parse.Relation(head) is "appos" && reading.Parse.Head(head) is >= 0 and var named && PartyNouns.HasNamedParty(reading, named) ? named : head;
    }

    /// <summary>The named parties that hang from a noun by one of the prepositions, or that a clause after it names as doers.</summary>
    /// <param name="besides">The verb that asks.</param>
    public static List<string> AttachedTo(Reading reading, int noun, int besides, params string[] prepositions)
    {
        foreach (int child in reading.Parse.Children(noun).Where(c => c != besides))
        {
            if (reading.Parse.Is(child, "nmod") && EventClause.CaseIs(reading, child, prepositions) && Of(reading, child) is { Count: > 0 } parties)
                return parties;
            if (reading.Parse.Is(child, "acl") && reading.Parse.Child(child, "obl:agent") is >= 0 and var agent && Of(reading, agent) is { Count: > 0 } agents)
                return agents;
        }
        return [];
    }

    public static List<string> After(Reading reading, int verb, params string[] prepositions)
    {
        foreach (int child in reading.Parse.Children(verb))
        {
            if (reading.Parse.Is(child, "obl") && EventClause.CaseIs(reading, child, prepositions))
                return Of(reading, child);
        }
        return [];
    }
}
