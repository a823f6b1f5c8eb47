namespace Hearsay.Language.English;

/// <summary>Words that, capitalised after an abbreviation, begin a sentence far more often than they go on with one.</summary>
internal static class SentenceStarters
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>
    {
        "The", "A", "An", "He", "She", "It", "They", "We", "You", "I", "In", "On", "At", "But", "And", "Or", "So", "If", "When", "While", "After", "Before", "For", "From",
        "This", "That", "These", "Those", "There", "Here", "His", "Her", "Its", "Their", "Our", "My", "What", "Who", "How", "Why", "Where", "As", "By", "To", "With", "Under",
        "However", "Although", "Though", "Since", "Because", "Some", "Many", "Most", "All", "One", "Two", "Another", "Other", "Such", "No", "Not", "Then", "Also", "Even", "Earlier",
        "Last", "Meanwhile", "According", "During", "Despite", "Among", "Asked", "Both", "Each", "Every", "Is", "Are", "Was", "Were", "Do", "Does", "Did", "Can", "Will", "Yet", "Nor", "Once", "Only", "Until", "Whether",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Words.Contains(word);
}
