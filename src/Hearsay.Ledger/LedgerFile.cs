using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>One ledger in one SQLite file: opens it, brings its tables up to date, hands out connections.</summary>
public sealed class LedgerFile : IDisposable
{
    /// <summary>"HRSY", so that another program's database is never taken for a ledger.</summary>
    private const int ApplicationId = 0x48525359;
    private readonly string connectionString;

    private LedgerFile(string path, bool create)
    {
        Path = path;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Pooling = false,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Opens the ledger, making it where it does not exist.</summary>
    public static LedgerFile OpenOrCreate(string path)
    {
        var file = new LedgerFile(path, create: true);
        file.Migrate();
        return file;
    }

    /// <summary>Opens a ledger that exists; a missing one is an error that says what to do.</summary>
    public static LedgerFile Open(string path)
    {
        if (!File.Exists(path))
            throw new LedgerException($"{path}: no ledger there; 'hearsay add FILE...' makes one, --ledger names another");
        var file = new LedgerFile(path, create: false);
        file.Migrate();
        return file;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        return connection;
    }

    private void Migrate()
    {
        try
        {
            using SqliteConnection connection = Connect();
            int application = connection.ExecuteScalar<int>("PRAGMA application_id");
            int version = connection.ExecuteScalar<int>("PRAGMA user_version");
            int tables = connection.ExecuteScalar<int>("SELECT count(*) FROM sqlite_schema");
            if (application != ApplicationId && tables > 0)
                throw new LedgerException($"{Path}: is a database of another program, not a ledger; name another file with --ledger");
            string[] steps = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            if (version > steps.Length)
                throw new LedgerException($"{Path}: was written by a newer Hearsay (tables {version}, this one knows {steps.Length}); update the program");
            for (int step = version; step < steps.Length; step++)
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                // Two processes may open a new file at once: the second one finds the step done.
                if (connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction) == step)
                {
                    using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(steps[step])!);
                    connection.Execute(reader.ReadToEnd(), transaction: transaction);
                    connection.Execute($"PRAGMA user_version = {step + 1}; PRAGMA application_id = {ApplicationId};", transaction: transaction);
                }
                transaction.Commit();
            }
        }
        catch (SqliteException e)
        {
            throw new LedgerException($"{Path}: cannot be opened as a ledger ({e.Message.TrimEnd('.')}); check the path and its rights, or name another file with --ledger", e);
        }
    }

    public void Dispose() => SqliteConnection.ClearPool(new SqliteConnection(connectionString));
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
