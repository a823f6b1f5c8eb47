using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>SQL statements of one connection that are run many times, prepared once each. Parameters are @0, @1 and so on, in order.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>Runs the statement.</summary>
    /// <returns>The first column of the first row, or null.</returns>
    public object? Run(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter("@" + i, SqliteType.Text));
            prepared[sql] = command;
        }
        for (int i = 0; i < values.Length; i++)
        {
            SqliteParameter parameter = command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = values[i] ?? DBNull.Value;
        }
        return command.ExecuteScalar();
    }

    /// <summary>Runs an INSERT ... RETURNING id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values) => (long)Run(sql, values)!;

    public void Dispose()
    {
        foreach (SqliteCommand command in prepared.Values)
            command.Dispose();
    }
}
