using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>Which kind of socket a constructor makes, by its arguments.</summary>
internal static class SocketKinds
{
    public static SocketProtocol Of(IObjectCreationOperation creation, KnownValues values)
    {
        if (values.ProtocolOf(creation.Type) is var known && known != SocketProtocol.Unknown)
        {
            return known;
        }

        var names = creation.Arguments.ToDictionary(
            argument => argument.Parameter?.Type.Name ?? string.Empty, argument => ConstantOperations.NameOfConstant(argument.Value));
        if (names.TryGetValue("AddressFamily", out var family) && family is not (null or "InterNetwork" or "InterNetworkV6" or "Unspecified"))
        {
            return SocketProtocol.Other;
        }

        return (names.TryGetValue("SocketType", out var type) ? type : null) switch
        {
            "Stream" => SocketProtocol.Tcp,
            "Dgram" => SocketProtocol.Datagram,
            null => (names.TryGetValue("ProtocolType", out var protocol) ? protocol : null) switch
            {
                "Tcp" => SocketProtocol.Tcp,
                "Udp" => SocketProtocol.Datagram,
                _ => SocketProtocol.Unknown,
            },
            _ => SocketProtocol.Other,
        };
    }
}
