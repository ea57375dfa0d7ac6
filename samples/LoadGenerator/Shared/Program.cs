using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LoadGenerator;
using Samples;

// A load generator that holds as many connections as it can from one address to several servers, and sends over all of them.
const int ServerCount = 8;
const int Ports = 16;
const int Wanted = ServerCount * Ports;
const int Rounds = 50;

if (SmallPortRange.WhyNotHere() is { } reason)
{
    Console.WriteLine($"Nothing to show here: {reason}");
    return;
}

using var servers = new EchoServers(ServerCount);
var source = IPAddress.Parse("127.0.0.5");
SmallPortRange range = SmallPortRange.FindFree(Ports);
var clients = new List<Socket>();
Console.WriteLine($"{Wanted} connections wanted, from {source} to {ServerCount} servers, with {Ports} ephemeral ports:");
string end = "all that were wanted";
try
{
    while (clients.Count < Wanted)
    {
        clients.Add(Client.Open(source, servers[clients.Count % ServerCount], range));
        if (clients.Count % 16 == 0)
            Console.WriteLine($"  {clients.Count} connections");
    }
}
catch (SocketException e)
{
    end = $"then {e.SocketErrorCode}";
}

var clock = Stopwatch.StartNew();
byte[] message = new byte[64];
foreach (int round in Enumerable.Range(1, Rounds))
{
    foreach (Socket client in clients)
    {
        client.Send(message);
        for (int received = 0; received < message.Length;)
            received += client.Receive(message, received, message.Length - received, SocketFlags.None);
    }

    if (round % 10 == 0)
        Console.WriteLine($"  round {round} of {Rounds}");
}

double seconds = clock.Elapsed.TotalSeconds;
foreach (Socket client in clients)
{
    client.LingerState = new LingerOption(true, 0); // A reset: no port waits in TIME_WAIT for the next run.
    client.Dispose();
}

Console.WriteLine($"{clients.Count} connections, {end}.");
Console.WriteLine($"{clients.Count * Rounds} messages in {seconds:F2} s, {clients.Count * Rounds / seconds:F0} a second.");
