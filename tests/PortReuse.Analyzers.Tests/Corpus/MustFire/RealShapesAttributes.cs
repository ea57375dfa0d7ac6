using System;
using System.Net;
using System.Net.Sockets;
using MustFire.RealShapes;

[assembly: Note("several", "texts")]

namespace MustFire.RealShapes;

/// <summary>An attribute may be given any number of texts, on whatever a socket's code reads.</summary>
[AttributeUsage(AttributeTargets.All)]
sealed class NoteAttribute : Attribute
{
    public NoteAttribute(params string[] lines) => Lines = lines;

    public string[] Lines { get; }
}

[Note("several", "texts")]
class NotedDialer
{
    [Note("several", "texts")]
    readonly bool verbose = true;

    [Note("several", "texts")]
    bool IsQuiet { get; set; }

    [Note("one")]
    bool IsLoud() => verbose;

    [Note("several", "texts")]
    [return: Note("several", "texts")]
    Socket Dial(IPAddress source, IPEndPoint destination)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (verbose && !IsQuiet && IsLoud())
        {
            Tell("binding");
        }

        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(destination);
        return socket;
    }

    [Note("several", "texts")]
    static void Tell(string what) => Console.WriteLine(what);
}
