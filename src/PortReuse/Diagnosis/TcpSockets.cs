using System.Net;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>Which TCP sockets the system has shown.</summary>
internal enum ShownSockets
{
    /// <summary>None.</summary>
    None,

    /// <summary>All but those that are bound and neither listen nor are connected.</summary>
    NotOnlyBound,

    All,
}

/// <summary>The TCP sockets of this machine, of all processes, as the system shows them.</summary>
internal static class TcpSockets
{
    /// <summary>True where <c>sock_diag</c> shows a socket that is bound and neither listens nor is connected.</summary>
    public static bool ShowsBoundSockets { get; } = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 8);

    /// <summary>Shows each TCP socket that the filter asks for to the visitor, and others too where the system does not filter.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="visitor">What they are shown to.</param>
    /// <param name="diagnostics">How the kernel is asked first; null for <see cref="SocketDiagnostics.Tcp"/>.</param>
    public static ShownSockets Visit<TVisitor>(in SocketFilter filter, ref TVisitor visitor, SocketDiagnostics? diagnostics = null)
        where TVisitor : ITcpSocketVisitor
    {
        if (!OperatingSystem.IsLinux())
        {
            return PortableSockets.TryVisit(ref visitor) ? ShownSockets.NotOnlyBound : ShownSockets.None;
        }

        if ((diagnostics ?? SocketDiagnostics.Tcp).TryVisit(filter, ref visitor))
        {
            return ShowsBoundSockets ? ShownSockets.All : ShownSockets.NotOnlyBound;
        }

        visitor.StartAnew(); // Some may have been shown before the kernel broke off.
        return ProcSockets.TryVisit(ref visitor) ? ShownSockets.NotOnlyBound : ShownSockets.None;
    }

    /// <summary>The state of the connection between two endpoints, or null where there is none or the system does not say.</summary>
    /// <remarks>It is not told apart whether it does not say; what is done without it is the same.</remarks>
    public static TcpSocketState? Find(IPEndPoint local, IPEndPoint remote, SocketDiagnostics? diagnostics = null)
    {
        if (TryFindAtOnce(local, remote, out var state, diagnostics))
        {
            return state;
        }

        var connection = new ConnectionKey(local, remote);
        return ConnectionStates.Read([connection], diagnostics)[connection];
    }

    /// <summary>As <see cref="Find"/>, where the system can be asked for one connection; false where all would have to be read.</summary>
    public static bool TryFindAtOnce(IPEndPoint local, IPEndPoint remote, out TcpSocketState? state, SocketDiagnostics? diagnostics = null)
    {
        state = null;
        byte[] localAddress = AddressBytes.Of(local.Address), remoteAddress = AddressBytes.Of(remote.Address);
        return localAddress.Length != remoteAddress.Length || (OperatingSystem.IsLinux() && (diagnostics ?? SocketDiagnostics.Tcp).TryFind(
            localAddress, local.Port, remoteAddress, remote.Port, InterfaceOf(local, remote), out state));
    }

    // A connection with a link-local address at either end belongs to an interface.
    private static int InterfaceOf(IPEndPoint local, IPEndPoint remote) =>
        (int)(CanonicalEndPoint.ZoneOf(remote) is not 0 and var zone ? zone : CanonicalEndPoint.ZoneOf(local));
}
