using PortReuse.Addresses;
using PortReuse.Diagnosis;

namespace PortReuse.Sharing;

/// <summary>Runs the calls whose answer depends on the network namespace of the calling thread.</summary>
/// <remarks>
/// A socket belongs to the namespace of the thread that makes it, wherever it is used later. A program has one namespace. Tests that
/// have several hosts in one process make these calls on a thread of the host.
/// </remarks>
internal class NetworkContext
{
    public NetworkContext() => Connections = new(keys => Call(keys, static keys => ConnectionStates.Read(keys)));

    public static NetworkContext OfThread { get; } = new();

    /// <summary>The states of connections, where the system cannot be asked for one of them: each look reads all.</summary>
    public SharedLook<ConnectionKey, TcpSocketState?> Connections { get; }

    public virtual TResult Call<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> call) => call(argument);
}
