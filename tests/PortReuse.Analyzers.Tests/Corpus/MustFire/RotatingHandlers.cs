// The delegate is made in the constructor, and given to the ServicePoint where a request is sent.
#nullable enable
#pragma warning disable SYSLIB0014 // ServicePointManager is obsolete, and still in use.
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace RotatingHandlers;

public sealed class RotatingHandler : DelegatingHandler
{
    private readonly BindIPEndPoint _bind;

    public RotatingHandler(IReadOnlyList<IPAddress> sources)
    {
        var last = 0;
        _bind = (point, remote, tries) =>
        {
            var next = Interlocked.Increment(ref last) % sources.Count;
            return new IPEndPoint(sources[next], 0); // PORT0002
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        ServicePointManager.FindServicePoint(request.RequestUri!).BindIPEndPointDelegate = _bind;
        return base.SendAsync(request, cancellation);
    }
}
