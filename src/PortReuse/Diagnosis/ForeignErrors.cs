using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;

namespace PortReuse.Diagnosis;

/// <summary>Explains the error of a socket that another library made, from what its user knows of it.</summary>
internal static class ForeignErrors
{
    private const int AddressInUse = 98, AddressNotAvailable = 99; // EADDRINUSE, EADDRNOTAVAIL of Linux

    /// <returns>Null where it has nothing to do with the local address or port.</returns>
    public static PortException? Explain(Exception? exception, IPEndPoint? local, EndPoint? remote)
    {
        if (Find(exception) is not { } found)
        {
            return null;
        }

        if (found is PortException explained)
        {
            return explained;
        }

        var code = CodeOf(found)!.Value;
        local = local is null ? null : CanonicalEndPoint.CopyOf(local);
        var told = Explain(new SocketException((int)code), code, local, remote);
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
            var isLocal = local is null || Wildcard.Is(local.Address) || AddressProbe.IsLocal(local.Address);
            if (local is not null && (!isLocal || code == SocketError.AddressAlreadyInUse))
            {
                return (PortException)PortErrors.ExplainBind(error, local);
            }

            var addresses = AddressesOf(remote, local);
            return code == SocketError.AddressAlreadyInUse
                ? ExplainUnknownBind(error, addresses.Length == 0 ? null : addresses[0])
                : ExplainConnect(error, local, remote, addresses);
        }
        catch (Exception e)
            when (e is SocketException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            // Without a descriptor or a /proc for instance. Who asks holds an error already, which is not to be replaced by this one.
            return new PortException(PortErrorCause.Unknown, code, $"{error.Message}. The reason could not be looked for: {e.Message}");
        }
    }

    private static PortException ExplainConnect(SocketException error, IPEndPoint? local, EndPoint? remote, IPEndPoint[] addresses)
    {
        // A connection that is there now is the reason, rather than one to another address of the name that may have been.
        if (local is { Port: not 0 } && Array.Find(addresses, address => TcpSockets.Find(local, address) is not null) is { } connected)
        {
            return (PortException)PortErrors.ExplainConnect(error, local, connected);
        }

        PortException? told = null;
        foreach (var address in addresses)
        {
            told = (PortException)PortErrors.ExplainConnect(error, local, address);
            if (told.Cause != PortErrorCause.Unknown)
            {
                break;
            }
        }

        return told ?? new PortException(PortErrorCause.Unknown, error.SocketErrorCode, remote is null
            ? $"{error.Message}. The source address is one of this machine's, if there is one; name the destination too to learn whether ports are left for it."
            : ConnectMessages.NotLookedAt(local, remote, mayBeOtherFamily: local is not null).Message);
    }

    // What it was bound to is not known. A library that binds for a connect mostly binds to port 0.
    private static PortException ExplainUnknownBind(SocketException error, IPEndPoint? remote)
    {
        var source = remote is null ? IPAddress.Any : AddressProbe.SourceFor(null, remote) ?? Wildcard.Of(remote.AddressFamily);
        var told = (PortException)PortErrors.ExplainBind(error, new IPEndPoint(source, 0));
        return told.Cause == PortErrorCause.EphemeralPortsExhausted ? told : new PortException(
            PortErrorCause.Unknown, error.SocketErrorCode,
            $"{error.Message}. Ports are left for a bind to port 0, so that the library asked for a port that another socket holds; name its local endpoint to " +
            "learn which one.");
    }

    /// <summary>
    /// The addresses that a socket with this local endpoint can be connected to. From the wildcard address of IPv6 both families can, in
    /// dual mode.
    /// </summary>
    private static IPEndPoint[] AddressesOf(EndPoint? remote, IPEndPoint? local)
    {
        var addresses = remote switch
        {
            IPEndPoint address => [CanonicalEndPoint.CopyOf(address)],
            DnsEndPoint name => LookUp(name),
            _ => [],
        };
        return local is null || local.Address.Equals(IPAddress.IPv6Any)
            ? addresses
            : Array.FindAll(addresses, address => address.AddressFamily == local.AddressFamily);
    }

    private static IPEndPoint[] LookUp(DnsEndPoint name)
    {
        try
        {
            return AddressOrder.Interleave(Dns.GetHostAddresses(name.Host, name.AddressFamily), name.Port);
        }
        catch (SocketException)
        {
            return []; // It is no longer known, and was not the matter.
        }
    }

    /// <summary>
    /// The innermost of the exceptions that tells of a local address or port; of several branches, that of the first that has one.
    /// </summary>
    /// <remarks>Each exception is visited once: one may be in several others, and libraries that wrap again and again wrap deep.</remarks>
    private static Win32Exception? Find(Exception? exception)
    {
        var seen = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        var branches = new Stack<Exception?>([exception]);
        Win32Exception? aroundBranches = null;
        while (branches.TryPop(out var current))
        {
            Win32Exception? innermost = null;
            for (; current is not null && seen.Add(current); current = current.InnerException)
            {
                if (current is PortException told)
                {
                    return told;
                }

                if (current is Win32Exception error && CodeOf(error) is not null)
                {
                    innermost = error;
                }

                if (current is not AggregateException all)
                {
                    continue;
                }

                foreach (var branch in all.InnerExceptions.Reverse())
                {
                    branches.Push(branch);
                }

                aroundBranches = innermost ?? aroundBranches;
                innermost = null;
                break;
            }

            if (innermost is not null)
            {
                return innermost;
            }
        }

        return aroundBranches;
    }

    // A library may have put the system's number where .NET has its own.
    private static SocketError? CodeOf(Win32Exception error)
    {
        if (error is SocketException { SocketErrorCode: var code } && PortErrors.IsAboutPorts(code))
        {
            return code;
        }

        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        return (error is SocketException socket ? (int)socket.SocketErrorCode : error.NativeErrorCode) switch
        {
            AddressInUse => SocketError.AddressAlreadyInUse,
            AddressNotAvailable => SocketError.AddressNotAvailable,
            _ => null,
        };
    }
}
