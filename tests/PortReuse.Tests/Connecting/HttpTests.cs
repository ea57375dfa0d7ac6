using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// An <see cref="HttpClient"/> that connects by the connector, to a real server: HTTP/1.1 and HTTP/2, with TLS and without.
/// </summary>
public class HttpTests
{
    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");
    private static readonly X509Certificate2 Certificate = SelfSigned();

    [LinuxTheory]
    [InlineData("http", "1.1")]
    [InlineData("http", "2.0")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task The_server_sees_the_source(string scheme, string version)
    {
        await using WebApplication server = await StartAsync(scheme == "https", Version.Parse(version));
        Uri address = AddressOf(server, scheme, "localhost");
        var before = OpenSockets.Count();
        using (var client = new HttpClient(Handler(new OutboundConnector(Source))))
        {
            for (var i = 0; i < 3; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address)
                {
                    Version = Version.Parse(version),
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using HttpResponseMessage response = await client.SendAsync(request);

                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(Version.Parse(version), response.Version);
                Assert.Equal($"{Source.Address} HTTP/{(version == "2.0" ? "2" : version)}", await response.Content.ReadAsStringAsync());
            }

            Assert.Equal(before + 2, OpenSockets.Count()); // Both ends of one connection: it was kept.
        }
    }

    [LinuxFact]
    public async Task Many_requests_at_once_over_one_HTTP_2_connection()
    {
        await using WebApplication server = await StartAsync(tls: true, HttpVersion.Version20);
        Uri address = AddressOf(server, "https", "localhost");
        var connects = 0;
        OutboundConnector connector = Connectors
            .With(options => options.ConfigureSocket = _ => Interlocked.Increment(ref connects), Source);
        using var client = new HttpClient(Handler(connector))
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await client.GetStringAsync(address);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetStringAsync(address)));

        Assert.All(answers, answer => Assert.Equal($"{Source.Address} HTTP/2", answer));
        Assert.Equal(1, connects);
    }

    [LinuxFact]
    public async Task A_refusal_reaches_the_caller_and_leaves_no_socket()
    {
        using var target = new RefusingThenListening();
        using var client = new HttpClient(Handler(new OutboundConnector(Source)));
        var before = OpenSockets.Count();

        var e = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"http://{target.Addresses[0]}:{target.Port}/")));

        Assert.Equal(HttpRequestError.ConnectionError, e.HttpRequestError);
        Assert.IsAssignableFrom<System.Net.Sockets.SocketException>(e.InnerException);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task A_request_that_is_cancelled_while_connecting_leaves_no_socket()
    {
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        using var connecting = new SemaphoreSlim(0);
        OutboundConnector connector = Connectors.With(options => options.ConfigureSocket = _ => connecting.Release(), Source);
        var handler = Handler(connector);
        handler.ConnectTimeout = TimeSpan.FromMilliseconds(50); // The handler goes on connecting after the request is gone, until then.
        var before = OpenSockets.Count();
        using (var client = new HttpClient(handler))
        {
            using var cancellation = new CancellationTokenSource();
            Task<HttpResponseMessage> request = client.GetAsync(new Uri($"http://{unanswered.EndPoint}/"), cancellation.Token);
            await connecting.WaitAsync(CancellationToken.None);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        Assert.True(SpinWait.SpinUntil(() => OpenSockets.Count() == before, TimeSpan.FromSeconds(20)));
    }

    /// <summary>The name has an address that refuses and one that does not answer, which is what a race ends with.</summary>
    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_time_of_the_handler_ends_a_connect_as_it_does_without_the_connector(int addresses)
    {
        using var unanswered = new UnansweredListener(IPAddress.Parse("127.0.0.3"));
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.AttemptDelay = TimeSpan.FromMilliseconds(10);
                options.Resolving([.. Enumerable.Range(4 - addresses, addresses).Select(last => IPAddress.Parse($"127.0.0.{last}"))]);
            },
            Source);

        Exception without = await FailureOf(new SocketsHttpHandler { UseProxy = false }, unanswered.EndPoint.Address.ToString());
        Exception with = await FailureOf(Handler(connector), Connectors.HostName);

        Assert.Equal((typeof(TaskCanceledException), typeof(TimeoutException)), (without.GetType(), without.InnerException?.GetType()));
        Assert.Equal((typeof(TaskCanceledException), typeof(TimeoutException)), (with.GetType(), with.InnerException?.GetType()));

        async Task<Exception> FailureOf(SocketsHttpHandler handler, string host)
        {
            handler.ConnectTimeout = TimeSpan.FromMilliseconds(200);
            using var client = new HttpClient(handler);
            return (await Record.ExceptionAsync(() => client.GetStringAsync(new Uri($"http://{host}:{unanswered.EndPoint.Port}/"))))!;
        }
    }

    /// <summary>The handler asks a connected socket for its remote endpoint, and lets what that throws pass as it is.</summary>
    [LinuxFact]
    public async Task A_server_that_resets_what_it_accepts_is_a_failure_of_the_request()
    {
        const int requests = 2000;
        using var stop = new CancellationTokenSource();
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        Task resetting = Task.Run(async () =>
        {
            while (true)
            {
                Reset.Close(await listener.AcceptAsync(stop.Token)); // The one way out is the cancellation.
            }
        });
        using (var client = new HttpClient(Handler(new OutboundConnector(Source))))
        {
            for (var i = 0; i < requests; i++)
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri($"http://{listener.LocalEndPoint}/")));
            }
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resetting);
    }

    [LinuxFact]
    public void The_handler_is_given_back()
    {
        using var handler = new SocketsHttpHandler();
        var connector = new OutboundConnector(Source);

        Assert.Same(handler, handler.ConnectFrom(connector));
        Assert.NotNull(handler.ConnectCallback);
    }

    private static SocketsHttpHandler Handler(OutboundConnector connector) => new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) =>
                presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(Certificate.RawData),
        },
    }.ConnectFrom(connector);

    private static async Task<WebApplication> StartAsync(bool tls, Version version)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = version.Major == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
            if (tls)
            {
                listen.UseHttps(Certificate);
            }
        }));
        if (tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        WebApplication server = builder.Build();
        server.Run(context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress} {context.Request.Protocol}"));
        await server.StartAsync();
        return server;
    }

    private static Uri AddressOf(WebApplication server, string scheme, string host)
    {
        var bound = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri($"{scheme}://{host}:{new Uri(bound).Port}/");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        #if NET9_0_OR_GREATER
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
#else
        return new X509Certificate2(certificate.Export(X509ContentType.Pfx));
#endif
    }
}
