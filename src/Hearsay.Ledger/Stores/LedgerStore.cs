using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Hearsay.Ledger;

/// <summary>
/// One ledger, wherever it is kept: a SQLite file (the default) or a schema of a PostgreSQL database. Opens it, brings its tables up to date, hands out
/// connections. Questions and writers are the same for both: they are written in the SQL that both know, and the second store's schema brings the few functions that only the first has.
/// </summary>
public abstract class LedgerStore : IDisposable
{
    /// <summary>The file, or the database's address without its password.</summary>
    public abstract string Path { get; }

    /// <summary>True for an address of a PostgreSQL database, and not a file.</summary>
    public static bool IsDatabase(string place) => place.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the ledger, making it where it does not exist.</summary>
    /// <param name="place">A file, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME. The password may also come from the environment (PGPASSWORD, PGPASSFILE).</param>
    /// <exception cref="LedgerException">It is no ledger, is newer than the program, or cannot be reached.</exception>
    public static LedgerStore OpenOrCreate(string place) => IsDatabase(place) ? PostgresStore.OpenOrCreate(place) : SqliteStore.OpenOrCreate(place);

    /// <summary>Opens a ledger that exists; a missing one is an error that says what to do.</summary>
    /// <exception cref="LedgerException">As <see cref="OpenOrCreate"/>, and where there is none.</exception>
    public static LedgerStore Open(string place) => IsDatabase(place) ? PostgresStore.Open(place) : SqliteStore.Open(place);

    /// <summary>A database's address in the form of .NET's driver.</summary>
    public static string ConnectionString(string address) => PostgresStore.Parse(address).Settings.ToString();

    /// <summary>A new open connection, for one thread at a time.</summary>
    public abstract DbConnection Connect();

    /// <summary>The numbered migrations of a store, in order.</summary>
    private protected static string[] Migrations(string store) =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(store + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Takes one step of a migration, with what only the program can fill in.</summary>
    private protected static void Take(string step, DbConnection connection)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(step)!);
        connection.Execute(reader.ReadToEnd());
        if (step.EndsWith("-packed.sql", StringComparison.Ordinal))
            PackedRecord.Fill(connection);
    }

    public abstract void Dispose();
}

/// <summary>The ledger cannot do what was asked; the message names the file, what was wrong and what to do.</summary>
public sealed class LedgerException : Exception
{
    public LedgerException()
    {
    }

    public LedgerException(string message)
        : base(message)
    {
    }

    public LedgerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
