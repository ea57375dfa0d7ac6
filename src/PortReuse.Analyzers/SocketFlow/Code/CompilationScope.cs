using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Sources;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>The scope of one compilation: the socket types, the code, and the program's target systems.</summary>
internal sealed class CompilationScope
{
    private CompilationScope(Compilation compilation, SocketTypes types, SocketSources sources)
    {
        Compilation = compilation;
        Types = types;
        Sources = sources;
        Models = new SourceModels(compilation, sources.FollowsReferences);
        Methods = new SourceMethods(this);
        StoredEndPoints = new StoredEndPoints(types, Models);
        Helpers = new SocketHelperSymbols(sources, Models);
        Targets = sources.Options.TargetSystems(compilation) is var chosen && chosen != Systems.All ? chosen
            : types.AreForWindowsOnly(compilation) ? Systems.Windows
            : Systems.All;
    }

    public Compilation Compilation { get; }

    /// <summary>The types of the framework, and of the program, that are sockets.</summary>
    public SocketTypes Types { get; }

    /// <summary>Which code is worth a look, by its text.</summary>
    public SocketSources Sources { get; }

    /// <summary>What the code means.</summary>
    public SourceModels Models { get; }

    /// <summary>The bodies of the code.</summary>
    public SourceMethods Methods { get; }

    /// <summary>What members may hold, whichever code has run.</summary>
    public StoredEndPoints StoredEndPoints { get; }

    /// <summary>Which members lead to code about sockets.</summary>
    public SocketHelperSymbols Helpers { get; }

    /// <summary>The systems that the project is for: by its options, or by what it targets.</summary>
    public Systems Targets { get; }

    /// <summary>The project targets .NET Framework or <c>netX-windows</c>, or says that it is for Windows.</summary>
    public bool RunsOnWindowsOnly => Targets == Systems.Windows;

    /// <summary>Null where the compilation does not reference sockets.</summary>
    public static CompilationScope? Of(Compilation compilation, SocketSources sources) =>
        SocketTypes.Of(compilation) is { } types ? new(compilation, types, sources) : null;

    /// <summary>The systems that the member may run on, by its attributes and by what the project targets.</summary>
    public Systems SystemsOf(ISymbol member) => TargetSystems.OfAll(member) & Targets;
}
