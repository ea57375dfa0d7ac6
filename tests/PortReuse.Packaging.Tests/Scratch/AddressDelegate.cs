using System.Net;

namespace Scratch;

/// <summary>The delegate only returns an endpoint: it has no socket that an option could be set on, and so no fix.</summary>
public static class AddressDelegate
{
    public static void Lambda(Uri uri, IPAddress address)
    {
#pragma warning disable SYSLIB0014 // ServicePointManager is obsolete, and still in use.
        var point = ServicePointManager.FindServicePoint(uri);
#pragma warning restore SYSLIB0014
        point.BindIPEndPointDelegate = (_, _, _) => new IPEndPoint(address, 0); // expect: PORT0002, no fix
    }
}
