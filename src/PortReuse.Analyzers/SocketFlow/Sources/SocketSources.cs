using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Settings;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// Which code is worth a look. Nearly all is not, and a search of the text finds that out at a fraction of what binding
/// a method costs: whatever a rule flags has one of these words in it, or the name of a helper that has.
/// </summary>
internal sealed class SocketSources(Compilation compilation, bool followsReferences, ProjectOptions? options = null)
{
    /// <summary>Nearly every file has none of these, and is then not searched any further.</summary>
    private static readonly string[] Hints = ["ocket", "EndPoint"];

    /// <summary>
    /// Binds of all kinds, the callback that returns where to bind, and the options; each with a part of it by which the text is searched,
    /// so that words that have it in common are found in one go.
    /// </summary>
    private static readonly WordGroup[] Words =
    [
        new("Bind", "Bind", "BindIPEndPoint", "BindIPEndPointDelegate", "BindForConnect", "TrySetBindAddressNoPort"),
        new("SetRawSocketOption", "SetRawSocketOption"),
        new("Reuse", "ReuseUnicastPort", "ReuseAddress"),
        new("ServicePoint", "ServicePoint"),
        new("setsockopt", "setsockopt"),
    ];

    /// <summary>It binds where it is given an endpoint.</summary>
    private static readonly string[] BindingTypes = ["TcpClient"];

    /// <summary>Code without any of these connects no socket. They are parts of names, not names: see <c>SocketMethods</c>.</summary>
    private static readonly string[] Connects = ["Connect(", "ConnectAsync", "BeginConnect", "TcpClient", "ServicePoint", "BindIPEndPoint"];

    /// <summary>
    /// Without one of these or of those, or a helper, a bound socket is one that listens or is held, and there is nothing to say of it.
    /// </summary>
    private static readonly string[] Settings = ["Reuse", "Exclusive", "DualMode", "RawSocketOption", "setsockopt", "BindAddressNoPort"];

    /// <summary>A port that has been found is read by one of these.</summary>
    private static readonly string[] Reads = ["LocalEndPoint", "LocalEndpoint"];

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

    /// <summary>Whether anything in the file may have to do with sockets.</summary>
    public static bool HasHint(SyntaxTree tree, CancellationToken cancellation) => WordsOf(tree, cancellation).HasHint;

    /// <summary>The declared effect of the method on a socket, by the options of the calling file or by the method's attributes.</summary>
    public SocketRole RoleOf(IMethodSymbol method, SyntaxTree caller) =>
        _options.In(caller).RoleOf(method) is var role && role != SocketRole.None ? role : Attributes.RoleOf(method);

