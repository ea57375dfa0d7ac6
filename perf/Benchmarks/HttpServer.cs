using System.Net;
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
using PortReuse.Connecting;

namespace PortReuse.Benchmarks;

/// <summary>Kestrel in this process, on a port of its own, which answers each request with a few bytes.</summary>
internal sealed class HttpServer : IDisposable
{
    private static readonly byte[] Answer = new byte[100];

    private readonly X509Certificate2? _certificate;
    private readonly WebApplication _application;

    /// <param name="tls">HTTP/1.1 and HTTP/2 by TLS on one port; or without, HTTP/2 on the next listener.</param>
    public HttpServer(bool tls)
    {
        _certificate = tls ? MakeCertificate() : null;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            foreach (HttpProtocols protocols in tls
                ? new[] { HttpProtocols.Http1AndHttp2 }
                : new[] { HttpProtocols.Http1, HttpProtocols.Http2 })
            {
                options.Listen(IPAddress.Loopback, 0, listen =>
                {
                    listen.Protocols = protocols;
                    if (_certificate is not null)
                    {
                        listen.UseHttps(_certificate);
                    }
                });
            }
        });
        if (tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _application = builder.Build();
        _application.Run(static context => context.Response.Body.WriteAsync(Answer).AsTask());
        _application.StartAsync().GetAwaiter().GetResult();
        Uri[] addresses = [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(
            address => new Uri(address))];
        (Http1, Http2) = (addresses[0], addresses[^1]);
    }

    public Uri Http1 { get; }

    public Uri Http2 { get; }

    /// <summary>Whether it is the certificate that this server shows.</summary>
    public bool IsOwn(X509Certificate? certificate) =>
        certificate is not null && certificate.GetCertHashString() == _certificate?.GetCertHashString();

    public void Dispose()
    {
        _application.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)_application).Dispose();
        _certificate?.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
