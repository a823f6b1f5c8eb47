using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>SQL statements of one connection that are run many times, prepared once each. Parameters are @0, @1 and so on, in order.</summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = [];

    /// <summary>Runs the statement.</summary>
    /// <returns>The first column of the first row, or null.</returns>
    public object? Run(string sql, params ReadOnlySpan<object?> values)
    {
        DbCommand command = Bind(sql, values);
        using DbCommand? once = connection.IsFile() ? null : command;
        return command.ExecuteScalar();
    }

    /// <summary>Runs a statement that gives rows; the reader is to be closed before the next statement runs.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

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
        if (!prepared.TryGetValue(sql, out DbCommand? command))
            prepared[sql] = command = Make(sql, values.Length);
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
            parameter.ParameterName = "@" + i;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs an INSERT ... RETURNING id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values) => (long)Run(sql, values)!;

    public void Dispose()
    {
        foreach (DbCommand command in prepared.Values)
            command.Dispose();
    }
}
