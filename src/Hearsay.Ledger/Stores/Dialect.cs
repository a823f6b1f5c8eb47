using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger;

/// <summary>What the two stores are told in different words.</summary>
internal static class Dialect
{
    public static bool IsFile(this DbConnection connection) => connection is SqliteConnection;

    /// <summary>Begins a transaction that waits until no other process writes to this ledger.</summary>
    public static DbTransaction BeginWriting(this DbConnection connection)
    {
        // SQLite's driver takes the lock of the file at once.
        DbTransaction transaction = connection.BeginTransaction();
        if (!connection.IsFile())
            connection.Execute(Lock);
        return transaction;
    }

    /// <summary>The same as a statement, for a writer whose transactions hold a batch of stories.</summary>
    public static string BeginOf(DbConnection connection) => connection.IsFile() ? "BEGIN IMMEDIATE" : "BEGIN; " + Lock;

    /// <summary>A number that is another one when somebody else has written to the ledger.</summary>
    public static string VersionOf(DbConnection connection) => connection.IsFile() ? "PRAGMA data_version" : "SELECT last_value FROM position_id_seq";

    /// <summary>Whether the disk is full or broken (SQLite's FULL and IOERR, PostgreSQL's classes 53 and 58), so that writing again would fail again.</summary>
    public static bool IsStorageFault(DbException fault) =>
        fault is SqliteException { SqliteErrorCode: 10 or 13 } || fault.SqlState is { Length: 5 } state && state[..2] is "53" or "58";

    /// <summary>Words as any store keeps them: no NUL, no half of a pair of surrogates.</summary>
    public static string Storable(string words) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(words)).Replace('\0', '\uFFFD');

    private const string Lock = "SELECT pg_advisory_xact_lock(hashtext(current_schema()))";
}
