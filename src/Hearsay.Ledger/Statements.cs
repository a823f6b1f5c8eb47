using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Hearsay.Ledger;

/// <summary>
/// SQL statements of one connection that are run many times, prepared once each. Parameters are @0, @1 and so on, in order. What nobody waits for (<see cref="Later"/>, <see cref="Insert"/>)
/// goes to a server many together, before whatever is asked next; a file gets it at once.
/// </summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    /// <summary>So many go to a server together at most.</summary>
    private const int MostQueued = 500;

    /// <summary>So many numbers of rows are taken from a server's sequence at once.</summary>
    private const int Reserved = 1000;

    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly Dictionary<string, (sqlite3_stmt Statement, int[] Places)> prepared = [];
    private readonly Dictionary<string, Queue<long>> numbers = [];
    private NpgsqlBatch? queued;

    /// <summary>Runs the statement.</summary>
    /// <returns>The first column of the first row, or null.</returns>
    public object? Run(string sql, params ReadOnlySpan<object?> values)
    {
        // A story is some hundreds of rows: they go to SQLite without a command and a reader for each.
        if (connection is SqliteConnection file)
            return Run(file.Handle!, sql, values);
        Flush();
        using DbCommand once = Bind(sql, values);
        return once.ExecuteScalar();
    }

    /// <summary>Runs a statement that gives rows; the reader is to be closed before the next statement runs.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object?> values)
    {
        Flush();
        return Bind(sql, values).ExecuteReader();
    }

    /// <summary>Runs a statement that nobody waits for, at the latest with the next <see cref="Flush"/>; then it fails if it fails.</summary>
    public void Later(string sql, params ReadOnlySpan<object?> values)
    {
        if (connection is SqliteConnection file)
            Run(file.Handle!, sql, values);
        else
            Queue(sql, values, asColumns: false);
    }

    /// <param name="asColumns">Words have the types of the columns that they go into, as what is missing has: the driver prepares a statement once, not for each pattern of gaps.</param>
    private void Queue(string sql, ReadOnlySpan<object?> values, bool asColumns)
    {
        queued ??= new NpgsqlBatch((NpgsqlConnection)connection);
        var command = new NpgsqlBatchCommand(sql);
        for (int i = 0; i < values.Length; i++)
        {
            var parameter = new NpgsqlParameter(Name(i), values[i] ?? DBNull.Value);
            if (asColumns && values[i] is null or string)
                parameter.NpgsqlDbType = NpgsqlDbType.Unknown;
            command.Parameters.Add(parameter);
        }
        queued.BatchCommands.Add(command);
        if (queued.BatchCommands.Count >= MostQueued)
            Flush();
    }

    /// <summary>Runs an INSERT INTO table (id, ...) VALUES (@0, ...) RETURNING id, as <see cref="Later"/>; the values are those from @1 on.</summary>
    /// <returns>The number of the row.</returns>
    public long Insert(string table, string sql, params ReadOnlySpan<object?> values)
    {
        if (connection is SqliteConnection file)
            return (long)Run(file.Handle!, sql, [null, .. values])!;
        long number = NextOf(table);
        Queue(sql, [number, .. values], asColumns: true);
        return number;
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        if (queued is null)
            return;
        using NpgsqlBatch sent = queued;
        queued = null;
        sent.ExecuteNonQuery();
    }

    /// <summary>Gives up what waits and the numbers that are taken: after a transaction that did not end well, and where somebody else has written.</summary>
    public void Forget()
    {
        queued?.Dispose();
        queued = null;
        numbers.Clear();
    }

    private long NextOf(string table)
    {
        if (!numbers.TryGetValue(table, out Queue<long>? left))
            numbers[table] = left = [];
        if (left.Count == 0)
        {
            using DbDataReader taken = Query($"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, {Reserved})");
            while (taken.Read())
                left.Enqueue(taken.GetInt64(0));
        }
        return left.Dequeue();
    }

    private object? Run(sqlite3 file, string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out (sqlite3_stmt Statement, int[] Places) found))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(file, sql, out sqlite3_stmt made), file);
            prepared[sql] = found = (made, [.. Enumerable.Range(0, values.Length).Select(i => raw.sqlite3_bind_parameter_index(made, Name(i)))]);
        }
        sqlite3_stmt statement = found.Statement;
        for (int i = 0; i < values.Length; i++)
            SqliteException.ThrowExceptionForRC(Bind(statement, found.Places[i], values[i]), file);
        object? result = raw.sqlite3_step(statement) == raw.SQLITE_ROW ? First(statement) : null;
        // What went wrong is told again when the statement is made ready for its next run.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), file);
        return result;
    }

    private static int Bind(sqlite3_stmt statement, int at, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(statement, at);
            case "":
                return raw.sqlite3_bind_text(statement, at, "");
            case string text:
                byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
                try
                {
                    return raw.sqlite3_bind_text(statement, at, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                }
            case byte[] { Length: 0 }:
                return raw.sqlite3_bind_zeroblob(statement, at, 0);
            case byte[] blob:
                return raw.sqlite3_bind_blob(statement, at, blob);
            case double number:
                return raw.sqlite3_bind_double(statement, at, number);
            default:
                return raw.sqlite3_bind_int64(statement, at, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    private static object? First(sqlite3_stmt row) => raw.sqlite3_column_type(row, 0) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(row, 0),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(row, 0),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(row, 0).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(row, 0).ToArray(),
        _ => null,
    };

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        // A database's driver prepares by itself what it is given often, for each set of types.
        if (!connection.IsFile())
        {
            DbCommand once = Make(sql, values.Length);
            for (int i = 0; i < values.Length; i++)
                once.Parameters[i].Value = values[i] ?? DBNull.Value;
            return once;
        }
        if (!commands.TryGetValue(sql, out DbCommand? command))
            commands[sql] = command = Make(sql, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            var parameter = (SqliteParameter)command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = values[i] ?? DBNull.Value;
        }
        return command;
    }

    private DbCommand Make(string sql, int count)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = Name(i);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static string Name(int parameter) => "@" + parameter;

    public void Dispose()
    {
        queued?.Dispose();
        foreach (DbCommand command in commands.Values)
            command.Dispose();
        foreach ((sqlite3_stmt statement, _) in prepared.Values)
            statement.Dispose();
    }
}
