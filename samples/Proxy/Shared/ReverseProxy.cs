using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Proxy;

/// <summary>Hands each request on to the origin over a connection of its own.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _client;

    private ReverseProxy(int originPort, Func<Target, CancellationToken, ValueTask<Stream>> connect)
    {
        _client = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero, // Every request connects anew, so that one sees each connection's address.
            ConnectCallback = (context, cancellation) => connect(new Target(Origin.Addresses, context.DnsEndPoint.Port), cancellation),
        });

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(async context =>
        {
            var address = new UriBuilder("http", "origin", originPort, context.Request.Path).Uri;
            using HttpResponseMessage answer = await _client.GetAsync(address, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
    }

    public Uri Url => new(_application.Urls.Single());

    public static async Task<ReverseProxy> StartAsync(int originPort, Func<Target, CancellationToken, ValueTask<Stream>> connect)
    {
        var proxy = new ReverseProxy(originPort, connect);
        await proxy._application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
    }
}

/// <summary>The servers of an origin, to be tried in this order.</summary>
internal sealed record Target(IPAddress[] Addresses, int Port);
