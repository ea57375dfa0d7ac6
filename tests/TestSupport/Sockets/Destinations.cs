using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>Listeners to connect to. None of them accepts: the kernel completes a connection without it.</summary>
internal sealed class Destinations : IDisposable
{
    private const int Backlog = 512;

    private readonly List<Socket> _listeners = [];

    public Destinations(IEnumerable<IPEndPoint> endPoints, int backlog = Backlog)
    {
        try
        {
            foreach (IPEndPoint endPoint in endPoints)
            {
                var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                _listeners.Add(listener);
                listener.Bind(endPoint);
                listener.Listen(backlog);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        EndPoints = [.. _listeners.Select(listener => (IPEndPoint)listener.LocalEndPoint!)];
    }

    public IReadOnlyList<IPEndPoint> EndPoints { get; } = [];

    /// <summary>127.0.0.2 to 127.0.0.5, all on one port, or each on any port where it is 0.</summary>
    public static Destinations FourAddresses(int port = 0) =>
        new(Enumerable.Range(2, 4).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), port)));

    /// <summary>Four ports of one address.</summary>
    public static Destinations FourPorts(IPAddress address, int firstPort) =>
        new(Enumerable.Range(firstPort, 4).Select(port => new IPEndPoint(address, port)));

    public void Dispose()
    {
        foreach (Socket listener in _listeners)
        {
            listener.Dispose();
        }
    }
}
