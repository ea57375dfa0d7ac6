using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>Sets the option that leaves the choice of the port to the connect, before the bind that would choose it.</summary>
internal sealed class SetOptionBeforeBind : DocumentFix
{
    public override string EquivalenceKey => PORT0001AndPORT0002CodeFix.SetOptionKey;

    public override string Title(Diagnostic diagnostic)
    {
        var option = IsWindowsOnly(diagnostic) ? "ReuseUnicastPort" : "IP_BIND_ADDRESS_NO_PORT";

        return diagnostic.Properties[DiagnosticProperties.Shape] == DiagnosticProperties.ShapeConstructor
            ? $"Split the constructor, and set {option} before the bind"
            : $"Set {option} before the bind";
    }

    public override IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Blocked)
            || SocketOption.Choose(IsWindowsOnly(diagnostic), pass.Compilations) is not { } option)
        {
            return [];
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Shape, out var shape);

        return (shape, pass.NodeAt(diagnostic)) switch
        {
            (DiagnosticProperties.ShapeBind, InvocationExpressionSyntax node)
                when BindCall.TryCreate(pass, node) is { } bind
                => InsertBefore(bind, option, pass),
            (DiagnosticProperties.ShapeConstructor, BaseObjectCreationExpressionSyntax node)
                when BindingConstructor.TryCreate(pass, node) is { } creation
                => ConstructorSplit.GetEdits(creation, option, pass),
            _ => [],
        };
    }

    private static List<TextChange> InsertBefore(BindCall bind, SocketOption option, FixPass pass)
    {
        var edits = new List<TextChange>();
        var statement = option.Set(bind.CallPrefix, pass, bind.Position);

        if (bind.Expression.Parent is ExpressionStatementSyntax bindStatement)
        {
            StatementInsertion.Add(edits, pass, bindStatement, before: [statement], after: []);
        }
        else if (!ExpressionBody.TryExpand(edits, pass, bind.Expression, before: [statement]))
        {
            return edits;
        }

        edits.AddRange(option.Imports(pass, bind.Position));

        return edits;
    }

    private static bool IsWindowsOnly(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey(DiagnosticProperties.WindowsOnly);
}
