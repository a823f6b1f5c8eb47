namespace Hearsay.Tests;

/// <summary>Where the checkout is, for tests that read its own files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (System.IO.File.Exists(Path.Combine(at, "Hearsay.slnx")))
                return at;
        }
        throw new InvalidOperationException("the tests must run inside the checkout");
    }
}
