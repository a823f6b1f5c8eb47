namespace Hearsay.Language.Patterns;

/// <summary>Words of the vocabulary that are used alike, in few coarse and many fine clusters; 0 is a word outside the vocabulary.</summary>
public sealed class WordClusters(ushort[] coarse, ushort[] fine)
{
    /// <param name="word">The word's number in the vocabulary, or -1.</param>
    public int Coarse(int word) => word < 0 ? 0 : coarse[word];

    public int Fine(int word) => word < 0 ? 0 : fine[word];
}
