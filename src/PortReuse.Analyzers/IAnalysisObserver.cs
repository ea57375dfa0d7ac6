using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers;

/// <summary>Is told how an analysis goes, by an analyzer that works on one thread: for those who measure it.</summary>
internal interface IAnalysisObserver
{
    /// <summary>A part of the work begins.</summary>
    /// <param name="part"><c>Analysis</c> or a rule's id; null where one ends.</param>
    void Enter(string? part);

    /// <summary>What is too large to follow is left out, and the rules are silent about what they would have to know of it.</summary>
    /// <param name="code">A type, a member of the analyzed type, or a method that is not followed where it is called.</param>
    void GiveUp(ISymbol code);
}
