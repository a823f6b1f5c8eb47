using Hearsay.Language;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>Violence in words only: "bombed at the box office", "killed the bill"; the battles of sport, screen and trade.</summary>
internal static class FiguresOfSpeech
{
    /// <summary>Verbs that need a place, or people, to be more than a figure of speech.</summary>
    private static readonly HashSet<string> Breaking = ["storm", "bombard", "raid", "invade", "besiege", "overrun", "pound", "strafe"];

    /// <summary>Verbs whose victims live.</summary>
    private static readonly HashSet<string> Killing = ["kill", "murder", "wound", "injure", "slaughter", "assassinate", "behead", "massacre", "lynch", "slay"];

    // Sport, screen, page and shop fight their battles in words.
    private static readonly HashSet<string> FigurativeSettings =
    [
        "striker", "goalkeeper", "midfielder", "winger", "quarterback", "pitcher", "batsman", "coach", "referee", "whistle", "halftime", "half-time", "kickoff", "touchdown", "inning", "playoff", "championship", "tournament",
        "football", "soccer", "basketball", "baseball", "cricket", "rugby", "tennis", "hockey", "golf", "goalless", "equalizer", "equaliser", "scoreline", "film", "movie", "novel", "album", "chart", "sitcom", "screenplay", "box-office", "sequel", "viewer", "thriller", "finale", "memoir", "comedian", "stand-up", "chess", "crossword", "videogame",
        "gamer", "chef", "recipe", "smartphone",
    ];

    // Where people are hurt or guns are drawn, it is no figure of speech.
    private static readonly HashSet<string> LiteralSettings = ["police", "army", "military", "troop", "soldier", "militant", "gunman", "rebel", "hospital", "victim", "wounded", "dead", "casualty"];

    /// <summary>Words of violence that politics, sport and trade use as well.</summary>
    private static readonly HashSet<string> Shared = ["attack", "hit", "strike", "fight", "battle", "fighting", "abuse", "clash", "bombard", "offensive", "pound", "storm", "blast", "rampage"];

    /// <summary>What tells that people are really hurt.</summary>
    private static readonly HashSet<string> Violence = ["kill", "wound", "injure", "bomb", "shell", "shoot", "shooting", "murder", "bombing", "shelling", "airstrike", "explosion", "explode", "fighter", "guerrilla", "insurgent", "terrorist", "terrorism", "terror", "attacker", "assailant", "gunfire", "stab", "behead", "militia", "ceasefire", "truce", "war", "warplane", "force", "invasion", "border", "casualties", "death", "die", "rape", "beat", "burn"];

    /// <summary>How many words of violence make a story one of violence, and how many words one of them may stand for.</summary>
    private const int LeastViolent = 3, MostWords = 200;

    private static bool IsViolence(Reading reading, int token) =>
        LiteralSettings.Contains(reading.Lemmas[token]) || Violence.Contains(reading.Lemmas[token]) || reading.Tags.Upos(token) is Upos.NOUN && EventLexicon.English.IsWeapon(reading.Lemmas[token]) && reading.Lemmas[token] is not ("charge" or "arrow" or "device" or "mine");

    /// <summary>True if the story as a whole tells of violence.</summary>
    public static bool IsViolent(Reading reading)
    {
        int violent = Enumerable.Range(0, reading.Text.Count).Count(t => IsViolence(reading, t) && !Shared.Contains(reading.Lemmas[t]));
        return violent >= LeastViolent && violent * MostWords >= reading.Text.Count;
    }

