using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;

namespace Hearsay.Claims.Events;

/// <summary>Whether what is told has happened: not denied, planned, feared, aimed at or conditional.</summary>
internal static class Reality
{
    private static readonly HashSet<string> Unreal = ["would", "could", "may", "might", "will", "shall", "should", "must", "can", "'ll", "'d"];

    private static readonly HashSet<string> Barring = ["ban", "bar", "block", "prevent", "stop", "keep", "prohibit", "deter", "discourage", "dissuade", "restrain", "refrain", "hinder"];

    public static readonly HashSet<string> Planning = ["plan", "threaten", "want", "intend", "fear", "consider", "prepare", "aim", "hope", "try", "refuse", "decline", "agree", "pledge", "vow", "propose", "ask", "urge", "call", "warn", "seek", "mull", "need", "ready", "prepared", "willing", "reluctant", "unwilling", "likely", "unlikely", "avoid", "prevent", "stop", "deny"];

    /// <summary>"met to sign a treaty", "if he is elected": what somebody does something for, or what would have to be first, is not told as a happening.</summary>
    public static bool IsAim(Reading reading, int verb)
    {
        if (verb < 0 || reading.Tags.Upos(verb) is not Upos.VERB || !reading.Parse.Is(verb, "advcl") || EventClause.UsedFor(reading, verb) >= 0)
            return false;
        string mark = reading.Parse.Child(verb, "mark") is >= 0 and var word ? reading.Text.Folded(word) : "";
        // "called on him to go", "was forced to pay": asked for, planned or brought about.
        return mark is "if" or "unless" || mark is "to" && !Planning.Contains(reading.Lemmas[reading.Parse.Head(verb)]) && reading.Lemmas[reading.Parse.Head(verb)] is not ("force" or "compel" or "oblige" or "decide" or "order" or "direct" or "tell" or "approach" or "hire" or "pay" or "allow" or "press" or "push");
    }

    public static bool Happened(Reading reading, int trigger)
    {
        DependencyParse parse = reading.Parse;
        int at = trigger;
        for (int depth = 0; depth < 4 && at >= 0; depth++)
        {
            // "after the attack", "when it agreed": said as known, whatever the clause above says.
            if (parse.Relation(at) is "obl" or "nmod" or "advcl" && parse.Children(at).Any(c => c < at && parse.Relation(c) is "case" or "mark" && reading.Text.Folded(c) is "after" or "following" or "since" or "when" or "because" or "despite" or "during" or "amid")
                && !parse.Children(at).Any(c => parse.Relation(c) is "aux" && Unreal.Contains(reading.Text.Folded(c)) || parse.Relation(c) is "advmod" && reading.Text.Folded(c) is "not" or "n't" or "never"))
                return true;
            foreach (int child in parse.Children(at))
            {
                string word = reading.Text.Folded(child);
                if (parse.Relation(child) is "aux" && Unreal.Contains(word))
                    return false;
                if (parse.Relation(child) is "advmod" or "det" && word is "not" or "n't" or "never" or "no")
                    return false;
                // "banned them from travelling"
                if (parse.Relation(child) is "mark" && word is "from" && parse.Head(at) is >= 0 and var barring && Barring.Contains(reading.Lemmas[barring]))
                    return false;
                if (parse.Relation(child) is "mark" && word is "if" or "unless" or "whether" or "to" && depth == 0 && at == trigger && parse.Relation(at) is "advcl" or "acl" && EventClause.UsedFor(reading, at) < 0)
                    return false;
            }
            int head = parse.Head(at);
            if (head < 0)
                return true;
            string relation = parse.Relation(at);
            if (relation is "xcomp" or "obj" or "ccomp" or "nmod" or "acl" or "advcl" or "obl" && Planning.Contains(reading.Lemmas[head]))
                return false;
            if (relation is "ccomp" or "parataxis" or "acl:relcl" or "conj")
                return true;
            at = head;
        }
        return true;
    }
}
