using System.Net;
using Microsoft.AspNetCore.Http;

namespace Hearsay.Web;

/// <summary>Errors as problem details (RFC 9457) for programs, and as a short page for people.</summary>
internal static class Problems
{
    public static async Task Write(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path.Value is { } path && (path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal)))
        {
            await Results.Problem(detail, statusCode: status).ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Error {status} - Hearsay</title><link rel="stylesheet" href="/assets/app.css"></head>
            <body><main id="main"><h1>That did not work</h1><p>{WebUtility.HtmlEncode(detail)}</p><p><a href="/">Back to the disputes</a></p></main></body></html>
            """);
    }
}
