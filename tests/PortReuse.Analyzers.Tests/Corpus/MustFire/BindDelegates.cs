// ServicePoint asks for the local endpoint: whatever returns port 0 there is bound without IP_BIND_ADDRESS_NO_PORT.
#nullable enable
#pragma warning disable SYSLIB0014 // WebRequest and ServicePoint are obsolete, and still in use.
using System;
using System.Net;

namespace Scraping;

public sealed class Requests
{
    private static readonly IPEndPoint Preferred = new(IPAddress.Parse("192.0.2.40"), 0); // PORT0002
    private readonly IPAddress _source = IPAddress.Parse("192.0.2.41");

    public HttpWebRequest CreateByLambda(Uri page, IPAddress source)
    {
        var request = WebRequest.CreateHttp(page);
        request.ServicePoint.BindIPEndPointDelegate = (servicePoint, remote, retries) => new IPEndPoint(source, 0); // PORT0002
        return request;
    }

    public HttpWebRequest CreateByBlock(Uri page, IPAddress source)
    {
        var request = WebRequest.CreateHttp(page);
        request.ServicePoint.BindIPEndPointDelegate += (_, remote, retries) =>
        {
            if (remote.AddressFamily == source.AddressFamily)
                return new IPEndPoint(source, 0); // PORT0002
            return null!;
        };
        return request;
    }

    public HttpWebRequest CreateByAnonymousMethod(Uri page)
    {
        var request = WebRequest.CreateHttp(page);
        request.ServicePoint.BindIPEndPointDelegate = delegate
        {
            return new IPEndPoint(_source, 0); // PORT0002
        };
        return request;
    }

    public HttpWebRequest CreateByAnonymousMethodWithParameters(Uri page)
    {
        var request = (HttpWebRequest)WebRequest.Create(page);
        request.ServicePoint.BindIPEndPointDelegate = delegate(ServicePoint servicePoint, IPEndPoint remote, int retries)
        {
            Console.WriteLine($"{remote}, attempt {retries}");
            return new IPEndPoint(IPAddress.Any, IPEndPoint.MinPort); // PORT0002
        };
        return request;
    }

    public HttpWebRequest CreateByMethodGroup(Uri page)
    {
        var request = WebRequest.CreateHttp(page);
        request.ServicePoint.BindIPEndPointDelegate = BindToSource;
        return request;
    }

    public void AddByMethodGroup(ServicePoint servicePoint) => servicePoint.BindIPEndPointDelegate += new BindIPEndPoint(BindToSourceByFamily);

    private IPEndPoint BindToSource(ServicePoint servicePoint, IPEndPoint remote, int retries) => new(_source, 0); // PORT0002

    private static IPEndPoint BindToSourceByFamily(ServicePoint servicePoint, IPEndPoint remote, int retries)
    {
        if (retries > 3)
            throw new InvalidOperationException("No address is left.");
        switch (remote.AddressFamily)
        {
            case System.Net.Sockets.AddressFamily.InterNetworkV6:
                return new IPEndPoint(IPAddress.IPv6Any, 0); // PORT0002
            default:
                return new IPEndPoint(IPAddress.Parse("192.0.2.42"), 0); // PORT0002
        }
    }

    public HttpWebRequest CreateByHelper(Uri page, IPAddress source)
    {
        var request = WebRequest.CreateHttp(page);
        request.ServicePoint.BindIPEndPointDelegate = (_, _, retries) => FirstTimeOnly(source, retries)!;
        return request;
    }

    private static IPEndPoint? FirstTimeOnly(IPAddress source, int retries) => retries > 0 ? null : new IPEndPoint(source, 0); // PORT0002

    public void UseLocalFunction(ServicePoint servicePoint)
    {
        servicePoint.BindIPEndPointDelegate = Local;

        IPEndPoint Local(ServicePoint point, IPEndPoint remote, int retries)
        {
            var port = 0;
            var local = new IPEndPoint(_source, port); // PORT0002
            return local;
        }
    }

    public void UseVariable(ServicePoint servicePoint)
    {
        BindIPEndPoint bind = (_, _, _) => new IPEndPoint(_source, 0); // PORT0002
        servicePoint.BindIPEndPointDelegate = bind;
    }

    public void UseField(ServicePoint servicePoint) => servicePoint.BindIPEndPointDelegate = (_, _, _) => Preferred;
}
