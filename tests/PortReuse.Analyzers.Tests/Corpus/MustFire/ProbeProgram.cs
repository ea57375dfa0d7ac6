// A program of top-level statements.
using System;
using System.Net;
using System.Net.Sockets;

var source = IPAddress.Parse(args[0]);
var target = IPEndPoint.Parse(args[1]);

using var probe = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
probe.Connect(target);
Console.WriteLine(probe.Client.LocalEndPoint);

using var second = Open(source, 0); // PORT0001
second.Connect(target);

if (args is [_, _, var host])
{
    using var third = new Socket(SocketType.Stream, ProtocolType.Tcp);
    third.Bind(new IPEndPoint(source, 5001));
    third.Connect(host, 80); // PORT0004
}

static Socket Open(IPAddress source, int port)
{
    var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
    socket.Bind(new IPEndPoint(source, port));
    return socket;
}
