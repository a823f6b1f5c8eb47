using System.CommandLine;
using System.Text;
using Hearsay.Language;
using Hearsay.Language.Names;
using Hearsay.Language.Tokens;
using Hearsay.Pipeline;
using Hearsay.Text;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay parse</c>: what the language core makes of a text, as a table or as CoNLL-U.</summary>
internal static class ParseCommand
{
    private static readonly string[] NameTags = ["PER", "ORG", "LOC", "NORP", "EVENT", "WORK"];

    public static Command Make()
    {
        var words = new Argument<string[]>("text") { Description = "A text, or with --conllu a file or - for standard input" };
        var conllu = new Option<bool>("--conllu") { Description = "Read a file of plain text and print CoNLL-U, with NER=, chains (Entity= all mentions in the brackets of CorefUD, Coref= the innermost) and offsets in MISC" };
        var tokens = new Option<bool>("--tokens") { Description = "Read CoNLL-U or one token a line (blank line between sentences) and keep its tokens and sentences" };
        var command = new Command("parse", "Show words, parts of speech, trees, names and chains.\n\nExamples:\n  hearsay parse \"The mayor said she would resign.\"\n  hearsay parse --conllu story.txt") { words, conllu, tokens };
        command.SetAction(parsed => Run(parsed.GetValue(words)!, parsed.GetValue(conllu), parsed.GetValue(tokens)));
        return command;
    }

    private static int Run(string[] words, bool conllu, bool given)
    {
        LanguageReader language = Setup.Language(new Settings());
        using var output = new Output();
        if (!conllu && !given)
        {
            output.Text(Tree(language.Read(new SourceText(string.Join(' ', words)))));
            return Exit.Found;
        }
        string file = string.Join(' ', words);
        if (file != "-" && !File.Exists(file))
        {
            Console.Error.WriteLine($"hearsay: {file}: no such file; give a file or - for standard input");
            return Exit.Failed;
        }
        using TextReader reader = file == "-" ? new StreamReader(Console.OpenStandardInput(), Encoding.UTF8) : new StreamReader(file, Encoding.UTF8);
        int sentence = 0;
        if (given)
        {
            foreach (IReadOnlyList<IReadOnlyList<string>> part in GivenSentences(reader))
                output.Text(Conllu(language.Read(part), ref sentence, 0, part));
            return Exit.Found;
        }
        int offset = 0;
        foreach (string part in TextParts(reader))
        {
            output.Text(Conllu(language.Read(new SourceText(part)), ref sentence, offset, null));
            offset += part.Length;
        }
        return Exit.Found;
    }

