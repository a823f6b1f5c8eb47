using System.Text.Json;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>Counts the words of the raw news and writes the vocabulary and the raw text's features.</summary>
internal static class VocabularyMaker
{
    private const int Size = 40_000;

    public static void Run(string data, string work)
    {
        Directory.CreateDirectory(work);
        string[] files = [Path.Combine(data, "raw", "outlets_2012_2020.jsonl.gz"), Path.Combine(data, "raw", "other_news.jsonl.gz")];
        var counts = new Dictionary<string, int>();
        var tokenizer = new Tokenizer(WordTable.Empty);
        long words = 0;
        foreach (string file in files)
        {
            foreach (JsonElement story in Corpus.Json(file))
            {
                TokenizedText text = tokenizer.Split(new SourceText(story.GetProperty("text").GetString()!));
                words += text.Count;
                for (int i = 0; i < text.Count; i++)
                {
                    string word = string.Create(text.Folded(i).Length, text.Folded(i), (into, from) =>
                    {
                        for (int k = 0; k < from.Length; k++)
                            into[k] = char.IsAsciiDigit(from[k]) ? '0' : from[k];
                    });
                    if (word.Length <= 32)
                        counts[word] = counts.GetValueOrDefault(word) + 1;
                }
            }
        }
        string[] vocabulary = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Size).Select(c => c.Key)];
        File.WriteAllLines(Path.Combine(work, "vocabulary.txt"), vocabulary);
        Console.WriteLine($"{words} words, {counts.Count} forms, the last kept occurs {counts[vocabulary[^1]]} times");

        var table = new WordTable(vocabulary);
        tokenizer = new Tokenizer(table);
        using var features = new BinaryWriter(new BufferedStream(File.Create(Path.Combine(work, "raw.features.bin")), 1 << 20));
        var lengths = new List<int>();
        foreach (string file in files)
        {
            foreach (JsonElement story in Corpus.Json(file))
            {
                TokenizedText text = tokenizer.Split(new SourceText(story.GetProperty("text").GetString()!));
                foreach (int f in WordFeatures.Of(text, table))
                    features.Write(f);
                foreach (TokenRange sentence in text.Sentences)
                    lengths.Add(sentence.Count);
            }
        }
        Corpus.WriteInts(Path.Combine(work, "raw.lengths.bin"), lengths);
    }
}
