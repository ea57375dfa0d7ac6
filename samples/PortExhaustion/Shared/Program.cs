using System.Net;
using System.Net.Sockets;
using PortExhaustion;
using Samples;

const int Destinations = 4;
const int Ports = 32;

if (SmallPortRange.WhyNotHere() is { } reason)
{
    Console.WriteLine($"Nothing to show here: {reason}");
    Console.WriteLine("The sample gives its own sockets a range of 32 ports, to run out of them at once and disturb nobody else.");
    return;
}

var listeners = new List<Socket>();
var connections = new List<Socket>();
try
{
    for (int i = 0; i < Destinations; i++)
        listeners.Add(Listen());

    SmallPortRange range = SmallPortRange.FindFree(Ports);
    Console.WriteLine($"From {IPAddress.Loopback} to {Destinations} destinations, with {Ports} ephemeral ports, {range}:");
    Console.WriteLine(OpenUntilItFails(range));
}
finally
{
    foreach (Socket connection in connections)
    {
        connection.LingerState = new LingerOption(true, 0); // A reset: no port waits in TIME_WAIT for the next run.
        connection.Dispose();
    }

    foreach (Socket listener in listeners)
        listener.Dispose();
}

string OpenUntilItFails(SmallPortRange range)
{
    while (true)
    {
        var destination = (IPEndPoint)listeners[connections.Count % Destinations].LocalEndPoint!;
        try
        {
            connections.Add(OutboundConnection.Open(IPAddress.Loopback, destination, range));
        }
        catch (SocketException e)
        {
            return $"{connections.Count} connections, then {Explain(e.SocketErrorCode)}";
        }
    }
}

static string Explain(SocketError error) => error switch
{
    SocketError.AddressAlreadyInUse =>
        $"Bind failed: {error}.{Environment.NewLine}" +
        "Bind reserves a port before the destination is known: one connection for each port, whatever the destination.",
    SocketError.AddressNotAvailable =>
        $"Connect failed: {error}.{Environment.NewLine}" +
        "Connect chooses the port for a destination that is known: one connection for each port to each destination.",
    _ => $"a call failed: {error}.{Environment.NewLine}That is not what this sample is about.",
};

// Nobody accepts: the kernel completes the connections by itself.
static Socket Listen()
{
    var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    listener.Listen();
    return listener;
}
