using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hearsay.Ledger;

/// <summary>SQL statements of one connection that are run many times, prepared once each. Parameters are @0, @1 and so on, in order.</summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly Dictionary<string, (sqlite3_stmt Statement, int[] Places)> prepared = [];

    /// <summary>Runs the statement.</summary>
    /// <returns>The first column of the first row, or null.</returns>
    public object? Run(string sql, params ReadOnlySpan<object?> values)
    {
        // A story is some hundreds of rows: they go to SQLite without a command and a reader for each.
        if (connection is SqliteConnection file)
            return Run(file.Handle!, sql, values);
        using DbCommand once = Bind(sql, values);
        return once.ExecuteScalar();
    }

    /// <summary>Runs a statement that gives rows; the reader is to be closed before the next statement runs.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    /// <summary>Runs an INSERT ... RETURNING id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values) => (long)Run(sql, values)!;

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
        foreach (DbCommand command in commands.Values)
            command.Dispose();
        foreach ((sqlite3_stmt statement, _) in prepared.Values)
            statement.Dispose();
    }
}
