using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.Collisions;

/// <summary>
/// Sets <c>ReuseAddress</c> before the bind of whichever lacks it, the listener or the dialer. The connect can collide from then on
/// (PORT0003), so that is handled with it.
/// </summary>
internal sealed class ShareListenersPortFix : DocumentFix
{
    public const string Key = "PortReuse.ShareListenersPort";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => diagnostic.Places(DiagnosticProperties.PlaceConnect).Any()
        ? "Set ReuseAddress where it is missing, and handle a collision of the connect"
        : "Set ReuseAddress where it is missing";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        var option = new ReuseAddressOption();
        var edits = new List<TextChange>();

        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Blocked)
            || diagnostic.AdditionalLocations.Any(location => location.SourceTree != tree)
            || !diagnostic.Places(DiagnosticProperties.PlaceExclusive).All(place => TryShare(edits, pass, place))
            || !diagnostic.Places(DiagnosticProperties.PlaceListenersBind).All(place => TryInsert(edits, pass, place, option)))
        {
            return [];
        }

        var connects = diagnostic.Places(DiagnosticProperties.PlaceConnect)
            .Select(place => ConnectStatement.TryCreate(pass, pass.NodeAt(place))).ToList();
        var binds = diagnostic.Places(DiagnosticProperties.PlaceDialersBind).Select(place => pass.NodeAt(place)).ToList();

        if (connects.Count == 0)
        {
            return binds.All(bind => TryInsert(edits, pass, bind.GetLocation(), option)) ? [edits] : [];
        }

        return connects.Count == 1 && binds.Count <= 1 && connects[0] is { } connect
            && UsingRelease.TryCreate(pass, connect.Holder) is { } release
            ? Ways(pass, diagnostic, connect, release, binds.FirstOrDefault(), option, edits)
            : [];
    }

    /// <summary>The ways to set the dialer's option, if it lacks it, and to handle the collision at once.</summary>
    private static IEnumerable<IReadOnlyCollection<TextChange>> Ways(
        FixPass pass,
        Diagnostic diagnostic,
        ConnectStatement connect,
        UsingRelease release,
        SyntaxNode? bind,
        ReuseAddressOption option,
        IReadOnlyCollection<TextChange> others)
    {
        var edits = new List<TextChange>(others);
        string[] first = [];
        string? creation = null;

        if (bind is BaseObjectCreationExpressionSyntax made && BindingConstructor.TryCreate(pass, made) is { } constructor)
        {
            var split = ConstructorSplit.GetEdits(constructor, prefix => [option.Set(prefix, pass, made.SpanStart)], pass);

            if (split.FirstOrDefault(edit => edit.Span == constructor.Argument.Span).NewText is not { } family)
            {
                yield break;
            }

            var type = made is ObjectCreationExpressionSyntax { Type: var written } ? " " + written : "";
            creation = $"new{type}({family})";
            first = release.Shift.Length > 0 ? TakeStatementsAfter(split, release) : [];
            edits.AddRange(split);
        }
        else if (bind is not null && release.Shift.Length > 0)
        {
            first = [option.Set($"{connect.Holder.Read}.{(connect.Holder.IsClient ? "Client." : "")}",
                pass, connect.Statement.SpanStart).OnOneLine];
        }
        else if (bind is not null && !TryInsert(edits, pass, bind.GetLocation(), option))
        {
            yield break;
        }

        var origin = diagnostic.Places(DiagnosticProperties.PlaceDialer).FirstOrDefault();

        foreach (var way in CollisionHandler.Ways(pass, connect, origin, release, creation, first))
        {
            yield return [.. edits, .. way];
        }
    }

    // What a split writes behind the declaration belongs into the `try` that comes to stand there.
    private static string[] TakeStatementsAfter(List<TextChange> split, UsingRelease release)
    {
        var end = Layout.EndWithComments(release.Declaration!.GetLastToken());
        var after = split.First(edit => edit.Span.Start == end && edit.Span.Length == 0);
        split.Remove(after);

        return [.. after.NewText!.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    private static bool TryInsert(List<TextChange> edits, FixPass pass, Location place, OptionStatement option)
    {
        var (expression, prefix) = pass.NodeAt(place) switch
        {
            InvocationExpressionSyntax call when BindCall.TryCreate(pass, call) is { } bind => (bind.Expression, bind.CallPrefix),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Start" } start } call
                when SideEffects.CanRepeat(start.Expression) => (call, OneLine.Of(start.Expression) + ".Server."),
            _ => (null, null),
        };

        if (expression is null || prefix is null)
        {
            return false;
        }

        var statement = option.Set(prefix, pass, expression.SpanStart);

        if (expression.Parent is ExpressionStatementSyntax bindStatement)
        {
            StatementInsertion.Add(edits, pass, bindStatement, before: [statement], after: []);

            return true;
        }

        return ExpressionBody.TryExpand(edits, pass, expression, before: [statement]);
    }

    private static bool TryShare(List<TextChange> edits, FixPass pass, Location place)
    {
        if (pass.NodeAt(place)
            is not AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } value })
        {
            return false;
        }

        edits.Add(new TextChange(value.Span, "false"));

        return true;
    }

    private sealed class ReuseAddressOption : OptionStatement
    {
        public override NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null)
        {
            string Name(string type) => TypeName.At($"System.Net.Sockets.{type}", pass, position);

            return new NewStatement(
                $"{callPrefix}SetSocketOption({Name("SocketOptionLevel")}.Socket, {Name("SocketOptionName")}.ReuseAddress, true);");
        }
    }
}
