using System.Data.Common;
using System.Reflection;
using Dapper;
using Hearsay.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Hearsay.Cluster;

/// <summary>A worker of the cluster, on Microsoft Orleans: it finds the others by the ledger's database, reads what it is sent, and keeps the ledger when it is its turn.</summary>
public static class ClusterWorker
{
    /// <param name="readerOf">Program and version of the reader, for articles (false) and for plain texts (true).</param>
    /// <returns>A host that is ready to be run.</returns>
    /// <exception cref="LedgerException">The ledger is a file, or cannot be opened.</exception>
    public static IHost Make(ClusterSettings settings, Func<bool, string> readerOf)
    {
        settings.Check();
        using (LedgerStore store = LedgerStore.OpenOrCreate(settings.Ledger))
            MakeMemberTables(store);
        if (settings.Dashboard is not { } port)
        {
            HostApplicationBuilder host = Host.CreateApplicationBuilder();
            Configure(host, settings, readerOf);
            return host.Build();
        }
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        Configure(builder, settings, readerOf);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        WebApplication site = builder.Build();
        site.MapOrleansDashboard();
        return site;
    }

    private static void Configure(IHostApplicationBuilder host, ClusterSettings settings, Func<bool, string> readerOf)
    {
        host.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        host.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        host.Services.AddSingleton(settings).AddSingleton(new WorkerPipelines(readerOf));
        // Metrics go where OpenTelemetry's own variables say (OTEL_EXPORTER_OTLP_ENDPOINT); nowhere without them.
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
            host.Services.AddOpenTelemetry().WithMetrics(m => m.AddMeter(Meters.Name, "Microsoft.Orleans")).UseOtlpExporter();
        host.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering((AdoNetClusteringSiloOptions o) => (o.Invariant, o.ConnectionString) = ("Npgsql", settings.ConnectionString));
            silo.Configure<ClusterOptions>(ClusterSettings.Name);
            silo.ConfigureEndpoints(settings.Address, settings.Port, settings.Gateway);
            // A worker that does not answer for about six seconds is given up.
            silo.Configure<ClusterMembershipOptions>(o => (o.ProbeTimeout, o.NumMissedProbesLimit, o.NumVotesForDeathDeclaration, o.DefunctSiloCleanupPeriod) = (TimeSpan.FromSeconds(2), 3, 1, TimeSpan.FromMinutes(10)));
            if (settings.Dashboard is not null)
                silo.AddDashboard();
        });
    }

    /// <summary>The list of workers stands beside the ledger.</summary>
    private static void MakeMemberTables(LedgerStore store)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("members.sql")!);
        using DbConnection connection = store.Connect();
        using DbTransaction transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' members'))");
        connection.Execute(reader.ReadToEnd());
        transaction.Commit();
    }
}
