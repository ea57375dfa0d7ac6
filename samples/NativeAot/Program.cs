using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse;

// Connects from a chosen address of the loopback network, in each way of the library, and says what came of it.
Console.WriteLine(RuntimeFeature.IsDynamicCodeSupported ? "compiled while it runs" : "compiled ahead of time");

using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen();
var destination = (IPEndPoint)listener.LocalEndPoint!;

// macOS gives the loopback interface one address only.
IPAddress source = OperatingSystem.IsMacOS() ? IPAddress.Loopback : IPAddress.Parse("127.0.0.77");
var connector = new OutboundConnector(source);

using (Socket socket = connector.Connect(destination))
    Console.WriteLine($"Connect: from {AddressOf(socket)}");
using (Socket socket = await connector.ConnectAsync("localhost", destination.Port))
    Console.WriteLine($"ConnectAsync: from {AddressOf(socket)}");

// One connection from a chosen port, and a second one: the cause is told, with the error of the system inside.
using (Socket first = connector.Connect(destination))
{
    try
    {
        using Socket second = new OutboundConnector(first.GetLocalEndPoint()).Connect(destination);
    }
    catch (PortException e)
    {
        Console.WriteLine($"Once more: {e.Cause}, {e.InnerException?.GetType().Name} inside");
    }

    Console.WriteLine($"Ports held: {EphemeralPorts.CountHeld(source)}");
}

// By HttpClient, to a server of three lines.
using var client = new HttpClient(new SocketsHttpHandler().ConnectFrom(connector)) { Timeout = TimeSpan.FromSeconds(10) };
Task<string> request = client.GetStringAsync(new Uri($"http://localhost:{destination.Port}/"));
for (var served = false; !served;)
{
    using Socket accepted = await listener.AcceptAsync();
    using var stream = new NetworkStream(accepted);
    using var reader = new StreamReader(stream);
    if (await reader.ReadLineAsync() is null)
        continue; // One of those above, closed already.

    while (await reader.ReadLineAsync() is { Length: > 0 })
    {
        // The headers.
    }

    var from = ((IPEndPoint)accepted.RemoteEndPoint!).Address.ToString();
    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {from.Length}\r\n\r\n{from}"));
    served = true;
}

Console.WriteLine($"HttpClient: from {await request}");

static IPAddress AddressOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Address;
