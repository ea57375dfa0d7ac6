using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>The events of a socket on one path to this point.</summary>
internal sealed record SocketPast
{
    public static readonly SocketPast Nothing = new();

    /// <summary>Any past: there were more than are told apart.</summary>
    public static readonly SocketPast Unknown = new() { IsUnknown = true };

    public bool IsUnknown { get; private init; }

    /// <summary>The systems that the path may run on.</summary>
    public Systems Systems { get; init; } = Systems.All;

    /// <summary>The option that lets others share the address, if one is on: the last write wins.</summary>
    public SocketEvent? Reuse { get; init; }

    /// <summary>SO_REUSEPORT may be on, without which no two sockets share a port.</summary>
    public bool MaySharePort { get; init; }

    /// <summary>IP_BIND_ADDRESS_NO_PORT is set.</summary>
    public bool HasBindAddressNoPort { get; init; }

    /// <summary>ReuseUnicastPort is set.</summary>
    public bool HasReuseUnicastPort { get; init; }

    /// <summary>Unknown code has had the socket, and may have set any option.</summary>
    public bool IsEscaped { get; init; }

    /// <summary>The endpoint of a <c>TcpListener</c>, to which it is bound when it starts.</summary>
    public Value ToListenAt { get; init; } = Value.None;

    public SocketEvent? Bind { get; init; }

    /// <summary>
    /// The options that were set before <see cref="Bind"/> and the code that has had the socket, on any system; nothing else.
    /// </summary>
    public SocketPast? BeforeBind { get; init; }

    /// <summary>The first read of LocalEndPoint after <see cref="Bind"/>.</summary>
    public SocketEvent? EndPointReadAfterBind { get; init; }

    /// <summary>The first place that the found port was put to, as a number, while the socket had it.</summary>
    public SocketEvent? PortStored { get; init; }

    /// <summary>The found port has been used as a number while the socket had it.</summary>
    public bool IsPortInUse { get; init; }

    public bool IsListening { get; init; }

    /// <summary>The socket has been closed.</summary>
    public bool IsDisposed { get; init; }

    /// <summary>A connect of the bound socket has failed in the same member: the address that it was bound to is lost.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether another member made the <see cref="Bind"/>, so that other members may have run in between.</summary>
    public bool IsBoundElsewhere { get; init; }

    /// <summary>The socket has been told to connect.</summary>
    public bool HasConnected { get; init; }

    /// <summary>The socket is at work: another one meets it on its port.</summary>
    public bool IsInUse => !IsDisposed && (Bind is not null || IsListening || HasConnected || IsEscaped);

    /// <summary>The system has chosen the port of the bind, and the code has asked which it is.</summary>
    public bool HasFoundPort => EndPointReadAfterBind is not null && Bind!.IsToPortZero;

    /// <summary>The close by which the found port was given back; anybody may have it by now.</summary>
    public SocketEvent? PortReleased { get; init; }

    /// <summary>Enough to tell most from each other, at the cost of a few of its members.</summary>
    public override int GetHashCode() => ((Bind?.GetHashCode() ?? 0) * 31) + (Reuse?.GetHashCode() ?? 0);

    /// <summary>Whether the two differ in nothing but the systems.</summary>
    public bool IsSameElsewhere(SocketPast other) =>
        ReferenceEquals(this, other)
            || (GetHashCode() == other.GetHashCode() && Equals(other.Systems == Systems ? other : other with { Systems = Systems }));

