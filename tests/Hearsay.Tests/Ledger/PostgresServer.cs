using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hearsay.Tests.Ledger;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Hearsay.Tests.Ledger;

/// <summary>A real PostgreSQL server for the tests, in a folder of its own, on a free port of loopback; started by the first test that wants it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<string?> address;
    private string? folder;
    private string? programs;
    private int schemas;

    public PostgresServer() => address = new(Start);

    /// <summary>The address of a schema that no other test has; skips the test where no server is installed.</summary>
    public string NewPlace()
    {
        Assert.SkipWhen(address.Value is null, "no PostgreSQL server here; apt-get install postgresql");
        return $"{address.Value}?schema=test_{Interlocked.Increment(ref schemas)}";
    }

    private string? Start()
    {
        programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault() : null;
        if (programs is null)
            return null;
        folder = Directory.CreateTempSubdirectory("hearsay-postgres").FullName;
        // The server refuses to run as root: the user that its package made runs it then.
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder);
        int port = FreePort();
        Server("initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "hearsay", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        Server("pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off", "start");
        return $"postgresql://hearsay@127.0.0.1:{port}/postgres";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Server(string program, params string[] arguments)
    {
        string path = Path.Combine(programs!, program);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its output goes nowhere: the server would hold a pipe open.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: ended with {process.ExitCode}");
    }

    public void Dispose()
    {
        if (folder is null)
            return;
        Server("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }
}
