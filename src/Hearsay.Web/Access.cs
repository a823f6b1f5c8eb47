using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hearsay.Web;

/// <summary>The token of a ledger that other machines may open.</summary>
internal static class Access
{
    private const string Cookie = "hearsay-token";

    /// <summary>True if the request brings the token: in its header, in the cookie, or in the address, which sets the cookie.</summary>
    public static bool Grants(HttpContext context, string token)
    {
        string? header = context.Request.Headers.Authorization;
        if (header is not null && header.StartsWith("Bearer ", StringComparison.Ordinal) && Same(header["Bearer ".Length..], token) || Same(context.Request.Cookies[Cookie], token))
            return true;
        if (!Same(context.Request.Query["token"], token))
            return false;
        context.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, IsEssential = true });
        return true;
    }

    private static bool Same(string? given, string token) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
}
