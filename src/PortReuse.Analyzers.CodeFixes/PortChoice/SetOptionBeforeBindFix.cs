using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.LateOptions;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>
/// Sets the option that leaves the choice of the port to the connect, before the bind that would choose it; or has the companion bind,
/// which does.
/// </summary>
internal sealed class SetOptionBeforeBindFix : DocumentFix
{
    public const string Key = "PortReuse.SetBindAddressNoPort";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic)
    {
        var option = IsWindowsOnly(diagnostic) ? "ReuseUnicastPort" : "IP_BIND_ADDRESS_NO_PORT";

        return diagnostic.Properties[DiagnosticProperties.Shape] == DiagnosticProperties.ShapeConstructor
            ? $"Split the constructor, and set {option} before the bind"
            : $"Set {option} before the bind";
    }

    /// <summary>
    /// Where the port is passed to a method that binds, the option goes before the bind in there if the socket is made there, and else
    /// before the call.
    /// </summary>
    public override Location PlaceOf(Diagnostic diagnostic) =>
        diagnostic.Properties.ContainsKey(DiagnosticProperties.IsTcpAlone)
            ? diagnostic.Place(DiagnosticProperties.PlaceBind)!
            : diagnostic.Location;

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic) =>
        DeferredPortOption.Choose(IsWindowsOnly(diagnostic), pass.Compilations).Select(option => GetEdits(pass, diagnostic, option));

    private IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic, DeferredPortOption option)
    {
        var edits = new List<TextChange>();

        if (diagnostic.Properties.TryGetValue(DiagnosticProperties.Blocked, out var reason)
            && (reason != DiagnosticProperties.BlockedByEarlyRead || !TryMoveRead(edits, pass, diagnostic)))
        {
            return [];
        }

        // It is there already, and only comes too late.
        var own = diagnostic.Place(DiagnosticProperties.PlaceLateOption) is { } late && pass.Has(late)
            ? MoveOptionBeforeBindFix.Move(pass, pass.NodeAt(late), pass.NodeAt(PlaceOf(diagnostic)))
            : [];

        if (own.Count == 0)
        {
            own = GetOwnEdits(pass, diagnostic, option);
        }

        return own.Count == 0 ? own : [.. edits, .. own];
    }

    private List<TextChange> GetOwnEdits(FixPass pass, Diagnostic diagnostic, DeferredPortOption option)
    {
        var place = PlaceOf(diagnostic);
        var shape = place == diagnostic.Location ? diagnostic.Properties[DiagnosticProperties.Shape] : null;

        switch (pass.NodeAt(place))
        {
            case InvocationExpressionSyntax node when shape == DiagnosticProperties.ShapeCall:
                return option.InsteadOfBind is null && HelperCall.TryCreate(pass, node) is { } call ? InsertBefore(call, option, pass) : [];
            case InvocationExpressionSyntax node when BindCall.TryCreate(pass, node) is { } bind:
                var condition = place == diagnostic.Location ? GivenSocket.ConditionOf(bind, pass) : null;

                if (option.InsteadOfBind is { } method)
                {
                    return condition is null
                        && bind.TryReplace(method, pass) is { } replaced ? [.. replaced, .. option.Imports(pass, bind.Position)] : [];
                }

                var set = option.Set(bind.CallPrefix, pass, bind.Position, condition);

                return InsertBefore(
                    bind.Expression.Parent as StatementSyntax ?? (SyntaxNode)bind.Expression, bind.Position, option, pass, set);
            case BaseObjectCreationExpressionSyntax node
                when shape != DiagnosticProperties.ShapeDelegate && BindingConstructor.TryCreate(pass, node) is { } creation:
                var edits = node.Parent is ConditionalExpressionSyntax choice
                    ? ConditionalSplit.GetEdits(creation, choice, Bind, pass)
                    : ConstructorSplit.GetEdits(creation, Bind, pass);

                IReadOnlyList<NewStatement> Bind(string prefix, string endPoint) =>
                    option.SetAndBind(prefix, endPoint, pass, node.SpanStart);

                return edits.Count == 0 ? edits : [.. edits, .. option.Imports(pass, node.SpanStart)];
            case ConstructorInitializerSyntax node:
                return BaseConstructorSplit.GetEdits(node, option, pass);
            default:
                return [];
        }
    }

    /// <summary>
    /// With the option an early read says port 0, and goes on to say it; what was to be kept is there after the connect as well.
    /// </summary>
    private static bool TryMoveRead(List<TextChange> edits, FixPass pass, Diagnostic diagnostic) =>
        diagnostic.Place(DiagnosticProperties.PlaceRead) is { } read
            && diagnostic.Place(DiagnosticProperties.PlaceConnect) is { } connect
            && pass.Has(read)
            && pass.Has(connect)
            && EarlyRead.TryMoveBehind(edits, pass, pass.NodeAt(read), pass.NodeAt(connect));

    private static List<TextChange> InsertBefore(HelperCall call, OptionStatement option, FixPass pass)
    {
        NewStatement[] make = call.Made is null ? [] : [new NewStatement($"var {call.Name} = {call.Made};")];
        var edits = InsertBefore(call.Statement, call.Position, option, pass, [.. make, option.Set(call.CallPrefix, pass, call.Position)]);

        if (call is { Made: { } made, Name: { } name } && edits.Count > 0)
        {
            edits.Add(new TextChange(made.Span, name));
        }

        return edits;
    }

    private static List<TextChange> InsertBefore(
        SyntaxNode place, int position, OptionStatement option, FixPass pass, params NewStatement[] statements)
    {
        var edits = new List<TextChange>();

        if (place is ExpressionSyntax body)
        {
            if (!ExpressionBody.TryExpand(edits, pass, body, before: statements))
            {
                return edits;
            }
        }
        else if (place is StatementSyntax next)
        {
            StatementInsertion.Add(edits, pass, next, before: statements, after: []);
        }

        edits.AddRange(option.Imports(pass, position));

        return edits;
    }

    private static bool IsWindowsOnly(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey(DiagnosticProperties.WindowsOnly);
}
