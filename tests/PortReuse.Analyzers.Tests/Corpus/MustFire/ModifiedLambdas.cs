// language: 14
// Lambdas whose parameters have modifiers and no types, and arrays that go where a span is wanted.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace ModifiedLambdas;

public delegate bool TryDial(IPAddress source, IPEndPoint remote, out Exception? failure);

public delegate void Open(ref Socket? socket, in IPEndPoint local);

public static class Options
{
    extension(ReadOnlySpan<byte> value)
    {
        public bool IsOn => value.Length > 0 && value[0] != 0;
    }
}

public static class Lambdas
{
    private static readonly byte[] s_on = [1, 0, 0, 0];

    public static TryDial Dial { get; } = (source, remote, out failure) =>
    {
        failure = null;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(remote);
        return socket.Connected && s_on.IsOn;
    };

    public static Open Receive { get; } = (ref socket, in local) =>
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (OperatingSystem.IsLinux() && s_on.IsOn)
            socket.SetRawSocketOption(0, 24, s_on); // PORT0008
        socket.Bind(local);
    };

    public static Open Listen { get; } = (ref socket, in local) =>
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(1, 15, s_on); // PORT0007
        socket.Bind(local);
        socket.Listen(5);
    };
}