    /// <summary>"Kelly attacked Wilson", "the fight over the budget", where neither the story nor the sentences around speak of arms, troops or the hurt.</summary>
    public static bool IsOfWords(Reading reading, EventLexicon.Entry entry, EventFinder.Found told, bool violentStory)
    {
        if (violentStory || told.Event.Type is not "ASSAULT" || !Shared.Contains(entry.Words[0]) || told.Event.Weapons.Count > 0 || told.Event.Killed is not null || told.Event.Injured is not null)
            return false;
        int sentence = reading.Text.SentenceOf(told.Trigger);
        for (int s = Math.Max(0, sentence - 1); s <= Math.Min(reading.Text.Sentences.Length - 1, sentence + 1); s++)
        {
            for (int t = reading.Text.Sentences[s].Start; t < reading.Text.Sentences[s].End; t++)
            {
                if (t != told.Trigger && IsViolence(reading, t))
                    return false;
            }
        }
        return true;
    }

    /// <summary>True if a sentence speaks of a game, a film or the like.</summary>
    public static bool StandIn(Reading reading, TokenRange sentence)
    {
        bool figurative = false;
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            string lemma = reading.Lemmas[t];
            if (reading.Tags.Upos(t) is Upos.NOUN && EventLexicon.English.IsWeapon(lemma) || LiteralSettings.Contains(lemma))
                return false;
            // "a novel virus" is no book; "won 4-0" is a game.
            figurative |= reading.Tags.Upos(t) is Upos.NOUN && FigurativeSettings.Contains(lemma)
                || lemma is "box" && t + 1 < sentence.End && reading.Lemmas[t + 1] is "office" || lemma is "episode" or "season" && t > sentence.Start && (reading.Text.Folded(t - 1) is "first" or "second" or "third" or "fourth" or "fifth" or "final" or "opening" or "last" || t + 1 < sentence.End && reading.Tags.Upos(t + 1) is Upos.NUM) || lemma is "game" && t > sentence.Start && reading.Lemmas[t - 1] is "board" or "video" or "card" or "computer" || lemma is "draw" or "win" or "victory" && t > sentence.Start && reading.Text.Folded(t - 1) is "a" && t - 2 >= sentence.Start && reading.Text.Folded(t - 2) is "to"
                || lemma.Length == 3 && char.IsAsciiDigit(lemma[0]) && lemma[1] is '-' or '–' && char.IsAsciiDigit(lemma[2])
                || lemma is "-" or "–" && t > sentence.Start && t + 1 < sentence.End && reading.Lemmas[t - 1].Length == 1 && reading.Lemmas[t + 1].Length == 1 && char.IsAsciiDigit(reading.Lemmas[t - 1][0]) && char.IsAsciiDigit(reading.Lemmas[t + 1][0]);
        }
        return figurative;
    }

    /// <summary>"bombed at the box office", "killed the bill", "shot down rumours", "the central bank fired a shot", "he attacked on the last climb": violence in words only.</summary>
    /// <param name="literal">True where a number or a weapon says that it is meant.</param>
    public static bool Is(Reading reading, EventLexicon.Entry entry, int doer, int receiver, bool literal, bool received)
    {
        if (literal || entry.Type is not ("ASSAULT" or "COERCE") && entry.Words[0] is not ("welcome" or "meet" or "host"))
            return false;
        bool alive = PartyNouns.IsPeople(reading, receiver) || PartyNouns.HasNamedParty(reading, receiver) || receiver >= 0 && reading.Tags.Upos(receiver) is Upos.PRON or Upos.PROPN;
        string thing = receiver >= 0 && !alive ? reading.Lemmas[receiver] : "";
        if (!entry.Words.Contains(thing) && EventLexicon.English.IsAbstract(thing))
            return true;
        if (entry.Type != "ASSAULT")
            return false;
        string word = entry.Words[0];
        return Killing.Contains(word) && receiver >= 0 && !alive
            || Breaking.Contains(word) && entry.Words.Length == 1 && (thing.Length > 0 ? !EventLexicon.English.IsSite(thing) : receiver < 0 && !received)
            || !alive && doer >= 0 && reading.Tags.Upos(doer) is Upos.NOUN && EventLexicon.English.IsTrade(reading.Lemmas[doer])
            || receiver < 0 && !received && doer >= 0 && word is "attack" or "strike" or "battle" or "fight" && PartyNouns.IsPersonName(reading, doer);
    }
}
