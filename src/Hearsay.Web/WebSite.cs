using System.Net;
using System.Reflection;
using Hearsay.Ledger;
using Hearsay.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace Hearsay.Web;

/// <summary>The ledger in a browser: pages that work without script, the same answers as JSON and CSV, an API with its manual, and MCP. Bound to this machine unless told otherwise.</summary>
public static class WebSite
{
    // Nothing from other hosts, no inline script or style, no frame around it.
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="file">The ledger that is shown.</param>
    /// <param name="pipeline">Reads pages that are sent; made when the first one comes.</param>
    public static WebApplication Make(LedgerStore file, Lazy<NewsPipeline> pipeline, SiteOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WebSite).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 16;
        });
        builder.Services.AddSingleton(file).AddSingleton(new SentPages(pipeline)).AddSingleton(options);
        // A parameter that cannot be read is the asker's mistake, told as such.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Hearsay", Version = "1", Description = "The record of who said what. Every answer names the speaker, the stance, the words and the page; none is a bare fact." };
            return Task.CompletedTask;
        }));
        builder.Services.AddMcpServer().WithHttpTransport(http => http.Stateless = true).WithTools<LedgerTools>();
        builder.Services.AddResponseCompression();
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Site").AddApplicationPart(typeof(WebSite).Assembly);
        WebApplication site = builder.Build();
        site.UseResponseCompression();
        site.Use((context, next) => Guard(context, next, options));
        site.Use(EntityTag.Add);
        site.MapGet("/assets/{name}", Asset).ExcludeFromDescription();
        Answers.Map(site);
        site.MapOpenApi("/openapi.json");
        site.MapScalarApiReference("/api", scalar => scalar.WithTitle("Hearsay API").WithOpenApiRoutePattern("/openapi.json").DisableDefaultFonts().DisableTelemetry().DisableAgent());
        // A page stands in a call as a JSON string, where a sign can take two bytes.
        site.MapMcp("/mcp").WithMetadata(new RequestSizeLimitAttribute(2 * SentPages.MostBytes));
        site.MapRazorPages();
        return site;
    }

    // The API's manual brings its own script, which writes into its page; nothing of the ledger is shown there.
    private const string ManualPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static async Task Guard(HttpContext context, RequestDelegate next, SiteOptions options)
    {
        // Another site's page must not read the ledger through a name that it points at this machine (DNS rebinding).
        string host = context.Request.Host.Host;
        if (options.Token is null && host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            await context.Response.WriteAsync($"this ledger answers to localhost only, not to '{host}'\n");
            return;
        }
        if (options.Token is { } token && !Access.Grants(context, token))
        {
            await Problems.Write(context, StatusCodes.Status401Unauthorized, "this ledger wants its token: Authorization: Bearer TOKEN, or open it once as /?token=TOKEN");
            return;
        }
        // What changes the ledger comes from one of its own pages: a browser says where a form stands. Programs that only read send no origin.
        bool reads = context.Request.Path.Value is "/read" or "/mcp";
        string? from = context.Request.Headers.Origin;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !(reads && from is null)
            && (!Uri.TryCreate(from, UriKind.Absolute, out Uri? origin) || origin.Authority != context.Request.Host.Value))
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, "only a page of this ledger may change it");
            return;
        }
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/api") ? ManualPolicy : Policy;
        // A page asked for by script differs a little: its pager.
        headers.Vary = "HX-Request";
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
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, e.StatusCode, e.Message);
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
        return stream is null ? Results.NotFound() : Results.Stream(stream, Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "text/plain; charset=utf-8" });
    }
}