    /// <summary>Whether one of the words, or the name of a helper, is in the span.</summary>
    public bool Mention(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        IsAnyIn(WordsOf(tree, cancellation).Positions, span) || NamesHelper(tree, span, cancellation);

    public bool NamesHelper(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        IsAnyIn(PositionsOfHelpers(tree, cancellation), span);

    /// <summary>The positions of the names of helpers.</summary>
    public IEnumerable<int> HelpersIn(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        PositionsOfHelpers(tree, cancellation).Where(position => position >= span.Start && position < span.End);

    /// <summary>The declarations of that name, anywhere, that seem to concern sockets.</summary>
    public IEnumerable<SyntaxNode> DeclarationsOf(string name, CancellationToken cancellation) =>
        HelpersOfHelpers.DeclaredAs(name, FilesWithHint(cancellation), cancellation);

    /// <summary>The positions of the words.</summary>
    public static IEnumerable<int> WordsIn(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        WordsOf(tree, cancellation).Positions.Where(position => position >= span.Start && position < span.End);

    /// <summary>Whether the file has a word or a helper in it, or a type that may have one in another file.</summary>
    public bool MayDeclareTypesOfInterest(SyntaxTree tree, CancellationToken cancellation)
    {
        var words = WordsOf(tree, cancellation);
        return words.HasHint
            && (words.Positions.Length > 0
                || words.MayFindPort
                || PositionsOfHelpers(tree, cancellation).Length > 0
                || words.MayHavePartOfType);
    }

    /// <summary>Whether a <c>TcpListener</c> is in the span, be it as a part of a name.</summary>
    public static bool MentionListener(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        IsAnyIn(WordsOf(tree, cancellation).Listeners, span);

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

        return (isMentioned && declarations.Any(part =>
                CodeWords.HasAny(part.SyntaxTree, part.Span, Connects, cancellation)
                || CodeWords.HasAny(part.SyntaxTree, part.Span, Settings, cancellation)
                || NamesHelper(part.SyntaxTree, part.Span, cancellation)))
            || ((isMentioned || declarations.Any(part => MentionListener(part.SyntaxTree, part.Span, cancellation)))
                && declarations.Any(part => CodeWords.HasAny(part.SyntaxTree, part.Span, Reads, cancellation)));
    }

    /// <summary>Whether the type that is declared here may start a <c>TcpListener</c> to find a port.</summary>
    public static bool MayFindPort(IEnumerable<SyntaxReference> declarations, CancellationToken cancellation) =>
        declarations.Any(part => MentionListener(part.SyntaxTree, part.Span, cancellation))
        && declarations.Any(part => CodeWords.HasAny(part.SyntaxTree, part.Span, Reads, cancellation));

    /// <summary>Whether the type that is declared here may connect a socket, or have a helper do so.</summary>
    /// <param name="declarations">Its parts.</param>
    /// <param name="counts">Whether a name counts that says so.</param>
    public bool MayConnect(IEnumerable<SyntaxReference> declarations, Func<SyntaxToken, bool> counts) => declarations.Any(part =>
        CodeWords.HasAny(part.SyntaxTree, part.Span, Connects, KeptForAll.NeverCancelled, counts)
        || NamesHelper(part.SyntaxTree, part.Span, KeptForAll.NeverCancelled));

    private static TreeWords WordsOf(SyntaxTree tree, CancellationToken cancellation) =>
        WordsOfTrees.TryGetValue(tree, out var words)
            ? words
            : WordsOfTrees.GetValue(tree, _ => FindWords(tree, cancellation));

    private static TreeWords FindWords(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!CodeWords.HasAny(tree, new TextSpan(0, tree.Length), Hints, cancellation))
        {
            return TreeWords.None;
        }

        using var text = SourceChars.Of(tree.GetText(cancellation));
        List<int>? found = null;
        foreach (var group in Words)
        {
            group.AddPositionsIn(text.Span, ref found);
        }

        var bindingTypes = CodeWords.InCode(text.Span.Find(BindingTypes), tree, cancellation);
        if (CodeWords.CreateWithArgument(bindingTypes, tree, cancellation))
        {
            (found ??= []).AddRange(bindingTypes);
        }

        found?.Sort();
        var listeners = CodeWords.InCode(text.Span.FindAll("TcpListener"), tree, cancellation);
        return new(
            Array.FindAll(
                CodeWords.InCode(found?.ToArray() ?? [], tree, cancellation),
                position => !DatagramBinds.IsOne(tree.GetRoot(cancellation).FindToken(position))),
            listeners,
            listeners.Length > 0 && CodeWords.HasAny(tree, new TextSpan(0, tree.Length), Reads, cancellation),
            text.Span.Next("partial", 0) >= 0 || TypeDeclarations.IsProgram(tree.GetRoot(cancellation)));
    }

    private int[] PositionsOfHelpers(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!WordsOf(tree, cancellation).HasHint)
        {
            return [];
        }

        if (!_helperPositions.TryGetValue(tree, out var positions))
        {
            _helpers ??= FindHelpers(cancellation);
            var named = _options.In(tree).MethodNames;
            var helpers = new HashSet<string>(named.Length == 0 ? _helpers : _helpers.Concat(named));
            helpers.UnionWith(AliasNames.Within(tree, helpers, cancellation).ToList());
            positions = _helperPositions.GetValue(tree, _ => PositionsOf(helpers, TreeNames.Of(tree, cancellation), cancellation));
        }

        return positions;
    }

    private string[] FindHelpers(CancellationToken cancellation)
    {
        var helpers = new HashSet<string>(
            SocketHelpers.In(SourcesOfHelpers(), tree => WordsOf(tree, cancellation).Positions, cancellation));
        helpers.UnionWith(Attributes.NamesOfMethods(cancellation));
        for (var known = 0; helpers.Count > known;)
        {
            known = helpers.Count;
            helpers.UnionWith(AliasNames.ForAllFiles(SourcesOfHelpers(), helpers, cancellation).ToList());
            HelpersOfHelpers.AddTo(helpers, FilesWithHint(cancellation), cancellation);
        }

        return [.. helpers];
    }

    private IEnumerable<SyntaxTree> FilesWithHint(CancellationToken cancellation) =>
        SourcesOfHelpers().Where(tree => HasHint(tree, cancellation));

    private static int[] PositionsOf(IEnumerable<string> words, TreeNames file, CancellationToken cancellation)
    {
        int[] positions = [.. words.SelectMany(word => file.TokensOf(word, cancellation)).Select(token => token.SpanStart)];
        Array.Sort(positions);
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

    /// <summary>The positions in a file's code of the words, and of <c>TcpListener</c>, in order.</summary>
    private sealed class TreeWords(int[] positions, int[] listeners, bool mayFindPort, bool mayHavePartOfType)
    {
        /// <summary>Without a hint of sockets, nothing else is looked for.</summary>
        public static readonly TreeWords None = new([], [], false, false);

        public bool HasHint => this != None;

        public int[] Positions { get; } = positions;

        public int[] Listeners { get; } = listeners;

        /// <summary>A <c>TcpListener</c> may be asked for its port.</summary>
        public bool MayFindPort { get; } = mayFindPort;

        /// <summary>A type may be declared in other files too.</summary>
        public bool MayHavePartOfType { get; } = mayHavePartOfType;
    }
}
