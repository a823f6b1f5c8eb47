using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hearsay.Tests.Ledger;

/// <summary>A real PostgreSQL server in a folder of its own, on a free port; the benchmarks take it too.</summary>
public sealed class LocalPostgres : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-postgres").FullName;
    private readonly string programs;
    private readonly string options;

    private LocalPostgres(string programs, string listen, bool durable)
    {
        this.programs = programs;
        // The server refuses to run as root: the user that its package made runs it then.
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder);
        Port = FreePort();
        options = $"-p {Port} -c listen_addresses={listen} -c unix_socket_directories={folder} -c fsync={(durable ? "on" : "off")}";
        Server("initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "hearsay", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        foreach (string other in listen.Split(',').Where(a => a != "127.0.0.1"))
            File.AppendAllText($"{folder}/data/pg_hba.conf", $"host all all {other}/24 trust\n");
        Start();
    }

    public int Port { get; }

    /// <param name="listen">Addresses of this machine, with commas.</param>
    /// <param name="durable">Whether what is committed is synced to disk.</param>
    /// <returns>Null where no server is installed.</returns>
    public static LocalPostgres? Start(string listen = "127.0.0.1", bool durable = false) =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault() : null) is { } programs
            ? new LocalPostgres(programs, listen, durable)
            : null;

    /// <summary>The address of a schema, as it is reached under an address of this machine.</summary>
    public string Place(string schema, string host = "127.0.0.1") => $"postgresql://hearsay@{host}:{Port}/postgres?schema={schema}";

    /// <summary>Ends the server without a word to those who are connected, and starts it again.</summary>
    public void Restart()
    {
        Server("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");
        Start();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static void Run(string program, params string[] arguments)
    {
        // Its output goes nowhere: the server would hold a pipe open.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: ended with {process.ExitCode}");
    }

    private void Start() => Server("pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", options, "start");

    private void Server(string program, params string[] arguments)
    {
        string path = Path.Combine(programs, program);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    public void Dispose()
    {
        Server("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }
}
