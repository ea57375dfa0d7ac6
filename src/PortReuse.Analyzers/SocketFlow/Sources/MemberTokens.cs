using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// The names in a member's code, but for those of which only something is asked that leaves no trace in a socket's history.
/// </summary>
internal static class MemberTokens
{
    /// <summary>Members of a socket that leave no trace in its history.</summary>
    private static readonly HashSet<string> Traceless =
    [
        "AddressFamily", "Available", "BeginReceive", "BeginSend", "Blocking",
            "Connected", "DontFragment", "EndReceive", "EndSend", "GetSocketOption",
        "GetStream", "LingerState", "NoDelay", "Poll", "ProtocolType", "Receive", "ReceiveAsync", "ReceiveBufferSize", "ReceiveTimeout",
        "RemoteEndPoint", "Send", "SendAsync", "SendBufferSize", "SendTimeout", "Shutdown", "SocketType", "Ttl",
    ];

    /// <summary>Members that leave a trace only if they are written to.</summary>
    private static readonly HashSet<string> TracelessToRead = ["DualMode", "ExclusiveAddressUse", "EnableBroadcast", "MulticastLoopback"];

    /// <summary>Options that have nothing to do with addresses and ports.</summary>
    private static readonly HashSet<string> TracelessOptions =
    [
        "DontLinger", "KeepAlive", "Linger", "NoDelay", "ReceiveBuffer", "ReceiveTimeout", "SendBuffer", "SendTimeout",
        "TcpKeepAliveInterval", "TcpKeepAliveRetryCount", "TcpKeepAliveTime",
    ];

    /// <summary>The names in the code.</summary>
    /// <param name="code">A member, or an accessor of one.</param>
    /// <param name="neverConnects">No socket connects in all of the type's code.</param>
    /// <param name="isOfOthers">Whether what is called by that name on another object is not a member of the type.</param>
    public static HashSet<string> NamesIn(SyntaxNode code, bool neverConnects, Func<string, bool> isOfOthers)
    {
        var tokens = code.DescendantTokens().ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!tokens[i].IsKind(SyntaxKind.IdentifierToken))
            {
                continue;
            }

            if (MemberAfter(tokens, i) is { } member && IsTraceless(tokens, member, neverConnects))
            {
                i = member;
            }
            else if (!IsOfAnotherObject(tokens, i) || !isOfOthers(tokens[i].ValueText))
            {
                names.Add(tokens[i].ValueText);
            }
        }

        return names;
    }

    private static bool IsOfAnotherObject(SyntaxToken[] tokens, int index) =>
        index > 1 && tokens[index - 1].IsKind(SyntaxKind.DotToken)
            && Kind(tokens, index - 2) is not (SyntaxKind.ThisKeyword or SyntaxKind.BaseKeyword);

    /// <summary>The position of the member's name in <c>socket.Member</c> or <c>socket?.Member</c>.</summary>
    private static int? MemberAfter(SyntaxToken[] tokens, int index)
    {
        var dot = Kind(tokens, index + 1) == SyntaxKind.QuestionToken ? index + 2 : index + 1;
        return Kind(tokens, dot) == SyntaxKind.DotToken && Kind(tokens, dot + 1) == SyntaxKind.IdentifierToken ? dot + 1 : null;
    }

    private static bool IsTraceless(SyntaxToken[] tokens, int member, bool neverConnects)
    {
        var name = tokens[member].ValueText;
        return Traceless.Contains(name)
            || (TracelessToRead.Contains(name) && Kind(tokens, member + 1) != SyntaxKind.EqualsToken)
            || (name == "SetSocketOption" && SetsTracelessOption(tokens, member + 1))
            || (neverConnects && IsAboutAccepting(name));
    }

    /// <summary>Whether the member concerns accepted connections, which are of no interest for a socket that never connects.</summary>
    private static bool IsAboutAccepting(string name) => name == "Pending" || SocketMethods.IsAccept(name);

    /// <summary><c>(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true)</c>.</summary>
    private static bool SetsTracelessOption(SyntaxToken[] tokens, int open)
    {
        var name = open + 5;
        return Kind(tokens, name + 2) == SyntaxKind.IdentifierToken
            && tokens[name].ValueText == "SocketOptionName"
            && Kind(tokens, name + 1) == SyntaxKind.DotToken
            && TracelessOptions.Contains(tokens[name + 2].ValueText);
    }

    private static SyntaxKind Kind(SyntaxToken[] tokens, int index) => index < tokens.Length ? tokens[index].Kind() : SyntaxKind.None;
}
