using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crawler;

/// <summary>Web sites on this machine. Each page sends its head at once, and its body when all pages may.</summary>
internal sealed class Sites : IAsyncDisposable
{
    private readonly TaskCompletionSource _mayFinish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _application;

    private Sites(int count)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (int i = 0; i < count; i++)
                kestrel.Listen(IPAddress.Loopback, 0);
        });
        _application = builder.Build();
        _application.Run(async context =>
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _mayFinish.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("A page.", context.RequestAborted);
        });
    }

    public static async Task<Sites> StartAsync(int count)
    {
        var sites = new Sites(count);
        await sites._application.StartAsync();
        return sites;
    }

    public Uri Page(int site, int number) =>
        new(new Uri(_application.Urls.ElementAt(site)), string.Create(CultureInfo.InvariantCulture, $"/page/{number}"));

    public void SendBodies() => _mayFinish.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        SendBodies();
        await _application.DisposeAsync();
    }
}
