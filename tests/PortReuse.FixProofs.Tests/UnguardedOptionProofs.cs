using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0007: an option of another system fails here; repaired, the program runs. An option of this system is set as before: here the guard
/// that the fix writes is one that holds.
/// </summary>
/// <remarks>What a number of Linux does on other systems needs one of those to be seen.</remarks>
public class UnguardedOptionProofs
{
    private const string OfWindows = "$.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);\n";

    private static readonly Cases<Case> Windows = new(Shape.All.Select(shape => new Case(shape, OfWindows)));

    private static readonly Cases<Case> Linux = new(
        from shape in Shape.All
        from option in new[] { "$.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));\n", "setsockopt((int)$.Handle, 0, 24, new byte[] { 1, 0, 0, 0 }, 4);\n" }
        select new Case(shape, option));

    public static TheoryData<string> NamesOfWindows => Windows.Names;

    public static TheoryData<string> NamesOfLinux => Linux.Names;

    [NamespaceTheory]
    [MemberData(nameof(NamesOfWindows))]
    public async Task Repaired_it_does_not_fail_here(string name)
    {
        Case program = Windows[name];
        (ProgramCode before, ProgramCode after) = await FixedAsync(program);

        Assert.Equal((0, SocketError.OperationNotSupported), Exhaustion.Run(before, program.Shape));
        Assert.Equal(Exhaustion.OnceForEachPort, Exhaustion.Run(after, program.Shape));
    }

    [NamespaceTheory]
    [MemberData(nameof(NamesOfLinux))]
    public async Task Repaired_it_sets_its_option_still(string name)
    {
        Case program = Linux[name];
        (ProgramCode before, ProgramCode after) = await FixedAsync(program);

        Assert.Equal(Exhaustion.OnceForEachPortAndDestination, Exhaustion.Run(before, program.Shape));
        Assert.Equal(Exhaustion.OnceForEachPortAndDestination, Exhaustion.Run(after, program.Shape));
    }

    private static async Task<(ProgramCode Before, ProgramCode After)> FixedAsync(Case program)
    {
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        return (before, await before.FixedAsync("PORT0007"));
    }

    private sealed record Case(Shape Shape, string Option)
    {
        public string Text => Shape.Program(
            Exhaustion.Parameters(Shape),
            "",
            $"{Option.Replace("$", Shape.Socket, StringComparison.Ordinal)}{Shape.Socket}.Bind(new IPEndPoint(source, 0));\n"
            + $"{Shape.Connect("destination")}\n{Exhaustion.Connected(Shape)}").Replace(
                "public static class Program\n{\n",
                "public static class Program\n{\n    [System.Runtime.InteropServices.DllImport(\"libc\")]\n"
                + "    private static extern int setsockopt(int socket, int level, int name, byte[] value, int length);\n\n",
                StringComparison.Ordinal);

        public override string ToString() => $"{Shape}, {(Option == OfWindows ? "ReuseUnicastPort" : Option[..Option.IndexOf('(', StringComparison.Ordinal)])}";
    }
}
