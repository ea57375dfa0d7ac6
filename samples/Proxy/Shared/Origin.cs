using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Proxy;

/// <summary>What the proxy stands before: two addresses, of which only the second answers. It says who asks.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Origin()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(Addresses[^1], 0));
        _application = builder.Build();
        _application.Run(context => context.Response.WriteAsync(context.Connection.RemoteIpAddress!.ToString()));
    }

    public static IPAddress[] Addresses { get; } = [IPAddress.Parse("127.0.1.1"), IPAddress.Parse("127.0.1.2")];

    public int Port => new Uri(_application.Urls.Single()).Port;

    public static async Task<Origin> StartAsync()
    {
        var origin = new Origin();
        await origin._application.StartAsync();
        return origin;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
