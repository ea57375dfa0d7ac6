using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers;

/// <summary>Observes an analysis on one thread, for measurements.</summary>
internal interface IAnalysisObserver
{
    /// <summary>A part of the work begins.</summary>
    /// <param name="part"><c>Analysis</c> or a rule's id; null where one ends.</param>
    void Enter(string? part);

    /// <summary>Code that is too large to follow is left out, and the rules are silent about sockets in it.</summary>
    /// <param name="code">A type, a member of the analyzed type, or a method that is not followed where it is called.</param>
    void GiveUp(ISymbol code);
}
