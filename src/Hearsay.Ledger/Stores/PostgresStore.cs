using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace Hearsay.Ledger;

/// <summary>A ledger in a schema of its own of a PostgreSQL database (14 or newer).</summary>
internal sealed class PostgresStore : LedgerStore
{
    private readonly NpgsqlDataSource source;
    private readonly string schema;

    private PostgresStore(string address)
    {
        (NpgsqlConnectionStringBuilder settings, schema) = Parse(address);
        Path = $"postgresql://{settings.Host}:{settings.Port}/{settings.Database}?schema={schema}";
        source = NpgsqlDataSource.Create(settings);
    }

    public override string Path { get; }

    public static new PostgresStore OpenOrCreate(string address) => Start(address, create: true);

    public static new PostgresStore Open(string address) => Start(address, create: false);

    private static PostgresStore Start(string address, bool create)
    {
        var store = new PostgresStore(address);
        try
        {
            store.Migrate(create);
            return store;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            store.Dispose();
            throw new LedgerException($"{store.Path}: cannot be opened as a ledger ({e.Message.TrimEnd('.')}); check the address, the database and its rights", e);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The settings of a connection, by an address in the form of PostgreSQL's own programs.</summary>
    /// <exception cref="LedgerException">The address has no database, or a schema that is no plain name.</exception>
    internal static (NpgsqlConnectionStringBuilder Settings, string Schema) Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.AbsolutePath.Trim('/').Length == 0)
            throw new LedgerException("a database is named as postgresql://USER@HOST:PORT/DATABASE?schema=NAME; the schema may be left out");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host : "localhost",
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            ApplicationName = "hearsay",
        };
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            settings.Password = Uri.UnescapeDataString(user[1]);
        string schema = "hearsay";
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split('=', 2);
            string value = sides.Length > 1 ? Uri.UnescapeDataString(sides[1]) : "";
            if (sides[0] == "schema")
                schema = value;
            else if (sides[0] == "sslmode")
                settings["SSL Mode"] = value;
            else
                throw new LedgerException($"'{sides[0]}': no setting of a ledger's address; there are schema and sslmode");
        }
        if (schema.Length is 0 or > 60 || !schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') || char.IsAsciiDigit(schema[0]))
            throw new LedgerException($"schema '{schema}': must be a name of lower-case letters, digits and _");
        settings.SearchPath = schema;
        return (settings, schema);
    }

    public override DbConnection Connect() => source.OpenConnection();

    private void Migrate(bool create)
    {
        using NpgsqlConnection connection = source.OpenConnection();
        string[] steps = Migrations("Postgres");
        bool exists = connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = @schema AND table_name = 'migration')", new { schema });
        if (!exists && !create)
            throw new LedgerException($"{Path}: no ledger there; 'hearsay add FILE...' makes one, --ledger names another");
        if (!exists && connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = @schema)", new { schema }))
            throw new LedgerException($"{Path}: the schema holds another program's tables; name another one with ?schema=");
        int version = exists ? connection.ExecuteScalar<int>("SELECT coalesce(max(step), 0) FROM migration") : 0;
        if (version > steps.Length)
            throw new LedgerException($"{Path}: was written by a newer Hearsay (tables {version}, this one knows {steps.Length}); update the program");
        if (version == steps.Length)
            return;
        // One process at a time; the next one finds the steps done.
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(hashtext(@schema))", new { schema });
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}; CREATE TABLE IF NOT EXISTS migration (step INTEGER PRIMARY KEY, made TIMESTAMPTZ NOT NULL DEFAULT now())");
        for (int step = connection.ExecuteScalar<int>("SELECT coalesce(max(step), 0) FROM migration"); step < steps.Length; step++)
        {
            Take(steps[step], connection);
            connection.Execute("INSERT INTO migration (step) VALUES (@number)", new { number = step + 1 });
        }
        Postings.Complete(connection);
        transaction.Commit();
    }

    public override void Dispose() => source.Dispose();
}
