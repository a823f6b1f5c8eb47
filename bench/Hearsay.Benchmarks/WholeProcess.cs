using System.Diagnostics;

namespace Hearsay.Benchmarks;

/// <summary>Times a program from start to exit.</summary>
internal static class WholeProcess
{
    /// <returns>The median time in seconds and the greatest peak of memory in megabytes.</returns>
    public static (double Seconds, double Megabytes) Best(int runs, string program, params string[] arguments)
    {
        var times = new List<double>();
        double peak = 0;
        for (int i = 0; i < runs; i++)
        {
            var watch = Stopwatch.StartNew();
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            // The peak is gone with the process, so it is asked for while the process runs.
            while (!process.WaitForExit(5))
                peak = Math.Max(peak, Peak(process));
            output.Wait();
            process.WaitForExit();
            times.Add(watch.Elapsed.TotalSeconds);
        }
        times.Sort();
        return (times[runs / 2], peak);
    }

    /// <summary>The high-water mark of resident memory that Linux keeps; 0 elsewhere or when the process is gone.</summary>
    public static double Peak(Process process)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{process.Id}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return double.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture) / 1024;
            }
        }
        catch (IOException)
        {
            // the process has ended
        }
        return 0;
    }
}
