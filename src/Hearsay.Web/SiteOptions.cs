using System.Net;

namespace Hearsay.Web;

/// <summary>Where the site is bound, and how it shows itself.</summary>
public sealed record SiteOptions
{
    /// <summary>A port; 0 takes a free one.</summary>
    public int Port { get; init; }

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>What a request must bring where the site is bound beyond this machine; null on loopback.</summary>
    public string? Token { get; init; }

    /// <summary>True while a static site is written: no forms, no search, nothing to review.</summary>
    public bool Static { get; init; }

    /// <summary>One line of thanks with the sponsor's name, for a static site, or null.</summary>
    public string? Sponsor { get; init; }

    /// <summary>The sponsor's address, http or https, or null.</summary>
    public string? SponsorUrl { get; init; }
}
