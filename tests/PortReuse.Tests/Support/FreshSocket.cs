using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>How a socket with a chosen source connects to one of several addresses.</summary>
internal static class FreshSocket
{
    /// <summary>A new socket for each address: the repaired shape, as the page of PORT0004 has it.</summary>
    public static Socket ForEachAddress(IPEndPoint source, IPAddress[] addresses, int port)
    {
        SocketException? failure = null;
        foreach (IPAddress address in addresses)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                if (OperatingSystem.IsLinux())
                {
                    socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                }

                socket.Bind(source);
                socket.Connect(new IPEndPoint(address, port));
                return socket;
            }
            catch (SocketException e)
            {
                failure = e;
                socket.Dispose();
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
