using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>
/// Requests of an <see cref="HttpClient"/> whose connections <see cref="SocketsHttpHandlerExtensions.ConnectFrom"/> opens, against the
/// handler by itself.
/// </summary>
/// <remarks>
/// Both take turns in short rounds, against the same server in this process. Each pair of rounds has a ratio of its own, of the processor
/// time of the process, the server's included, which is the same for both; the median of the ratios counts.
/// </remarks>
internal sealed class HttpRequests : IBenchmark
{
    private const int Rounds = 120;
    private const int WarmUpRounds = 10;
    private const double HighestRatio = 1.03;

    private static readonly IPEndPoint Source = new(IPAddress.Loopback, 0);

    public string Name => "http";

    public string Description =>
        $"Processor time of HTTP requests to Kestrel in the same process, {Rounds} rounds in turn: SocketsHttpHandler with ConnectFrom(OutboundConnector), against the handler by itself.";

    public string? WhyNotHere => null;

    public Table Run()
    {
        var table = new Table(
            "requests", "handler by itself, µs each", "with OutboundConnector, µs each", "ratio (median)", "middle half of the ratios");
        foreach (var tls in new[] { false, true })
        {
            using var server = new HttpServer(tls);
            var over = tls ? ", TLS" : "";
            Measure(table, server, "HTTP/1.1, a new connection each" + over, HttpVersion.Version11, isKept: false, requests: tls ? 20 : 60);
            Measure(table, server, "HTTP/1.1, kept alive" + over, HttpVersion.Version11, isKept: true, requests: 300);
            Measure(table, server, "HTTP/2" + over, HttpVersion.Version20, isKept: true, requests: 300);
        }

        return table;
    }

    private static void Measure(Table table, HttpServer server, string what, Version version, bool isKept, int requests)
    {
        using HttpClient byItself = Client(server, null), byConnector = Client(server, new OutboundConnector(Source));
        var times = new List<(double ByItself, double ByConnector)>();
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            // Who begins takes turns too.
            var isFirst = round % 2 == 0;
            double first = Round(isFirst ? byItself : byConnector), second = Round(isFirst ? byConnector : byItself);
            if (round >= 0)
            {
                times.Add(isFirst ? (first, second) : (second, first));
            }
        }

        double[] ratios = [.. times.Select(time => time.ByConnector / time.ByItself).Order()];
        var ratio = ratios[ratios.Length / 2];
        table.Add(
            what, Microseconds(times.Select(time => time.ByItself)), Microseconds(times.Select(time => time.ByConnector)), $"{ratio:F3}",
            $"{ratios[ratios.Length / 4]:F3} to {ratios[ratios.Length * 3 / 4]:F3}");
        table.Require(
            ratio <= HighestRatio, string.Create(CultureInfo.InvariantCulture, $"{what}: the ratio is {ratio:F3}, above {HighestRatio}."));

        double Round(HttpClient client)
        {
            using Process process = Process.GetCurrentProcess();
            TimeSpan begin = process.TotalProcessorTime;
            RequestAsync(client, version == HttpVersion.Version20 ? server.Http2 : server.Http1, version, isKept, requests)
                .GetAwaiter()
                .GetResult();
            process.Refresh();
            return (process.TotalProcessorTime - begin).TotalMicroseconds / requests;
        }
    }

    private static async Task RequestAsync(HttpClient client, Uri address, Version version, bool isKept, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            using var request =
                new HttpRequestMessage(HttpMethod.Get,
                    address) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            request.Headers.ConnectionClose = isKept ? null : true;
            using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
            await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        }
    }

    private static HttpClient Client(HttpServer server, OutboundConnector? connector)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate);
        if (connector is not null)
        {
            handler.ConnectFrom(connector);
        }

        return new HttpClient(handler);
    }

    private static string Microseconds(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return sorted[sorted.Length / 2].ToString("F0", CultureInfo.InvariantCulture);
    }
}
