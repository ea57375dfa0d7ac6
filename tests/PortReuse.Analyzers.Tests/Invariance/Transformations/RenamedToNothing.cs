using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Names that say nothing.</summary>
internal sealed class RenamedToNothing : Renamed
{
    protected override uint Percent => 80;

    protected override IEnumerable<(ISymbol Symbol, string Name)> Rename(IEnumerable<ISymbol> symbols, PCG random) =>
        symbols.Select((symbol, index) => (symbol, (symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol ? "x" : "X")
            + index.ToString(CultureInfo.InvariantCulture)));
}
