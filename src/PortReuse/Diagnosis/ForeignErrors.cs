using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>Explains the error of a socket that another library made, from what its user knows of it.</summary>
internal static class ForeignErrors
{
    private const int DeepestInner = 32;
    private const int AddressInUse = 98, AddressNotAvailable = 99; // EADDRINUSE, EADDRNOTAVAIL of Linux

    /// <returns>Null where it has nothing to do with the local address or port.</returns>
    public static PortException? Explain(Exception? exception, IPEndPoint? local, EndPoint? remote)
    {
        if (Find(exception, DeepestInner) is not { } found)
            return null;
        if (found is PortException explained)
            return explained;

        SocketError code = CodeOf(found)!.Value;
        local = local is null ? null : CanonicalEndPoint.CopyOf(local);
        PortException told = Explain(new SocketException((int)code), code, local, remote);
        return new PortException(told.Cause, code, told.Message, found)
        {
            LocalEndPoint = local,
            RemoteEndPoint = remote,
            IsDeferralRefused = told.IsDeferralRefused,
        };
    }

    private static PortException Explain(SocketException error, SocketError code, IPEndPoint? local, EndPoint? remote)
    {
        try
        {
            bool isLocal = local is null || Wildcard.Is(local.Address) || AddressProbe.IsLocal(local.Address);
            if (local is not null && (!isLocal || code == SocketError.AddressAlreadyInUse))
                return (PortException)PortErrors.ExplainBind(error, local);

            IPEndPoint[] addresses = AddressesOf(remote);
            return code == SocketError.AddressAlreadyInUse
                ? ExplainUnknownBind(error, addresses.Length == 0 ? null : addresses[0])
                : ExplainConnect(error, local, remote, addresses);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            // Without a descriptor or a /proc for instance. Who asks holds an error already, which is not to be replaced by this one.
            return new PortException(PortErrorCause.Unknown, code, $"{error.Message}. The reason could not be looked for: {e.Message}");
        }
    }

    private static PortException ExplainConnect(SocketException error, IPEndPoint? local, EndPoint? remote, IPEndPoint[] addresses)
    {
        PortException? told = null;
        foreach (IPEndPoint address in addresses)
        {
            told = (PortException)PortErrors.ExplainConnect(error, local, address);
            if (told.Cause != PortErrorCause.Unknown)
                break;
        }

        return told ?? new PortException(PortErrorCause.Unknown, error.SocketErrorCode, remote is null
            ? $"{error.Message}. The source address is one of this machine's, if there is one; name the destination too to learn whether ports are left for it."
            : ConnectMessages.NotLookedAt(local, remote).Message);
    }

    // What it was bound to is not known. A library that binds for a connect mostly binds to port 0.
    private static PortException ExplainUnknownBind(SocketException error, IPEndPoint? remote)
    {
        IPAddress source = remote is null ? IPAddress.Any : AddressProbe.SourceFor(null, remote) ?? Wildcard.Of(remote.AddressFamily);
        var told = (PortException)PortErrors.ExplainBind(error, new IPEndPoint(source, 0));
        return told.Cause == PortErrorCause.EphemeralPortsExhausted ? told : new PortException(
            PortErrorCause.Unknown, error.SocketErrorCode,
            $"{error.Message}. Ports are left for a bind to port 0, so that the library asked for a port that another socket holds; name its local endpoint to " +
            "learn which one.");
    }

    private static IPEndPoint[] AddressesOf(EndPoint? remote)
    {
        switch (remote)
        {
            case IPEndPoint address:
                return [CanonicalEndPoint.CopyOf(address)];
            case DnsEndPoint name:
                try
                {
                    return AddressOrder.Interleave(Dns.GetHostAddresses(name.Host, name.AddressFamily), name.Port);
                }
                catch (SocketException)
                {
                    return []; // It is no longer known, and was not the matter.
                }

            default:
                return [];
        }
    }

    /// <summary>The innermost of the exceptions that tells of a local address or port.</summary>
    private static Win32Exception? Find(Exception? exception, int deepest) =>
        exception is null || deepest == 0 ? null :
        exception is AggregateException all ? all.InnerExceptions.Select(inner => Find(inner, deepest - 1)).FirstOrDefault(found => found is not null) :
        exception is PortException told ? told :
        Find(exception.InnerException, deepest - 1) ?? (exception is Win32Exception error && CodeOf(error) is not null ? error : null);

    // A library may have put the system's number where .NET has its own.
    private static SocketError? CodeOf(Win32Exception error)
    {
        if (error is SocketException { SocketErrorCode: var code } && PortErrors.IsAboutPorts(code))
            return code;
        if (!OperatingSystem.IsLinux())
            return null;

        return (error is SocketException socket ? (int)socket.SocketErrorCode : error.NativeErrorCode) switch
        {
            AddressInUse => SocketError.AddressAlreadyInUse,
            AddressNotAvailable => SocketError.AddressNotAvailable,
            _ => null,
        };
    }
}
