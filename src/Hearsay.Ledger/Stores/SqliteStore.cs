using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>A ledger in one SQLite file.</summary>
internal sealed class SqliteStore : LedgerStore
{
    /// <summary>"HRSY", so that another program's database is never taken for a ledger.</summary>
    private const int ApplicationId = 0x48525359;
    private readonly string connectionString;

    static SqliteStore()
    {
        // A connection is used by one thread at a time, and nobody asks how much memory there is: no locks for either. Where SQLite runs already, it stays as it is.
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteStore(string path, bool create)
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

    public override string Path { get; }

    public static new SqliteStore OpenOrCreate(string path)
    {
        var store = new SqliteStore(path, create: true);
        store.Migrate();
        return store;
    }

    public static new SqliteStore Open(string path)
    {
        if (!File.Exists(path))
            throw new LedgerException($"{path}: no ledger there; 'hearsay add FILE...' makes one, --ledger names another");
        var store = new SqliteStore(path, create: false);
        store.Migrate();
        return store;
    }

    public override DbConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        // Pages are kept in memory up to 128 MB, and the log goes into the file every 256 MB: a page that many stories change is written seldom.
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 65536;");
        return connection;
    }

    private void Migrate()
    {
        try
        {
            using DbConnection connection = Connect();
            int application = connection.ExecuteScalar<int>("PRAGMA application_id");
            int version = connection.ExecuteScalar<int>("PRAGMA user_version");
            int tables = connection.ExecuteScalar<int>("SELECT count(*) FROM sqlite_schema");
            if (application != ApplicationId && tables > 0)
                throw new LedgerException($"{Path}: is a database of another program, not a ledger; name another file with --ledger");
            string[] steps = Migrations("Sqlite");
            if (version > steps.Length)
                throw new LedgerException($"{Path}: was written by a newer Hearsay (tables {version}, this one knows {steps.Length}); update the program");
            if (version == steps.Length)
                return;
            // Two processes may open a new file at once: the second one finds the steps done.
            using DbTransaction transaction = connection.BeginTransaction();
            for (int step = connection.ExecuteScalar<int>("PRAGMA user_version"); step < steps.Length; step++)
                Take(steps[step], connection);
            connection.Execute($"PRAGMA user_version = {steps.Length}; PRAGMA application_id = {ApplicationId};");
            Postings.Complete(connection);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw new LedgerException($"{Path}: cannot be opened as a ledger ({e.Message.TrimEnd('.')}); check the path and its rights, or name another file with --ledger", e);
        }
    }

    public override void Dispose() => SqliteConnection.ClearPool(new SqliteConnection(connectionString));
}