    /// <summary>The text in parts of some tens of thousands of characters, cut at blank lines or line ends, so that memory stays bounded.</summary>
    private static IEnumerable<string> TextParts(TextReader reader)
    {
        const int size = 60_000, most = 240_000;
        var part = new StringBuilder();
        char[] block = new char[8192];
        int read;
        while ((read = reader.Read(block)) > 0)
        {
            part.Append(block, 0, read);
            while (part.Length > size)
            {
                string text = part.ToString();
                int cut = text.LastIndexOf("\n\n", StringComparison.Ordinal);
                if (cut < size / 4)
                    cut = text.LastIndexOf('\n');
                if (cut < size / 4 && part.Length > most)
                    cut = text.LastIndexOf(". ", StringComparison.Ordinal) is > size / 4 and var stop ? stop + 1 : text.LastIndexOf(' ') is > 0 and var blank ? blank : text.Length - 1;
                if (cut < size / 4)
                    break;
                yield return text[..(cut + 1)];
                part.Clear().Append(text, cut + 1, text.Length - cut - 1);
            }
        }
        if (part.Length > 0)
            yield return part.ToString();
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<string>>> GivenSentences(TextReader reader)
    {
        var sentences = new List<IReadOnlyList<string>>();
        var sentence = new List<string>();
        int words = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (sentence.Count > 0)
                    sentences.Add(sentence);
                sentence = [];
                if (words > 5000)
                {
                    yield return sentences;
                    sentences = [];
                    words = 0;
                }
                continue;
            }
            if (line[0] == '#' && line.Length > 1 && line[1] == ' ')
                continue;
            string[] columns = line.Split('\t');
            if (columns.Length >= 8 && !int.TryParse(columns[0], out _))
                continue;
            sentence.Add(columns.Length >= 8 ? columns[1] : columns[0]);
            words++;
        }
        if (sentence.Count > 0)
            sentences.Add(sentence);
        if (sentences.Count > 0)
            yield return sentences;
    }

    private static string Conllu(Reading reading, ref int number, int offset, IReadOnlyList<IReadOnlyList<string>>? given)
    {
        var text = new StringBuilder();
        string[] names = new string[reading.Text.Count];
        Array.Fill(names, "O");
        foreach (Name name in reading.Names.Names)
        {
            for (int t = name.Range.Start; t < name.Range.End; t++)
                names[t] = (t == name.Range.Start ? "B-" : "I-") + NameTags[(int)name.Kind];
        }
        IReadOnlyList<IReadOnlyList<TokenRange>> found = reading.Chains.Chains;
        (TokenRange Mention, int Chain)[] mentions = [.. found.SelectMany((c, i) => c.Select(m => (m, i + 1))).OrderByDescending(m => m.m.Count)];
        // All of them, with those inside others, in the brackets of CorefUD (Nedoluzhko et al. 2022): "(e1" opens, "e1)" closes.
        string?[] brackets = new string?[reading.Text.Count], closing = new string?[reading.Text.Count];
        foreach ((TokenRange mention, int chain) in mentions)
        {
            int last = mention.End - 1;
            if (mention.Count == 1)
            {
                brackets[last] += $"(e{chain})";
                continue;
            }
            brackets[mention.Start] += $"(e{chain}";
            closing[last] = $"e{chain})" + closing[last];
        }
        for (int t = 0; t < closing.Length; t++)
            brackets[t] += closing[t];
        // A token carries one chain of more than one mention: the innermost mentions first, and a wider one only where none of its words is taken.
        int[] chains = new int[reading.Text.Count];
        foreach ((TokenRange mention, int chain) in mentions.Where(m => found[m.Chain - 1].Count > 1).Reverse())
        {
            Span<int> words = chains.AsSpan(mention.Start, mention.Count);
            if (!words.ContainsAnyExcept(0))
                words.Fill(chain);
        }
        TokenRange[] sentences = given is null ? reading.Text.Sentences : Ranges(given);
        for (int s = 0; s < sentences.Length; s++)
        {
            TokenRange sentence = sentences[s];
            int root = -1;
            text.Append("# sent_id = ").Append(++number).Append('\n');
            text.Append("# text = ").Append(reading.Text.Text.Words(reading.Text.SpanOf(sentence)).ReplaceLineEndings(" ")).Append('\n');
            for (int t = sentence.Start; t < sentence.End; t++)
            {
                Token token = reading.Text.Tokens[t];
                string form = given is null ? reading.Text.Form(t).ToString() : given[s][t - sentence.Start];
                // A given sentence that was read in parts has one root: the other parts hang on the first.
                bool isPart = reading.Parse.Head(t) < 0 && root >= 0;
                int head = isPart ? root : reading.Parse.Head(t);
                root = head < 0 ? t : root;
                text.Append(t - sentence.Start + 1).Append('\t').Append(form).Append('\t').Append(reading.Lemmas[t]).Append('\t').Append(reading.Tags.Upos(t)).Append('\t').Append(reading.Tags.Xpos(t))
                    .Append("\t_\t").Append(head < 0 ? 0 : head - sentence.Start + 1).Append('\t').Append(isPart ? "parataxis" : reading.Parse.Relation(t)).Append("\t_\t").Append("NER=").Append(names[t]);
                if (chains[t] > 0)
                    text.Append("|Coref=").Append(chains[t]);
                if (brackets[t] is { Length: > 0 } entity)
                    text.Append("|Entity=").Append(entity);
                text.Append("|Offset=").Append(offset + token.Start).Append(':').Append(offset + token.End);
                if (t + 1 < reading.Text.Count && !reading.Text.SpaceBefore(t + 1))
                    text.Append("|SpaceAfter=No");
                text.Append('\n');
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static TokenRange[] Ranges(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        var ranges = new TokenRange[sentences.Count];
        for (int s = 0, at = 0; s < ranges.Length; at += sentences[s++].Count)
            ranges[s] = new TokenRange(at, at + sentences[s].Count);
        return ranges;
    }

    /// <summary>Trees as indented lines, each word under its head, then names and parties.</summary>
    private static string Tree(Reading reading)
    {
        var text = new StringBuilder();
        foreach (TokenRange sentence in reading.Text.Sentences)
        {
            for (int t = sentence.Start; t < sentence.End; t++)
            {
                if (reading.Parse.Head(t) < 0)
                    Branch(reading, t, 0, text);
            }
            text.Append('\n');
        }
        foreach (Name name in reading.Names.Names)
            text.Append($"{NameTags[(int)name.Kind],-6}").Append(StoryView.Clean(reading.Text.Text.Words(reading.Text.SpanOf(name.Range)))).Append('\n');
        foreach (TokenRange role in reading.Names.Roles)
            text.Append("ROLE  ").Append(StoryView.Clean(reading.Text.Text.Words(reading.Text.SpanOf(role)))).Append('\n');
        foreach (Hearsay.Language.Coreference.Entity entity in reading.Entities.Entities)
        {
            text.Append($"party {StoryView.Clean(entity.Name)} ({entity.Kind.ToString().ToLowerInvariant()}{(entity.Role is { } role ? ", " + StoryView.Clean(role) : "")}): ")
                .Append(string.Join(" | ", entity.Mentions.Select(m => StoryView.Clean(reading.Text.Text.Words(reading.Text.SpanOf(m)))))).Append('\n');
        }
        return text.ToString();
    }

    private static void Branch(Reading reading, int token, int depth, StringBuilder text)
    {
        text.Append(' ', Math.Min(depth, 40) * 2).Append(StoryView.Clean(reading.Text.Form(token).ToString())).Append("  ").Append(StoryView.Dim($"{reading.Tags.Upos(token)} {reading.Parse.Relation(token)}")).Append('\n');
        foreach (int child in reading.Parse.Children(token))
            Branch(reading, child, depth + 1, text);
    }
}
