using System.Net;
using System.Net.NetworkInformation;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>The TCP sockets that .NET shows of the machine, where it is not Linux.</summary>
internal static class PortableSockets
{
    /// <summary>Shows each connection and each listener. False where the system shows none.</summary>
    public static bool TryVisit<TVisitor>(ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        try
        {
            Visit(ref visitor);
            return true;
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        foreach (var connection in properties.GetActiveTcpConnections())
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

        foreach (var listener in properties.GetActiveTcpListeners())
        {
            visitor.Visit(new TcpSocketEntry
            {
                State = TcpSocketState.Listen,
                LocalAddress = AddressBytes.Of(listener.Address),
                LocalPort = listener.Port,
            });
        }
    }
}
