using System.Net.Sockets;
using Peers;

// Peers that have all heard of each other at once: each dials every other one, from the port at which it can be reached itself.
const int Count = 8;
const int Rounds = 25;
const int Pairs = Count * (Count - 1) / 2;

Console.WriteLine($"{Count} peers dial each other, {Rounds} times over:");
int joined = 0, failed = 0, two = 0;
SocketError error = default;
for (int round = 1; round <= Rounds; round++)
{
    await MeetAsync();
    if (round % 5 == 0)
        Console.WriteLine($"  {round * Pairs} of {Rounds * Pairs} pairs");
}

Console.WriteLine($"{joined} pairs have one connection, and each of the two holds an end of it.");
if (failed > 0)
    Console.WriteLine($"{failed} pairs have one that only one of the two knows of; the other one's dial failed: {error}.");
if (two > 0)
    Console.WriteLine($"{two} pairs have two connections.");

async Task MeetAsync()
{
    var peers = new Peer[Count];
    for (int i = 0; i < Count; i++)
        peers[i] = new Peer();
    var dials = new Task<Socket>[Count, Count];
    for (int i = 0; i < Count; i++)
    {
        for (int j = i + 1; j < Count; j++)
        {
            (Peer one, Peer other) = (peers[i], peers[j]);
            dials[i, j] = Task.Run(() => one.DialAsync(other.EndPoint));
            dials[j, i] = Task.Run(() => other.DialAsync(one.EndPoint));
        }
    }

    for (int i = 0; i < Count; i++)
    {
        for (int j = i + 1; j < Count; j++)
        {
            using Socket? one = await SocketOrError(dials[i, j]), other = await SocketOrError(dials[j, i]);
            if (one is null || other is null)
                failed++;
            else if (one.LocalEndPoint!.Equals(other.RemoteEndPoint))
                joined++;
            else
                two++;
        }
    }

    foreach (Peer peer in peers)
        peer.Dispose();
}

async Task<Socket?> SocketOrError(Task<Socket> dial)
{
    try
    {
        Socket socket = await dial;
        socket.LingerState = new LingerOption(true, 0); // A reset: nothing waits in TIME_WAIT.
        return socket;
    }
    catch (SocketException e)
    {
        error = e.SocketErrorCode;
        return null;
    }
}
