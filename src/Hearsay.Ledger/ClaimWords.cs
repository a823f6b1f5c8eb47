using System.Text.RegularExpressions;
using Hearsay.Claims.Records;

namespace Hearsay.Ledger;

/// <summary>The words of a claim as rows keep them, and where they stand in its story.</summary>
public static class ClaimWords
{
    private const string Break = " … ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static string Of(IEnumerable<Passage> content) => string.Join(Break, content.Select(p => p.Text));

    /// <summary>The text that the claim's spans count into.</summary>
    public static string TextOf(StoryRecord story, Claim claim) => claim.In == ClaimPlace.Title ? story.Article.Title ?? "" : story.Article.Text;

    /// <summary>Where the words stand, each piece as near to the claim's cue as it does; null if one of them is not in the text. Blanks and line ends are alike.</summary>
    public static IReadOnlyList<Passage>? Find(StoryRecord story, Claim claim, string words)
    {
        string text = TextOf(story, claim);
        var found = new List<Passage>();
        foreach (string piece in words.Split(Break.Trim(), StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string pattern = string.Join(@"\s+", piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
            if (Regex.Matches(text, pattern, RegexOptions.CultureInvariant, Patience).MinBy(m => Math.Abs(m.Index - claim.Cue.Start)) is not { } match)
                return null;
            found.Add(new Passage(match.Value, match.Index, match.Index + match.Length));
        }
        return found.Count > 0 ? found : null;
    }
}
