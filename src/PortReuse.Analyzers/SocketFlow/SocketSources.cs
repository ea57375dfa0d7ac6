using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Which code is worth a look. Nearly all is not, and a search of the text finds that out at a fraction of what binding
/// a method costs: whatever a rule flags has one of these words in it, or the name of a helper that has.
/// </summary>
internal sealed class SocketSources(Compilation compilation, bool followsReferences, ProjectOptions? options = null)
{
    /// <summary>Nearly every file has none of these, and is then not searched any further.</summary>
    private static readonly string[] Hints = ["ocket", "EndPoint"];

    /// <summary>Binds of all kinds, the callback that returns where to bind, and the options.</summary>
    private static readonly string[] Words =
    [
        "Bind", "BindIPEndPoint", "BindIPEndPointDelegate", "BindForConnect", BindingType, "ServicePoint", "SetRawSocketOption", "setsockopt",
        "SocketOptionName.ReuseUnicastPort", "SocketOptionName.ReuseAddress", "TrySetBindAddressNoPort",
    ];

    /// <summary>It binds where it is given an endpoint.</summary>
    private const string BindingType = "TcpClient";

    /// <summary>Without one of these, or a helper, a bound socket is one that listens or is held, and there is nothing to say of it.</summary>
    private static readonly string[] Consequences =
    [
        "Connect(", "ConnectAsync", "BeginConnect", "TcpClient", "Reuse", "Exclusive", "DualMode", "RawSocketOption", "setsockopt", "ServicePoint",
        "BindIPEndPoint", "BindAddressNoPort",
    ];

    private static readonly string[] WordsWithoutBindingType = [.. Words.Where(word => word != BindingType)];

    /// <summary>A text never changes, so what is in it is searched for once, whatever compilation it is in.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, TreeWords> WordsOfTrees = new();

    private readonly ConditionalWeakTable<SyntaxTree, int[]> _helperPositions = new();
    private readonly ProjectOptions _options = options ?? ProjectOptions.None;
    private RoleAttributes? _attributes;
    private string[]? _helpers;

    public ProjectOptions Options => _options;

    private RoleAttributes Attributes => _attributes ??= new(compilation);

    /// <summary>Projects that are referenced as source count as the compilation's own code.</summary>
    public bool FollowsReferences => followsReferences;

    /// <summary>What is said that the method does to a socket: by the options of the file that calls it, or by its attributes.</summary>
    public SocketRole RoleOf(IMethodSymbol method, SyntaxTree caller) =>
        _options.In(caller).RoleOf(method) is var role && role != SocketRole.None ? role : Attributes.RoleOf(method);

    /// <summary>Whether one of the words, or the name of a helper, is in the span.</summary>
    public bool Mention(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        IsAnyIn(WordsOf(tree, cancellation).Positions, span) || IsAnyIn(PositionsOfHelpers(tree, cancellation), span);

    /// <summary>Whether a rule can have anything to say of the type that is declared here.</summary>
    public bool AreWorthALook(IEnumerable<SyntaxReference> declarations, CancellationToken cancellation)
    {
        var isMentioned = false;
        foreach (var part in declarations)
        {
            if (Mention(part.SyntaxTree, part.Span, cancellation))
            {
                isMentioned = true;
                break;
            }
        }

        return isMentioned
            && declarations.Any(part =>
                part.SyntaxTree.GetText(cancellation).ToString(part.Span) is var text
                && Consequences.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0)
                || IsAnyIn(PositionsOfHelpers(part.SyntaxTree, cancellation), part.Span));
    }

    /// <summary>The trees that one of the names occurs in.</summary>
    public IEnumerable<(SyntaxTree Tree, int[] Positions)> Naming(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wanted = names.ToArray();
        return compilation.SyntaxTrees
            .Select(tree => (tree, Positions: Find(tree.GetText(cancellation).ToString(), wanted)))
            .Where(found => found.Positions.Length > 0);
    }

    private static TreeWords WordsOf(SyntaxTree tree, CancellationToken cancellation) =>
        WordsOfTrees.TryGetValue(tree, out var words)
            ? words
            : WordsOfTrees.GetValue(tree, _ => FindWords(tree.GetText(cancellation).ToString()));

    private static TreeWords FindWords(string text)
    {
        if (!Hints.Any(hint => text.IndexOf(hint, StringComparison.Ordinal) >= 0))
        {
            return TreeWords.None;
        }

        return new(true, Find(text, Creates(text, BindingType) || Creates(text, "new") ? Words : WordsWithoutBindingType));
    }

    private int[] PositionsOfHelpers(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!WordsOf(tree, cancellation).HasHint)
        {
            return [];
        }

        if (!_helperPositions.TryGetValue(tree, out var positions))
        {
            _helpers ??=
            [
                .. SocketHelpers.In(SourcesOfHelpers(), tree => WordsOf(tree, cancellation).Positions, cancellation)
                    .Concat(Attributes.NamesOfMethods(cancellation)),
            ];
            var named = _options.In(tree).MethodNames;
            var helpers = named.Length == 0 ? _helpers : [.. _helpers.Concat(named)];
            positions = _helperPositions.GetValue(tree, _ => helpers.Length == 0 ? [] : Find(tree.GetText(cancellation).ToString(), helpers));
        }

        return positions;
    }

    private IEnumerable<SyntaxTree> SourcesOfHelpers() => followsReferences
        ? compilation.SyntaxTrees.Concat(
            compilation.References.OfType<CompilationReference>().SelectMany(reference => reference.Compilation.SyntaxTrees))
        : compilation.SyntaxTrees;

    private static bool IsAnyIn(int[] positions, TextSpan span)
    {
        var index = Array.BinarySearch(positions, span.Start);
        index = index < 0 ? ~index : index;
        return index < positions.Length && positions[index] < span.End;
    }

    /// <summary>Where the words stand by themselves, and not within another identifier.</summary>
    private static int[] Find(string text, string[] words)
    {
        List<int>? positions = null;
        foreach (var word in words)
        {
            if (word.Length == 0)
            {
                // A name that is not typed yet.
                continue;
            }

            for (var at = text.IndexOf(word, StringComparison.Ordinal);
                 at >= 0;
                 at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                if (!IsPartOfName(text, at - 1) && !IsPartOfName(text, at + word.Length))
                {
                    (positions ??= []).Add(at);
                }
            }
        }

        positions?.Sort();
        return positions?.ToArray() ?? [];
    }

    /// <summary>Whether something is made with an argument by that name: <c>new TcpClient(local)</c>, or <c>new(local)</c>.</summary>
    private static bool Creates(string text, string name)
    {
        var call = name + "(";
        for (var at = text.IndexOf(call, StringComparison.Ordinal); at >= 0; at = text.IndexOf(call, at + call.Length, StringComparison.Ordinal))
        {
            if (at + call.Length < text.Length && text[at + call.Length] != ')' && !IsPartOfName(text, at - 1))
            {
                return true;
            }
        }

        return text.IndexOf(": " + name, StringComparison.Ordinal) >= 0;
    }

    /// <summary>What a file has in it: a hint that it is about sockets, and where the words are.</summary>
    private sealed record TreeWords(bool HasHint, int[] Positions)
    {
        public static readonly TreeWords None = new(false, []);
    }

    private static bool IsPartOfName(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
