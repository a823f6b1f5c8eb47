using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Hearsay.Language.Places;

/// <summary>A populated place.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Division">The state or province, for the United States and Canada only; else empty.</param>
/// <param name="Latitude">Degrees north, to a hundredth; <paramref name="Longitude"/> degrees east.</param>
/// <param name="Population">How many people live there, 0 where unknown.</param>
public sealed record PopulatedPlace(string Name, string Country, string Division, double Latitude, double Longitude, long Population);

/// <summary>
/// Towns and cities of 3,000 people or more and seats of government, by name (facts from GeoNames, CC BY 4.0). The list is sorted by name and searched where it lies in the
/// assembly: nothing is loaded.
/// </summary>
public static unsafe class Gazetteer
{
    private static readonly (nint Start, int Length) Rows = Open();

    /// <summary>A name as the list is sorted by: lower case, no accents, letters and digits with single blanks.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (char c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '`' or '.')
                continue;
            if (char.IsLetterOrDigit(c))
                key.Append(c switch { 'ł' or 'Ł' => 'l', 'ø' or 'Ø' => 'o', 'đ' or 'Đ' => 'd', 'ı' => 'i', _ => char.ToLowerInvariant(c) });
            else if (key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        }
        return key.ToString().TrimEnd();
    }

    /// <summary>All places of that name, the largest first; at most forty.</summary>
    public static IReadOnlyList<PopulatedPlace> Find(string name)
    {
        byte[] key = Encoding.UTF8.GetBytes(Key(name) + "\t");
        var rows = new ReadOnlySpan<byte>((void*)Rows.Start, Rows.Length);
        var found = new List<PopulatedPlace>();
        if (key.Length < 3)
            return found;
        // The first row that is not before the key.
        int low = 0, high = rows.Length;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            int start = rows[..middle].LastIndexOf((byte)'\n') + 1;
            if (rows[start..].SequenceCompareTo(key) < 0 && !rows[start..].StartsWith(key))
            {
                int next = rows[start..].IndexOf((byte)'\n');
                low = next < 0 ? rows.Length : start + next + 1;
            }
            else
            {
                high = start;
            }
        }
        while (low < rows.Length && rows[low..].StartsWith(key) && found.Count < 40)
        {
            int end = rows[low..].IndexOf((byte)'\n');
            string[] cells = Encoding.UTF8.GetString(rows.Slice(low, end)).Split('\t');
            found.Add(new PopulatedPlace(cells[1], cells[2], cells[3], double.Parse(cells[4], CultureInfo.InvariantCulture), double.Parse(cells[5], CultureInfo.InvariantCulture), long.Parse(cells[6], CultureInfo.InvariantCulture)));
            low += end + 1;
        }
        return found;
    }

    /// <summary>Gives the names, as <see cref="Key"/> makes them, of all places of so many people or more, without a string for each.</summary>
    public static void ForEachKey(long population, Action<ReadOnlySpan<char>> take)
    {
        var rows = new ReadOnlySpan<byte>((void*)Rows.Start, Rows.Length);
        Span<char> name = stackalloc char[256];
        while (rows.Length > 0)
        {
            int end = rows.IndexOf((byte)'\n');
            ReadOnlySpan<byte> row = end < 0 ? rows : rows[..end];
            rows = end < 0 ? [] : rows[(end + 1)..];
            int key = row.IndexOf((byte)'\t');
            if (key is > 0 and <= 256 && Utf8Parser.TryParse(row[(row.LastIndexOf((byte)'\t') + 1)..], out long people, out _) && people >= population)
                take(name[..Encoding.UTF8.GetChars(row[..key], name)]);
        }
    }

    private static (nint, int) Open()
    {
        // Embedded resources of a loaded assembly lie in memory that stays.
        var stream = (UnmanagedMemoryStream)(Assembly.GetExecutingAssembly().GetManifestResourceStream("places.tsv") ?? throw new InvalidOperationException("the list places.tsv is not in the assembly"));
        return ((nint)stream.PositionPointer, (int)stream.Length);
    }
}
