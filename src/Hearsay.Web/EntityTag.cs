using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Hearsay.Web;

/// <summary>Gives JSON, CSV and feeds an entity tag, and answers 304 to who has them already (RFC 9110, 13.1.2).</summary>
internal static class EntityTag
{
    public static async Task Add(HttpContext context, RequestDelegate next)
    {
        string path = context.Request.Path.Value ?? "";
        if (!HttpMethods.IsGet(context.Request.Method) || !path.EndsWith(".json", StringComparison.Ordinal) && !path.EndsWith(".csv", StringComparison.Ordinal) && !path.StartsWith("/export/", StringComparison.Ordinal) && !path.StartsWith("/assets/", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        Stream client = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = client;
        }
        ReadOnlyMemory<byte> bytes = answer.GetBuffer().AsMemory(0, (int)answer.Length);
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            string tag = "\"" + Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..16]) + "\"";
            context.Response.Headers.ETag = tag;
            context.Response.Headers.CacheControl = "private, no-cache";
            if (context.Request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim().TrimStart('W', '/') == tag))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                context.Response.ContentLength = null;
                return;
            }
        }
        context.Response.ContentLength = bytes.Length;
        await client.WriteAsync(bytes);
    }
}
