using System.Globalization;
using System.Net;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>The socket that keeps another one from a local port, as the system shows it.</summary>
/// <param name="EndPoint">Its local endpoint.</param>
/// <param name="State">What it does.</param>
/// <param name="User">The number of the user that owns it; null where it is not shown.</param>
internal sealed record PortHolder(string EndPoint, TcpSocketState State, uint? User)
{
    public string Description =>
        (State switch
        {
            TcpSocketState.Listen => "a listener on ",
            TcpSocketState.BoundInactive => "a socket bound to ",
            TcpSocketState.TimeWait => "a connection in TIME_WAIT from ",
            _ => "a connection from ",
        }) + EndPoint + (User is { } user ? string.Create(CultureInfo.InvariantCulture, $" of user {user}") : "");

    /// <summary>The socket that most likely is in the way: a listener before any other; null where none is shown.</summary>
    public static PortHolder? Find(IPEndPoint local)
    {
        var visitor = new Visitor(AddressBytes.Of(local.Address), local.Port, Wildcard.Is(local.Address));
        TcpSockets.Visit(new SocketFilter { Ports = new PortRange(local.Port, local.Port) }, ref visitor);
        return visitor.Found;
    }

    // What is no socket of a program is shown as root's.
    private static bool HasUser(TcpSocketState state) => state is not (TcpSocketState.TimeWait or TcpSocketState.SynReceived);

    private struct Visitor(byte[] address, int port, bool isWildcard) : ITcpSocketVisitor
    {
        public PortHolder? Found { get; private set; }

        public void StartAnew() => Found = null;

        public void Visit(in TcpSocketEntry entry)
        {
            if (entry.LocalPort != port || Found?.State == TcpSocketState.Listen)
            {
                return;
            }

            if (!isWildcard && !entry.IsFrom(address) && entry.LocalAddress.ContainsAnyExcept((byte)0))
            {
                return;
            }

            if (Found is null || entry.State is TcpSocketState.Listen or TcpSocketState.BoundInactive)
            {
                Found = new PortHolder(entry.LocalEndPoint(), entry.State, HasUser(entry.State) ? entry.User : null);
            }
        }
    }
}
