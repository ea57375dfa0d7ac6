using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.SocketFlow.Code;

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

    /// <summary>Parts of the names of strings that hold a destination.</summary>
    /// <remarks>
    /// A name is evidence here on purpose, as that of a port is: to follow every number and text of a program would cost too much. Where
    /// code that has to do with sockets uses one, that counts whatever its name is.
    /// </remarks>
    private static readonly string[] HostNames = ["ip", "addr", "host", "server", "remote"];

    private readonly CompilationScope _scope;
    private readonly HashSet<string> _names;

    /// <summary>
    /// <c>handler.Dispose()</c> is not this type's <c>Dispose</c>. Code that makes an object of the type, and calls its members, names the
    /// type, and that is a word by itself.
    /// </summary>
    private readonly HashSet<string> _methods = [];

    /// <summary>Members that may hold an endpoint, among other things.</summary>
    private readonly HashSet<string> _numbersAndTexts = [];
    private readonly ConcurrentDictionary<ISymbol, bool> _accessors = new(SymbolEqualityComparer.Default);

    /// <summary>A type that is a socket need not name it.</summary>
    private readonly bool _isSocket;

    public SocketMembers(INamedTypeSymbol type, CompilationScope scope)
    {
        _scope = scope;
        NeverConnects = !scope.Sources.MayConnect(type.DeclaringSyntaxReferences, name => !IsOwnMethod(name, type, scope));
        _isSocket = scope.Types.IsSocket(type);
        _names = [.. HeldSockets(type, scope)];
        var endPoints = new HashSet<string>(HeldEndPoints(type, scope));
        var isMentioned = type.DeclaringSyntaxReferences.Any(part => IsMentioned(part.SyntaxTree, part.Span));
        if (_names.Count == 0 && endPoints.Count == 0 && !isMentioned)
        {
            return;
        }

        var members = MembersOf(type);
        if (!type.IsStatic && !ExtensionBlocks.IsBlock(type))
        {
            _methods.UnionWith(members.Where(member => member.Code is MethodDeclarationSyntax).SelectMany(member => member.Names));
        }

        if (isMentioned)
        {
            AddNamesOf(members.Where(member => IsMentioned(member.Code.SyntaxTree, member.Code.Span)));
        }

        for (var level = 0; level <= MaxCallers && _names.Count > 0 && (level == 0 || _names.Count < ManyMembers); level++)
        {
            AddNamesOf(members.Where(member => member.Uses(_names)));
        }

        var used = members.Where(member => member.Names.Any(_names.Contains)).SelectMany(member => member.Identifiers);
        endPoints.UnionWith(new HashSet<string>(Held(type, scope, (held, _) => IsNumberOrText(held))).Intersect(used));
        _numbersAndTexts = endPoints;

        // Where a bind is to what a field holds, the constructor may say what that is, and of a list the code that adds to it.
        if (endPoints.Count > 0)
        {
            var lists = new HashSet<string>(Held(type, scope, (held, _) => scope.Types.IsOfEndPoints(held)));
            AddNamesOf(members.Where(member =>
                (member.Names is [".ctor" or ".cctor"] && member.Uses(endPoints)) || (lists.Count > 0 && member.Uses(lists))));
            _names.UnionWith(endPoints);
        }
    }

    /// <summary>No socket connects in all of the type's code.</summary>
    public bool NeverConnects { get; }

    /// <summary>Some member has to do with sockets.</summary>
    public bool HaveToDoWithSockets => _isSocket || _names.Count > 0;

    public bool Mention(IMethodSymbol method) =>
        _isSocket || (_names.Count > 0 && _names.Contains(NameOf(method)) && !IsUninterestingAccessor(method));

    public bool Mention(string member) => _isSocket || _names.Contains(member);

    private void AddNamesOf(IEnumerable<Member> members) => _names.UnionWith(members.ToList().SelectMany(member => member.Names));

    private bool IsMentioned(SyntaxTree tree, TextSpan span) =>
        _scope.Sources.Mention(tree, span, KeptForAll.NeverCancelled)
        || SocketSources.MentionListener(tree, span, KeptForAll.NeverCancelled);

    /// <summary>
    /// A property may do something to a socket where it is written, and nothing where it is read, or the other way round.
    /// </summary>
    private bool IsUninterestingAccessor(IMethodSymbol method)
    {
        if (method is not { AssociatedSymbol: IPropertySymbol { Type: var type } property, DeclaringSyntaxReferences: [var reference] }
            || IsPort(type, property.Name)
            || IsHost(type, property.Name)
            || (IsNumberOrText(type) && _numbersAndTexts.Contains(property.Name)))
        {
            return false;
        }

        return _accessors.GetOrAdd(
            method,
            _ => reference.GetSyntax() is AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
                && reference.GetSyntax() is var accessor
                && !IsMentioned(accessor.SyntaxTree, accessor.Span)
                && !NamesIn(accessor).Overlaps(_names));
    }

    private static string NameOf(IMethodSymbol method)
    {
        if (method.AssociatedSymbol is { } property)
        {
            return property.Name;
        }

        var lastDot = method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? method.Name.LastIndexOf('.') : -1;
        return method.Name.Substring(lastDot + 1);
    }

    /// <summary>The body of such a method, even if its name is <c>Connect</c>, is in the type too, and counts there.</summary>
    private static bool IsOwnMethod(SyntaxToken name, INamedTypeSymbol type, CompilationScope scope) =>
        scope.Models.Of(name.SyntaxTree!) is { } model
        && (name.Parent is MethodDeclarationSyntax declaration ? model.GetDeclaredSymbol(declaration)
            : name.Parent is SimpleNameSyntax called ? model.GetSymbolInfo(called).Symbol
            : null) is IMethodSymbol { IsAbstract: false, IsVirtual: false,
                IsOverride: false, IsExtern: false, MethodKind: MethodKind.Ordinary } method
        && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, type.OriginalDefinition);

    private static IEnumerable<string> HeldSockets(INamedTypeSymbol type, CompilationScope scope) =>
        Held(type, scope, (held, _) =>
            scope.Types.IsSocket(Tasks.ResultOf(held)) || scope.Methods.HoldsSockets(held)
                || SymbolEqualityComparer.Default.Equals(held, scope.Types.EndPointCallback));

    private static IEnumerable<string> HeldEndPoints(INamedTypeSymbol type, CompilationScope scope) =>
        Held(type, scope, (held, name) => scope.Types.IsEndPoint(held)
            || scope.Types.IsOfEndPoints(held) || IsPort(held, name) || IsHost(held, name));

    private static IEnumerable<string> Held(INamedTypeSymbol type, CompilationScope scope, Func<ITypeSymbol, string, bool> isOfInterest)
    {
        for (var current = type; current is not null && !scope.Types.IsSocket(current); current = current.BaseType)
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

    private static bool IsNumberOrText(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_String;

    private static bool IsHost(ITypeSymbol type, string name) =>
        type.SpecialType == SpecialType.System_String && HostNames.Any(part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsPort(ITypeSymbol type, string name) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16
            && name.EndsWith("port", StringComparison.OrdinalIgnoreCase);

    private HashSet<string> NamesIn(SyntaxNode code) => MemberTokens.NamesIn(code, NeverConnects, _methods.Contains);

    // Each member is searched in the same string: a file that is being typed in is a text in pieces, and a look at a part copies all.
#pragma warning disable RS0030 // One copy of the file is what saves a copy for each member.
    private List<Member> MembersOf(INamedTypeSymbol type) =>
    [
        .. from reference in type.DeclaringSyntaxReferences
           let text = reference.SyntaxTree.GetText().ToString()
           from declaration in reference.GetSyntax() switch
           {
               TypeDeclarationSyntax { Members: var declared } => declared.Where(member => member is not BaseTypeDeclarationSyntax),
               CompilationUnitSyntax program => [program],
               _ => Enumerable.Empty<SyntaxNode>(),
           }
           let member = new Member(declaration, text, NamesIn)
           where member.Names.Count > 0
           select member,
    ];
#pragma warning restore RS0030

    /// <summary>A declaration, of one name or several, and its code, which is read only when it is asked for.</summary>
    private sealed class Member(SyntaxNode declaration, string fileText, Func<SyntaxNode, HashSet<string>> namesIn)
    {
        private HashSet<string>? _identifiers;

        public HashSet<string> Identifiers => _identifiers ??= namesIn(Code);

        public SyntaxNode Code { get; } = declaration;

        public IReadOnlyList<string> Names { get; } = NamesOf(declaration);

        /// <summary>The tokens are made only where the text says that it may be worth it.</summary>
        public bool Uses(HashSet<string> names) =>
            (_identifiers is not null || fileText.AsSpan(Code.SpanStart, Code.Span.Length).HasAny(names)) && Identifiers.Overlaps(names);

        private static IReadOnlyList<string> NamesOf(SyntaxNode declaration) => declaration switch
        {
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            ConstructorDeclarationSyntax constructor => [constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor"],
            DestructorDeclarationSyntax => ["Finalize"],
            BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
            EventDeclarationSyntax socketEvent => [socketEvent.Identifier.ValueText],
            CompilationUnitSyntax => [WellKnownMemberNames.TopLevelStatementsEntryPointMethodName],
            _ => [],
        };
    }
}
