using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>The ways of .NET to connect a socket to an endpoint, by the name that a test shows, and what each comes to.</summary>
internal static class Dial
{
    public static readonly string[] Ways = ["Connect", "ConnectAsync", "ConnectAsync(SocketAsyncEventArgs)", "BeginConnect"];

    public static async Task<SocketError> By(string way, Socket socket, EndPoint remote)
    {
        switch (way)
        {
            case "Connect":
                return Error(() => socket.Connect(remote));
            case "ConnectAsync":
                return await ErrorAsync(() => socket.ConnectAsync(remote));
            case "BeginConnect":
                return await ErrorAsync(() => Task.Factory.FromAsync(socket.BeginConnect(remote, null, null), socket.EndConnect));
            case "ConnectAsync(SocketAsyncEventArgs)":
                var completed = new TaskCompletionSource();
                using (var arguments = new SocketAsyncEventArgs { RemoteEndPoint = remote })
                {
                    arguments.Completed += (_, _) => completed.SetResult();
                    if (socket.ConnectAsync(arguments))
                    {
                        await completed.Task;
                    }

                    return arguments.SocketError;
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, "No such way.");
        }
    }

    /// <summary>The error that the action fails with; any other exception passes.</summary>
    public static SocketError Error(Action action)
    {
        try
        {
            action();
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    /// <inheritdoc cref="Error"/>
    public static async Task<SocketError> ErrorAsync(Func<Task> action)
    {
        try
        {
            await action();
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }
}
