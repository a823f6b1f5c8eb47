using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Hearsay.Pages;

/// <summary>How pages are fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>As the program names itself to sites, and as their robots.txt may name it.</summary>
    public string Agent { get; init; } = "Hearsay";

    public int MaxBytes { get; init; } = 8 << 20;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxRedirects { get; init; } = 5;

    /// <summary>How often a site that is busy is asked again.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The least time between two requests to one host.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether addresses of this machine and of private networks may be opened.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>What came of a request.</summary>
/// <param name="Bytes">Null where there is a problem, or where nothing has changed.</param>
/// <param name="Url">The address in the end, after redirects.</param>
/// <param name="Problem">What was wrong and what to do, or null.</param>
public sealed record Fetched(string Url, byte[]? Bytes, string? Charset, string? EntityTag, string? Modified, bool Unchanged, string? Problem);

/// <summary>
/// Opens addresses of the web politely: what robots.txt forbids is left alone (RFC 9309), one request a second to a host, a busy host is waited for; never an address of a private network,
/// whatever a name or a redirect says. One at a time.
/// </summary>
public sealed class PageFetcher : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private readonly FetchOptions options;
    private readonly HttpClient client;
    private readonly Dictionary<string, RobotsRules> robots = [];
    private readonly Dictionary<string, DateTime> last = [];

    public PageFetcher(FetchOptions options)
    {
        this.options = options;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = Connect,
            MaxResponseHeadersLength = 64,
        })
        { Timeout = options.Timeout };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(options.Agent, "1.0"));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1");
    }

    public static bool IsAddress(string input) => input.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || input.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <param name="entityTag">What the site gave with the page the last time; it then answers only if the page has changed.</param>
    public Fetched Fetch(string url, string? entityTag = null, string? modified = null)
    {
        string at = url;
        try
        {
            for (int hop = 0; hop <= options.MaxRedirects; hop++)
            {
                if (!Uri.TryCreate(at, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
                    return Failed(at, "is no address of the web; write it with https:// before it");
                if (!Rules(address).Allows(address.PathAndQuery))
                    return Failed(at, "is closed to programs by the site's robots.txt");
                using HttpResponseMessage response = Send(address, entityTag, modified);
                if ((int)response.StatusCode is >= 300 and < 400 && response.StatusCode != HttpStatusCode.NotModified && response.Headers.Location is { } next)
                {
                    at = new Uri(address, next).AbsoluteUri;
                    continue;
                }
                if (response.StatusCode == HttpStatusCode.NotModified)
                    return new Fetched(at, null, null, entityTag, modified, true, null);
                if (!response.IsSuccessStatusCode)
                    return Failed(at, $"the site answers {(int)response.StatusCode} {response.ReasonPhrase}");
                if (Read(response) is not { } bytes)
                    return Failed(at, $"is larger than {options.MaxBytes >> 20} MB, the most that is fetched");
                return new Fetched(at, bytes, response.Content.Headers.ContentType?.CharSet?.Trim('"'), response.Headers.ETag?.ToString(), response.Content.Headers.LastModified?.ToString("R"), false, null);
            }
            return Failed(url, $"leads on more than {options.MaxRedirects} times");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or SocketException or InvalidDataException)
        {
            return Failed(at, e is TaskCanceledException ? $"did not answer in {options.Timeout.TotalSeconds:0} seconds" : $"cannot be fetched ({(e.InnerException ?? e).Message.TrimEnd('.')})");
        }
    }

    private static Fetched Failed(string url, string problem) => new(url, null, null, null, null, false, problem);

    private HttpResponseMessage Send(Uri address, string? entityTag, string? modified)
    {
        for (int attempt = 0; ; attempt++)
        {
            Wait(address.Host);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (entityTag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", entityTag);
            if (modified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
            HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (attempt >= options.Retries || response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                return response;
            TimeSpan wait = response.Headers.RetryAfter?.Delta ?? options.Pause * Math.Pow(2, attempt + 1);
            response.Dispose();
            Thread.Sleep(wait < LongestWait ? wait : LongestWait);
        }
    }

    private void Wait(string host)
    {
        if (last.TryGetValue(host, out DateTime before) && before + options.Pause - DateTime.UtcNow is var rest && rest > TimeSpan.Zero)
            Thread.Sleep(rest);
        last[host] = DateTime.UtcNow;
    }

    /// <summary>The body, or null where it is too large: what a small packet unpacks to counts, not what was sent.</summary>
    private byte[]? Read(HttpResponseMessage response)
    {
        using Stream body = response.Content.ReadAsStream();
        using var read = new MemoryStream();
        byte[] block = new byte[1 << 16];
        using var patience = new CancellationTokenSource(options.Timeout);
        for (int count; (count = body.ReadAsync(block, patience.Token).AsTask().GetAwaiter().GetResult()) > 0;)
        {
            if (read.Length + count > options.MaxBytes)
                return null;
            read.Write(block, 0, count);
        }
        return read.ToArray();
    }

    private RobotsRules Rules(Uri address)
    {
        string site = address.GetLeftPart(UriPartial.Authority);
        if (robots.TryGetValue(site, out RobotsRules? known))
            return known;
        RobotsRules rules;
        try
        {
            using HttpResponseMessage response = Send(new Uri(site + "/robots.txt"), null, null);
            // Without rules all is open; where they cannot be had because the site is broken, nothing is (RFC 9309, 2.3.1).
            rules = response.IsSuccessStatusCode ? RobotsRules.Parse(PageDecoder.Decode(Read(response) ?? []) ?? "", options.Agent) : (int)response.StatusCode >= 500 ? RobotsRules.Closed : RobotsRules.Open;
        }
        catch (Exception e) when (e is HttpRequestException { StatusCode: null } && e.InnerException is not PrivateAddress || e is TaskCanceledException)
        {
            rules = RobotsRules.Open;
        }
        return robots[site] = rules;
    }

    /// <summary>Connects to the address that was looked up and checked, so that no second look-up can lead elsewhere.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancelled);
        IPAddress[] open = options.AllowPrivate ? addresses : [.. addresses.Where(IsPublic)];
        if (open.Length == 0)
            throw new PrivateAddress($"{context.DnsEndPoint.Host} is an address of this machine or of a private network; --allow-private opens those");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>False for loopback, link-local, private, shared, reserved and multicast addresses (RFC 6890), also as IPv6 carries them.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        byte[] b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !(b[0] is 0 or 10 or 127 or >= 224 || b[0] == 100 && b[1] is >= 64 and < 128 || b[0] == 169 && b[1] == 254 || b[0] == 172 && b[1] is >= 16 and < 32 || b[0] == 192 && b[1] == 168
                || b[0] == 192 && b[1] == 0 && b[2] is 0 or 2 || b[0] == 198 && b[1] is 18 or 19 || b[0] == 198 && b[1] == 51 && b[2] == 100 || b[0] == 203 && b[1] == 0 && b[2] == 113);
        }
        // Only global unicast, and none of it that carries an IPv4 address or is for examples.
        return (b[0] & 0xE0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x02) && !(b[0] == 0x20 && b[1] == 0x01 && b[2] is 0x00 or 0x0D);
    }

    public void Dispose() => client.Dispose();

    private sealed class PrivateAddress(string message) : IOException(message);
}
