using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>What has happened to a socket on one way to here.</summary>
internal sealed record SocketPast
{
    public static readonly SocketPast Nothing = new();

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

    public SocketEvent? Bind { get; init; }

    /// <summary>What had happened before <see cref="Bind"/>.</summary>
    public SocketPast? BeforeBind { get; init; }

    /// <summary>The first read of LocalEndPoint after <see cref="Bind"/>.</summary>
    public SocketEvent? EndPointReadAfterBind { get; init; }

    public bool IsListening { get; init; }

    /// <summary>The socket has been closed.</summary>
    public bool IsDisposed { get; init; }

    /// <summary>A connect of the bound socket has failed in the same member: the address that it was bound to is lost.</summary>
    public bool HasFailed { get; init; }

    /// <summary>What <see cref="Bind"/> says was done by another member, and other members may have come between.</summary>
    public bool IsBoundElsewhere { get; init; }

    /// <summary>The socket has been told to connect.</summary>
    public bool HasConnected { get; init; }

    /// <summary>Enough to tell most from each other, at the cost of a few of its members.</summary>
    public override int GetHashCode() => ((((Bind?.GetHashCode() ?? 0) * 31) + (Reuse?.GetHashCode() ?? 0)) * 31) + (int)Systems;

    public SocketPast After(SocketEvent happening)
    {
        switch (happening.Kind)
        {
            case SocketEventKind.Created:
                return Nothing with { Systems = happening.Systems };
            case SocketEventKind.SystemKnown:
                return this with { Systems = Systems & happening.Systems };
            case SocketEventKind.Escaped:
                return this with { IsEscaped = true };
            case SocketEventKind.OptionSet:
                return AfterOption(happening);
            case SocketEventKind.Bound:
                return this with
                {
                    Bind = happening,
                    BeforeBind = this with { Bind = null, BeforeBind = null },
                    EndPointReadAfterBind = null,
                    HasFailed = false,
                    IsBoundElsewhere = false,
                };
            case SocketEventKind.ConnectFailed:
                return this with { HasFailed = Bind is not null };
            case SocketEventKind.Disposed:
                return this with { IsDisposed = true };
            case SocketEventKind.MemberLeft:
                return this with { IsBoundElsewhere = Bind is not null, HasConnected = false, HasFailed = false };
            case SocketEventKind.EndPointRead when Bind is not null && !HasConnected:
                return this with { EndPointReadAfterBind = EndPointReadAfterBind ?? happening };
            case SocketEventKind.Listening:
                return this with { IsListening = true };
            case SocketEventKind.Connecting:
                return this with { HasConnected = true };
            default:
                return this;
        }
    }

    private SocketPast AfterOption(SocketEvent happening)
    {
        // A value that is not a constant counts as set: whoever writes it means it to be set at times.
        var enabled = happening.Enabled ?? happening.Option != SocketOption.ExclusiveAddressUse;
        return happening.Option switch
        {
            SocketOption.ReuseAddress or SocketOption.RawReusePort =>
                this with { Reuse = enabled ? happening : null, MaySharePort = enabled },
            SocketOption.RawReuseAddress when happening.Home == Systems.Linux => this with { Reuse = enabled ? happening : null },
            SocketOption.RawReuseAddress => this with { Reuse = enabled ? happening : null, MaySharePort = enabled },
            SocketOption.ExclusiveAddressUse when happening.Enabled is null => this with { MaySharePort = true },
            SocketOption.ExclusiveAddressUse => this with { Reuse = enabled ? null : happening, MaySharePort = !enabled },
            SocketOption.BindAddressNoPort => this with { HasBindAddressNoPort = enabled },
            SocketOption.ReuseUnicastPort => this with { HasReuseUnicastPort = enabled },
            _ => this,
        };
    }
}

/// <summary>An event, and one past that may lie before it.</summary>
internal sealed record SocketMoment(SocketEvent Event, SocketPast Before)
{
    /// <summary>More different pasts than this before one event are not told apart any further.</summary>
    private const int MaxPasts = 16;

    /// <summary>
    /// Follows every path through the history, each combination of event and past once; short paths first, for of those that go around
    /// and around there may be too many.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="isCut">Some pasts are left out: nothing can be said of what holds in all.</param>
    public static IReadOnlyList<SocketMoment> All(SocketHistory history, out bool isCut)
    {
        var isAnyLeftOut = false;
        var moments = new List<SocketMoment>();
        var pasts = new Dictionary<SocketEvent, HashSet<SocketPast>>();
        var pending = new Queue<SocketMoment>();
        foreach (var created in history.Events)
        {
            if (created.Kind == SocketEventKind.Created)
            {
                Reach(created, SocketPast.Nothing);
            }
        }

        while (pending.Count > 0)
        {
            var moment = pending.Dequeue();
            var past = moment.Before.After(moment.Event);
            foreach (var next in moment.Event.Next)
            {
                Reach(next, past);
            }
        }

        isCut = isAnyLeftOut;
        return moments;

        void Reach(SocketEvent happening, SocketPast past)
        {
            if (!pasts.TryGetValue(happening, out var known))
            {
                pasts.Add(happening, known = []);
            }

            if (past.Systems == Systems.None || known.Contains(past))
            {
                return;
            }

            if (known.Count >= MaxPasts)
            {
                isAnyLeftOut = true;
            }
            else
            {
                known.Add(past);
                var moment = new SocketMoment(happening, past);
                moments.Add(moment);
                pending.Enqueue(moment);
            }
        }
    }
}
