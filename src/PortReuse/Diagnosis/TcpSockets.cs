using System.Net;
using System.Net.NetworkInformation;

namespace PortReuse;

/// <summary>The TCP sockets of this machine, of all processes, as the system shows them.</summary>
internal static class TcpSockets
{
    /// <summary>True where the system shows a socket that is bound and neither listens nor is connected.</summary>
    public static bool ShowsBoundSockets { get; } = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 8);

    /// <summary>Shows every TCP socket to the visitor. False where the system shows none.</summary>
    public static bool TryVisit<TVisitor>(ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        if (OperatingSystem.IsLinux() && SocketDiagnostics.TryVisit(ref visitor))
            return true;

        try
        {
            VisitPortably(ref visitor);
            return true;
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The state of the connection between two endpoints, or null where there is none or the system does not say.</summary>
    public static TcpSocketState? Find(IPEndPoint local, IPEndPoint remote)
    {
        byte[] localAddress = AddressBytes.Of(local.Address), remoteAddress = AddressBytes.Of(remote.Address);
        if (localAddress.Length != remoteAddress.Length)
            return null;

        if (OperatingSystem.IsLinux() &&
            SocketDiagnostics.TryFind(localAddress, local.Port, remoteAddress, remote.Port, InterfaceOf(local, remote), out TcpSocketState? state))
        {
            return state;
        }

        var visitor = new ConnectionVisitor(localAddress, local.Port, remoteAddress, remote.Port);
        TryVisit(ref visitor);
        return visitor.State;
    }

    // A connection with a link-local address at either end belongs to an interface.
    private static int InterfaceOf(IPEndPoint local, IPEndPoint remote) =>
        (int)(CanonicalEndPoint.ZoneOf(remote) is not 0 and var zone ? zone : CanonicalEndPoint.ZoneOf(local));

    // On Linux this reads /proc/net/tcp, for a sandbox without netlink.
    private static void VisitPortably<TVisitor>(ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        foreach (TcpConnectionInformation connection in properties.GetActiveTcpConnections())
        {
            visitor.Visit(new TcpSocketEntry
            {
                State = connection.State == TcpState.TimeWait ? TcpSocketState.TimeWait : TcpSocketState.Established,
                LocalAddress = AddressBytes.Of(connection.LocalEndPoint.Address),
                LocalPort = connection.LocalEndPoint.Port,
                RemoteAddress = AddressBytes.Of(connection.RemoteEndPoint.Address),
                RemotePort = connection.RemoteEndPoint.Port,
            });
        }

        foreach (IPEndPoint listener in properties.GetActiveTcpListeners())
        {
            visitor.Visit(new TcpSocketEntry
            {
                State = TcpSocketState.Listen,
                LocalAddress = AddressBytes.Of(listener.Address),
                LocalPort = listener.Port,
            });
        }
    }

    private struct ConnectionVisitor(byte[] localAddress, int localPort, byte[] remoteAddress, int remotePort) : ITcpSocketVisitor
    {
        public TcpSocketState? State { get; private set; }

        public void Visit(in TcpSocketEntry entry)
        {
            if (entry.LocalPort == localPort && entry.IsFrom(localAddress) && entry.IsTo(remoteAddress, remotePort))
                State = entry.State;
        }
    }
}
