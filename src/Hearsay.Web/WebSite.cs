using System.Net;
using System.Reflection;
using Hearsay.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hearsay.Web;

/// <summary>The ledger in a browser: pages that work without script, and the same answers as JSON and CSV. Bound to this machine only.</summary>
public static class WebSite
{
    // Nothing from other hosts, no inline script or style, no frame around it.
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="file">The ledger that is shown.</param>
    /// <param name="port">A port of the loopback address; 0 takes a free one.</param>
    public static WebApplication Make(LedgerFile file, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WebSite).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 16;
        });
        builder.Services.AddSingleton(file);
        builder.Services.AddRazorPages(options => options.RootDirectory = "/Site").AddApplicationPart(typeof(WebSite).Assembly);
        WebApplication site = builder.Build();
        site.Use(Guard);
        site.MapGet("/assets/{name}", Asset);
        Answers.Map(site);
        site.MapRazorPages();
        return site;
    }

    private static async Task Guard(HttpContext context, RequestDelegate next)
    {
        // Another site's page must not read the ledger through a name that it points at this machine (DNS rebinding).
        string host = context.Request.Host.Host;
        if (host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            await context.Response.WriteAsync($"this ledger answers to localhost only, not to '{host}'\n");
            return;
        }
        // What changes the ledger comes from one of its own pages: a browser says where a form stands.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && (!Uri.TryCreate(context.Request.Headers.Origin, UriKind.Absolute, out Uri? origin) || origin.Authority != context.Request.Host.Value))
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, "only a page of this ledger may change it");
            return;
        }
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        try
        {
            await next(context);
        }
        catch (LedgerException e) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException && !context.Response.HasStarted)
        {
            // A bug of ours: its trace goes to whoever runs the program, not to the page.
            await Console.Error.WriteLineAsync($"{context.Request.Path}: {e}");
            await Problems.Write(context, StatusCodes.Status500InternalServerError, "this is a bug in Hearsay; the terminal shows its trace");
        }
        if (context.Response.StatusCode == StatusCodes.Status404NotFound && !context.Response.HasStarted)
            await Problems.Write(context, StatusCodes.Status404NotFound, $"there is no page {context.Request.Path}");
    }

    private static IResult Asset(string name)
    {
        Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        return stream is null ? Results.NotFound() : Results.Stream(stream, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    }
}