    public SocketPast After(SocketEvent socketEvent)
    {
        if (IsUnknown)
        {
            return this;
        }

        switch (socketEvent.Kind)
        {
            case SocketEventKind.Escaped:
                return this with { IsEscaped = true };
            case SocketEventKind.OptionSet:
                return AfterOption(socketEvent);
            case SocketEventKind.Bound:
                return this with
                {
                    Bind = socketEvent,
                    BeforeBind = new SocketPast
                    {
                        Reuse = Reuse,
                        MaySharePort = MaySharePort,
                        HasBindAddressNoPort = HasBindAddressNoPort,
                        HasReuseUnicastPort = HasReuseUnicastPort,
                        IsEscaped = IsEscaped,
                    },
                    EndPointReadAfterBind = null,
                    PortStored = null,
                    IsPortInUse = false,
                    PortReleased = null,
                    HasFailed = false,
                    IsBoundElsewhere = false,
                };
            case SocketEventKind.ConnectFailed:
                return this with { HasFailed = Bind is not null };
            case SocketEventKind.Disposed:
                return this with { IsDisposed = true, PortReleased = IsDisposed || !HasFoundPort ? PortReleased : socketEvent };
            case SocketEventKind.EndPointRead when Bind is not null && !HasConnected:
                return this with { EndPointReadAfterBind = EndPointReadAfterBind ?? socketEvent };
            case SocketEventKind.PortStored when !IsDisposed:
                return this with { PortStored = PortStored ?? socketEvent };
            case SocketEventKind.PortHandedOn when !IsDisposed:
                return this with { IsPortInUse = true };
            case SocketEventKind.Listening:
                return this with { IsListening = true, IsDisposed = false, PortReleased = null };
            case SocketEventKind.Connecting:
                return this with { HasConnected = true };
            default:
                return this;
        }
    }

    /// <summary>The past that the next member of the type finds, after any members have run between.</summary>
    public SocketPast AfterMember() =>
        IsUnknown ? this : this with { IsBoundElsewhere = Bind is not null, HasConnected = false, HasFailed = false };

    public override string ToString()
    {
        var parts = new List<string>();
        AddIf(IsUnknown, "anything");
        AddIf(Reuse is not null, MaySharePort ? "sharing" : "reusing");
        AddIf(Reuse is null && MaySharePort, "not exclusive");
        AddIf(HasBindAddressNoPort, "no port");
        AddIf(HasReuseUnicastPort, "unicast port");
        AddIf(Bind is not null, IsBoundElsewhere ? "bound elsewhere" : "bound");
        AddIf(EndPointReadAfterBind is not null, "read");
        AddIf(PortStored is not null, "port stored");
        AddIf(IsPortInUse, "port in use");
        AddIf(PortReleased is not null, "port released");
        AddIf(IsListening, "listening");
        AddIf(HasConnected, "connected");
        AddIf(HasFailed, "failed");
        AddIf(IsEscaped, "escaped");
        AddIf(IsDisposed, "disposed");
        AddIf(parts.Count == 0, "nothing");
        AddIf(Systems != Systems.All, $"on {Systems}");
        return string.Join(" ", parts);

        void AddIf(bool isSo, string part)
        {
            if (isSo)
            {
                parts.Add(part);
            }
        }
    }

    private SocketPast AfterOption(SocketEvent socketEvent)
    {
        // A value that is not a constant counts as set: the code means it to be set at times.
        var enabled = socketEvent.Enabled ?? socketEvent.Option != SocketOption.ExclusiveAddressUse;
        return socketEvent.Option switch
        {
            _ when socketEvent.Home == Systems.None => this,
            SocketOption.ReuseAddress or SocketOption.RawReusePort =>
                this with { Reuse = enabled ? socketEvent : null, MaySharePort = enabled },
            SocketOption.RawReuseAddress when socketEvent.Home == Systems.Linux => this with { Reuse = enabled ? socketEvent : null },
            SocketOption.RawReuseAddress => this with { Reuse = enabled ? socketEvent : null, MaySharePort = enabled },
            SocketOption.ExclusiveAddressUse when socketEvent.Enabled is null => this with { MaySharePort = true },
            SocketOption.ExclusiveAddressUse => this with { Reuse = enabled ? null : socketEvent, MaySharePort = !enabled },
            SocketOption.BindAddressNoPort => this with { HasBindAddressNoPort = enabled },
            SocketOption.ReuseUnicastPort => this with { HasReuseUnicastPort = enabled },
            _ => this,
        };
    }
}
