using System.Net.Sockets;
using PortReuse.Sharing;

namespace PortReuse;

/// <summary>Settings of a <see cref="SharedPort"/>. They are read once, when it begins to listen.</summary>
public sealed class SharedPortOptions
{
    private int _backlog = int.MaxValue;
    private int _maxUnclaimed = 512;

    /// <summary>
    /// How many connections the system keeps for each local endpoint until they are taken from it, 1 or more; it has an upper limit of
    /// its own (<c>net.core.somaxconn</c>), which is also the default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Backlog
    {
        get => _backlog;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _backlog = value;
        }
    }

    /// <summary>
    /// How many connections, 1 or more, are taken from the system while nobody calls <see cref="SharedPort.AcceptAsync"/>; 512 by default.
    /// Further ones stay with the system, as <see cref="Backlog"/> says, unless a dial waits for one of them: one that has collided, or
    /// whose connect has not been answered for a second.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxUnclaimed
    {
        get => _maxUnclaimed;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxUnclaimed = value;
        }
    }

    /// <summary>
    /// Called with each new socket, listening ones too, before it is bound: the place to set options. The reuse options are set already
    /// where they are needed. An exception that it throws passes to the caller, and the socket is disposed.
    /// </summary>
    public Action<Socket>? ConfigureSocket { get; set; }

    internal NetworkContext Network { get; set; } = NetworkContext.OfThread;

    internal SharedPortOptions Clone() => (SharedPortOptions)MemberwiseClone();
}
