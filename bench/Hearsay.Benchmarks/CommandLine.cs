using System.Diagnostics;

namespace Hearsay.Benchmarks;

/// <summary>Runs the program as a user does.</summary>
internal static class CommandLine
{
    public static ProcessStartInfo Info(string cli, params string[] arguments) => new(cli, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

    public static (int Exit, string Output) Start(string cli, params string[] arguments)
    {
        using Process process = Process.Start(Info(cli, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
        return (process.ExitCode, output);
    }
}
