using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.Collisions;

/// <summary>
/// Writes, around a connect from a listener's port, what goes on with a new socket where the connection is there already.
/// </summary>
internal static class CollisionHandler
{
    private const string Why =
        "// The two ports have a connection already. A new socket makes another one, from a port of the kernel's choice.";

    /// <summary>The ways to write it, the likest new socket first.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="connect">The connect.</param>
    /// <param name="origin">Where the socket is made, if that is somewhere else.</param>
    /// <param name="release">What makes the variable of the socket one that can be given another.</param>
    /// <param name="creation">How a new one is made, where the code does not say so yet.</param>
    /// <param name="first">Statements to begin the socket's life with, for the release.</param>
    public static IEnumerable<List<TextChange>> Ways(
        FixPass pass, ConnectStatement connect, Location? origin, UsingRelease release, string? creation = null, params string[] first)
    {
        if (!DroppableArguments.Are(connect.Call.ArgumentList, pass.Model))
        {
            yield break;
        }

        var made = SocketCreation.Of(pass, connect);
        var settings = SocketSettings.LinesBefore(pass, connect, made);
        var (name, read) = (connect.Holder.Name, connect.Holder.Read);
        var exception = pass.FreshName("e", connect.Statement);
        var creations = creation is not null ? [creation] : SocketCreation.Others(pass, connect, made, origin);
        var replacements = creations.Select(other => new[] { $"{read}.Dispose();", $"{name} = {other};" });

        if (connect.Holder.IsClient && creation is null)
        {
            replacements = replacements.Append(ReplaceClient(pass, connect));
        }

        foreach (var replacement in replacements)
        {
            if (StatementWrapping.TryCreate(pass, connect.Statement, connect.Statement, levels: 1, release.Shift) is { } wrapping)
            {
                var edits = new List<TextChange>();
                var inner = replacement.Concat(settings).Append(connect.Again).Select(line => "\t" + line);

                release.AddBefore(edits, wrapping.Lines, first);
                wrapping.AddAbove(edits, ["try", "{"]);
                wrapping.AddBelow(edits, ["}", Catch(pass, connect, exception), "{", "\t" + Why, .. inner, "}"]);
                release.AddAfter(edits);

                yield return edits;
            }
        }
    }

    // A client that is closed does not tell its family any more.
    private static string[] ReplaceClient(FixPass pass, ConnectStatement connect)
    {
        var type = TypeName.At("System.Net.Sockets.TcpClient", pass, connect.Statement.SpanStart);
        var failed = pass.FreshName("failed", connect.Statement);

        return [$"var {failed} = {connect.Holder.Read};", $"{connect.Holder.Name} = new {type}({failed}.Client.AddressFamily);", $"{failed}.Dispose();"];
    }

    private static string Catch(FixPass pass, ConnectStatement connect, string exception)
    {
        string Name(string type) => TypeName.At($"System.Net.Sockets.{type}", pass, connect.Statement.SpanStart);

        var (code, error) = ($"{exception}.SocketErrorCode", Name("SocketError"));

        return $"catch ({Name("SocketException")} {exception}) when ({code} == {error}.AddressNotAvailable || {code} == {error}.AddressAlreadyInUse)";
    }
}
