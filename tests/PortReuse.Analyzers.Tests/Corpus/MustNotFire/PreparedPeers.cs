// Sockets that the type makes at once, and prepares in a member that comes before those that bind them.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.PreparedPeers;

internal static class Peer
{
    private static IPEndPoint? s_local;
    private static readonly Socket s_dialer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private static readonly Socket s_listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static void Start()
    {
        s_dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        s_listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    public static void Dial(IPEndPoint local, IPEndPoint peer)
    {
        s_local = local;
        s_dialer.Bind(s_local); // silent: shared, once it is started
        try
        {
            s_dialer.Connect(peer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            using var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            fresh.Connect(peer);
        }
    }

    public static Socket Listen()
    {
        s_listener.Bind(s_local!);
        s_listener.Listen(5);
        return s_listener.Accept();
    }
}
