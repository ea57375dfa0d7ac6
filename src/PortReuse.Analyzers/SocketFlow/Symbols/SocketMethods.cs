namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The methods by which the socket types connect and take connections, by their names.</summary>
/// <remarks>
/// <c>SocketSources</c> and <c>SocketHelpers</c> have words instead, which they search a text for: <c>Connect(</c> is in
/// <c>BeginConnect(</c> too, and is not in <c>Connected</c>. A fix knows fewer: it rewrites a call whose failure comes out where it stands.
/// </remarks>
internal static class SocketMethods
{
    public static bool IsConnect(string name) => name is "Connect" or "ConnectAsync" or "BeginConnect";

    /// <summary>It says that the socket listens, whether or not a connection comes of it here.</summary>
    public static bool IsAccept(string name) => IsBeginAccept(name) || YieldsConnection(name);

    /// <summary>The connection comes of the <c>End…</c> to it.</summary>
    public static bool IsBeginAccept(string name) => name is "BeginAccept" or "BeginAcceptSocket" or "BeginAcceptTcpClient";

    /// <summary>A new socket comes of it.</summary>
    public static bool YieldsConnection(string name) => name
        is "Accept" or "AcceptAsync" or "AcceptSocket" or "AcceptSocketAsync" or "AcceptTcpClient" or "AcceptTcpClientAsync"
        or "EndAccept" or "EndAcceptSocket" or "EndAcceptTcpClient";
}
