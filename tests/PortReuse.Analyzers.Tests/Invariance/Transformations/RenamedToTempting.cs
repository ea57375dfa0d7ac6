using CsCheck;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Names that look as if they said something of sockets, of the system, or of what a call is for.</summary>
internal sealed class RenamedToTempting : Renamed
{
    private static readonly string[] Values =
        ["HasNoPort", "IsLinux", "Bind", "Connect", "Log", "Socket", "Close", "logger", "port", "remote", "ServicePoint", "SetRawSocketOption", "connected", "TcpListener", "Reconnect", "Count"];

    private static readonly string[] Methods =
        ["HasNoPort", "IsLinux", "Bind", "Connect", "Log", "Dispose", "Close", "Reconnect", "LogError", "Throws", "Accept", "Add", "First",
            "BindForConnect", "setsockopt", "ConnectAsync"];

    private static readonly string[] Types =
        ["Logger", "Bind", "Connect", "Socket1", "ConsoleHelper", "TcpListenerLike", "Log", "NoPort", "SocketError1", "Trace1", "Tasks", "PortException"];

    protected override uint Percent => 25;

    protected override IEnumerable<(ISymbol Symbol, string Name)> Rename(IEnumerable<ISymbol> symbols, PCG random)
    {
        var all = Choices.Shuffle(random, symbols);
        return Zip(all.Where(symbol => symbol is not (INamedTypeSymbol or IMethodSymbol)), Values)
            .Concat(Zip(all.OfType<IMethodSymbol>(), Methods))
            .Concat(Zip(all.OfType<INamedTypeSymbol>(), Types));

        IEnumerable<(ISymbol, string)> Zip(IEnumerable<ISymbol> some, string[] names) => some.Zip(Choices.Shuffle(random, names));
    }
}
