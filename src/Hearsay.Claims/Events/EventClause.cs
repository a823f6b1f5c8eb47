using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>The words that tell a happening: the verb's clause without what is told beside it; who does it.</summary>
internal static class EventClause
{
    private static readonly HashSet<string> Directing = ["order", "direct", "tell", "ask", "urge", "force", "compel", "oblige", "allow", "permit", "instruct", "authorize", "authorise", "help", "persuade", "press", "push", "pressure", "hire", "invite", "require", "lead", "enable", "encourage", "command"];
    private static readonly HashSet<string> Blaming = ["accuse", "suspect", "blame", "convict", "acquit", "charge", "condemn", "criticise", "criticize", "fault", "denounce", "fine", "jail", "arrest", "detain", "sentence", "indict"];

    /// <summary>"used missiles to strike the port": the verb of using, for who uses a thing to do something does it; -1 for none.</summary>
    public static int UsedFor(Reading reading, int verb)
    {
        int at = reading.Parse.Relation(verb) is "advcl" or "xcomp" or "acl" ? reading.Parse.Head(verb) : -1;
        // "used missiles bought abroad to strike the port"
        for (int i = 0; i < 3 && at >= 0 && reading.Lemmas[at] is not ("use" or "employ") && reading.Parse.Relation(at) is "acl" or "obj" or "nmod" or "appos"; i++)
            at = reading.Parse.Head(at);
        return at >= 0 && at < verb && reading.Lemmas[at] is "use" or "employ" && reading.Parse.Child(at, "obj", "nsubj:pass") >= 0 ? at : -1;
    }

    public static int Doer(Reading reading, int verb)
    {
        int told = UsedFor(reading, verb) is >= 0 and var use ? use : verb;
        return Directed(reading, told) is >= 0 and var directed ? directed : Subject(reading.Parse, told);
    }

    /// <summary>"directed the army to strike", "was accused of shelling": the one whom the verb above has do it, its object; -1 for none.</summary>
    private static int Directed(Reading reading, int verb)
    {
        DependencyParse parse = reading.Parse;
        int above = parse.Head(verb);
        if (above < 0 || reading.Tags.Upos(above) is not Upos.VERB || parse.Relation(verb) is not ("xcomp" or "advcl" or "ccomp") || parse.Child(verb, "nsubj") >= 0)
            return -1;
        string mark = parse.Child(verb, "mark", "case") is >= 0 and var word ? reading.Text.Folded(word) : "";
        bool directs = mark is "to" && Directing.Contains(reading.Lemmas[above]) || mark is "of" or "for" or "with" && Blaming.Contains(reading.Lemmas[above]) && reading.Tags.Xpos(verb) is "VBG";
        return directs && parse.Child(above, "obj", "nsubj:pass") is >= 0 and var one
            // Who orders his own army to retreat does it himself.
            && !(parse.Child(one, "nmod:poss") is >= 0 and var whose && reading.Tags.Upos(whose) is Upos.PRON) && EventParties.Of(reading, one).Count > 0 ? one : -1;
    }

    public static int Subject(DependencyParse parse, int verb)
    {
        int subject = parse.Child(verb, "nsubj");
        int at = verb;
        // Shared subjects of coordinated and open clauses.
        for (int i = 0; subject < 0 && i < 3 && parse.Head(at) >= 0 && parse.Relation(at) is "conj" or "xcomp" or "advcl"; i++)
        {
            at = parse.Head(at);
            subject = parse.Child(at, "nsubj");
        }
        if (subject < 0 && parse.Relation(verb) is "acl:relcl" or "acl")
            subject = parse.Child(verb, "nsubj:pass") < 0 ? parse.Head(verb) : -1;
        return subject;
    }

    public static bool CaseIs(Reading reading, int head, params string[] prepositions)
    {
        int mark = reading.Parse.Child(head, "case");
        // "in case Velma gives way" is no place.
        return mark >= 0 && prepositions.Contains(reading.Text.Folded(mark)) && !(mark + 1 < reading.Text.Count && reading.Text.Folded(mark) is "in" && reading.Text.Folded(mark + 1) is "case");
    }

    /// <summary>The verb's clause: its subtree without conjunctions before it, other main clauses and reporting beside it.</summary>
    public static TokenRange Of(Reading reading, int verb, TokenRange sentence)
    {
        DependencyParse parse = reading.Parse;
        int start = verb, end = verb + 1;
        if (UsedFor(reading, verb) is >= 0 and var use)
        {
            end = WithoutRelatives(reading, verb).End;
            (verb, start) = (use, use);
        }
        foreach (int child in parse.Children(verb))
        {
            string relation = parse.Relation(child);
            // "14 were killed and dozens injured" is one happening; other joined verbs are others.
            bool toll = relation == "conj" && reading.Lemmas[child] is "kill" or "injure" or "wound" or "hurt" or "die" or "miss";
            // Who says so is no part of it.
            if (relation is "obl" && CaseIs(reading, child, "according") || relation is "mark" or "cc" or "parataxis" or "discourse" or "conj" or "ccomp" or "vocative" or "punct" && !toll)
                continue;
            // What the clause was for, or went on with, is told apart; by what means and with what toll belongs to it.
            if (relation is "advcl" && UsedFor(reading, child) < 0 && (child < verb || !(reading.Lemmas[child] is "kill" or "injure" or "wound" or "leave" or "use" or "hurt" or "destroy" or "damage")))
                continue;
            TokenRange part = WithoutRelatives(reading, child);
            start = Math.Min(start, part.Start);
            end = Math.Max(end, part.End);
        }
        if (Subject(parse, verb) is >= 0 and var subject && subject < start && subject >= sentence.Start && parse.Relation(verb) is "conj" or "advcl" or "acl" == false)
            start = Math.Min(start, parse.Subtree(subject).Start);
        return new TokenRange(Math.Max(start, sentence.Start), Math.Min(end, sentence.End));
    }

    /// <summary>The words that hang from a token, up to a relative clause or an apposition after it.</summary>
    private static TokenRange WithoutRelatives(Reading reading, int token)
    {
        TokenRange part = reading.Parse.Subtree(token);
        int end = Math.Min(part.End, FirstAside(reading, token));
        while (end > token + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT)
            end--;
        return new TokenRange(part.Start, Math.Max(end, token + 1));
    }

    /// <summary>Where the first aside after a token begins, be it said of the token or of what is joined to it.</summary>
    private static int FirstAside(Reading reading, int token)
    {
        int first = int.MaxValue;
        foreach (int child in reading.Parse.Children(token))
        {
            if (child < token)
                continue;
            if (reading.Parse.Relation(child) is "acl:relcl" or "appos" or "parataxis" or "advcl")
                first = Math.Min(first, reading.Parse.Subtree(child).Start);
            else if (reading.Parse.Relation(child) is "conj" or "nmod" or "obl:unmarked" or "nmod:unmarked")
                first = Math.Min(first, FirstAside(reading, child));
        }
        return first;
    }
}
