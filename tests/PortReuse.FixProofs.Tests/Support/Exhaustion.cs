using System.Net;
using System.Net.Sockets;

namespace PortReuse.FixProofs.Tests.Support;

/// <summary>A program that connects from port 0 of its source, called for four destinations in turn until it fails.</summary>
internal static class Exhaustion
{
    /// <summary>Each port has one connection, whatever its destination, and then no bind finds another.</summary>
    public static readonly (int, SocketError) OnceForEachPort = (NetworkNamespace.EphemeralPorts, SocketError.AddressAlreadyInUse);

    /// <summary>Each port has one connection to each destination.</summary>
    public static readonly (int, SocketError) OnceForEachPortAndDestination =
        (NetworkNamespace.EphemeralPorts * 4, SocketError.AddressNotAvailable);

    /// <summary>The parameters of the program.</summary>
    public static string Parameters(Shape shape) =>
        $"IPAddress source, IPEndPoint destination, {(shape.IsAsync ? "Func<Socket, Task>" : "Action<Socket>")} connected";

    /// <summary>What the program does with its connection.</summary>
    public static string Connected(Shape shape) => $"{(shape.IsAsync ? "await " : "")}connected({shape.Socket});";

    /// <summary>Holds all connections, and returns how many there were when it failed.</summary>
    public static (int Connections, SocketError Error) Run(ProgramCode code, Shape shape)
    {
        var held = new List<Socket>();
        SocketError error = SocketError.Success;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() => PumpedThread.Run(async () =>
        {
            using Destinations destinations = shape.IsV6 ? Destinations.FourPorts(IPAddress.IPv6Loopback, 5000)
                : Destinations.FourAddresses(5000);
            IPAddress source = shape.IsV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            SocketException e = await Assert.ThrowsAsync<SocketException>(Open);
            error = e.SocketErrorCode;

            Task Open() => shape.IsAsync
                ? run([source, destinations.EndPoints[held.Count % 4], (Func<Socket, Task>)Next])
                : run([source, destinations.EndPoints[held.Count % 4],
                    (Action<Socket>)(connected => Next(connected).GetAwaiter().GetResult())]);

            Task Next(Socket connected)
            {
                held.Add(connected);
                return Open();
            }
        }));
        return (held.Count, error);
    }
}
