using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Which members of a type have to do with sockets, by name alone: those with a word of <see cref="SocketSources"/> in them,
/// those that name a socket which the type holds, and their callers. A look at the tokens costs a fraction of following every call.
/// </summary>
internal sealed class SocketMembers
{
    /// <summary>The callers of a caller, and no further: in a large type, nearly every member leads to every other.</summary>
    private const int MaxCallers = 2;

    /// <summary>With more members than this, callers are left out.</summary>
    private const int ManyMembers = 48;

    /// <summary>What can be asked of a socket, or done with it, without a trace in its history.</summary>
    private static readonly HashSet<string> Traceless =
    [
        "AddressFamily", "Available", "BeginReceive", "BeginSend", "Blocking", "Connected", "DontFragment", "EndReceive", "EndSend", "GetSocketOption",
        "GetStream", "LingerState", "NoDelay", "Poll", "ProtocolType", "Receive", "ReceiveAsync", "ReceiveBufferSize", "ReceiveTimeout",
        "RemoteEndPoint", "Send", "SendAsync", "SendBufferSize", "SendTimeout", "Shutdown", "SocketType", "Ttl",
    ];

    /// <summary>What the names of texts that say where to connect have in them.</summary>
    private static readonly string[] HostNames = ["ip", "addr", "host", "server", "remote"];

    private readonly HashSet<string> _names;

    /// <summary>A type that is a socket need not name it.</summary>
    private readonly bool _isSocket;

    public SocketMembers(INamedTypeSymbol type, SocketTypes types)
    {
        _isSocket = types.IsSocket(type);
        _names = [.. HeldSockets(type, types)];
        var endPoints = new HashSet<string>(HeldEndPoints(type, types));
        var isMentioned = type.DeclaringSyntaxReferences.Any(part => IsMentioned(part.SyntaxTree, part.Span, types));
        if (_names.Count == 0 && endPoints.Count == 0 && !isMentioned)
        {
            return;
        }

        var members = MembersOf(type);
        if (isMentioned)
        {
            AddNamesOf(members.Where(member => IsMentioned(member.Code.SyntaxTree, member.Code.Span, types)));
        }

        for (var level = 0; level <= MaxCallers && _names.Count > 0 && (level == 0 || _names.Count < ManyMembers); level++)
        {
            AddNamesOf(members.Where(member => member.Uses(_names)));
        }

        // Where a bind is to what a field holds, the constructor may say what that is.
        if (endPoints.Count > 0)
        {
            AddNamesOf(members.Where(member => member.Names is [".ctor" or ".cctor"] && member.Uses(endPoints)));
            _names.UnionWith(endPoints);
        }
    }

    public bool Mention(IMethodSymbol method) => _isSocket || (_names.Count > 0 && _names.Contains(NameOf(method)));

    public bool Mention(string member) => _isSocket || _names.Contains(member);

    private void AddNamesOf(IEnumerable<Member> members) => _names.UnionWith(members.ToList().SelectMany(member => member.Names));

    private static bool IsMentioned(SyntaxTree tree, TextSpan span, SocketTypes types) =>
        types.Sources.Mention(tree, span, CancellationToken.None) || SocketSources.MentionListener(tree, span, CancellationToken.None);

    private static string NameOf(IMethodSymbol method)
    {
        if (method.AssociatedSymbol is { } property)
        {
            return property.Name;
        }

        var lastDot = method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? method.Name.LastIndexOf('.') : -1;
        return method.Name.Substring(lastDot + 1);
    }

    private static IEnumerable<string> HeldSockets(INamedTypeSymbol type, SocketTypes types) =>
        Held(type, types, (held, _) =>
            types.IsSocket(held) || types.Methods.HoldsSockets(held) || SymbolEqualityComparer.Default.Equals(held, types.EndPointCallback));

    private static IEnumerable<string> HeldEndPoints(INamedTypeSymbol type, SocketTypes types) =>
        Held(type, types, (held, name) => types.IsEndPoint(held) || IsPort(held, name) || IsHost(held, name));

    private static IEnumerable<string> Held(INamedTypeSymbol type, SocketTypes types, Func<ITypeSymbol, string, bool> isOfInterest)
    {
        for (var current = type; current is not null && !types.IsSocket(current); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                var held = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
                if (held is not null && isOfInterest(held, member.Name))
                {
                    yield return member.Name;
                }
            }
        }
    }

    private static bool IsHost(ITypeSymbol type, string name) =>
        type.SpecialType == SpecialType.System_String && HostNames.Any(part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsPort(ITypeSymbol type, string name) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 && name.EndsWith("port", StringComparison.OrdinalIgnoreCase);

    private static List<Member> MembersOf(INamedTypeSymbol type) =>
    [
        .. type.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax() switch
            {
                TypeDeclarationSyntax { Members: var declared } => declared.Where(member => member is not BaseTypeDeclarationSyntax),
                CompilationUnitSyntax program => [program],
                _ => Enumerable.Empty<SyntaxNode>(),
            })
            .Select(declaration => new Member(declaration))
            .Where(member => member.Names.Count > 0),
    ];

    /// <summary>What is declared, by one name or several, and what its code says; that is looked at only when it is asked for.</summary>
    private sealed class Member(SyntaxNode declaration)
    {
        private HashSet<string>? _identifiers;

        public SyntaxNode Code { get; } = declaration;

        public IReadOnlyList<string> Names { get; } = NamesOf(declaration);

        public bool Uses(HashSet<string> names) => (_identifiers ??= [.. IdentifiersIn(Code)]).Overlaps(names);

        /// <summary>The identifiers in the code, but for those of which only something traceless is asked.</summary>
        private static IEnumerable<string> IdentifiersIn(SyntaxNode code)
        {
            foreach (var token in code.DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken)
                    && !(token.GetNextToken() is var dot
                        && dot.IsKind(SyntaxKind.DotToken)
                        && Traceless.Contains(dot.GetNextToken().ValueText)))
                {
                    yield return token.ValueText;
                }
            }
        }

        private static IReadOnlyList<string> NamesOf(SyntaxNode declaration) => declaration switch
        {
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            ConstructorDeclarationSyntax constructor => [constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor"],
            DestructorDeclarationSyntax => ["Finalize"],
            BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
            EventDeclarationSyntax happening => [happening.Identifier.ValueText],
            CompilationUnitSyntax => [WellKnownMemberNames.TopLevelStatementsEntryPointMethodName],
            _ => [],
        };
    }
}
