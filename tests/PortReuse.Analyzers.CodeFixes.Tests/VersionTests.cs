using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.CodeFixes.Tests.Corpus;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>
/// What a fix writes is for the language version and the framework of the project; where that cannot be, it is not offered.
/// </summary>
public sealed class VersionTests
{
    private const string Everywhere = """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;

        namespace Versions
        {
            internal sealed class Dialer
            {
                private readonly TcpClient _kept;

                public Dialer(IPAddress ip) => _kept = new TcpClient(new IPEndPoint(ip, 0));

                public void Open(IPEndPoint remote) => _kept.Connect(remote);

                public void ByBind(IPAddress ip, IPEndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(ip, 0));
                    socket.Connect(remote);
                }

                public void ByUsing(IPAddress ip, IPEndPoint remote)
                {
                    using (TcpClient client = new TcpClient(new IPEndPoint(ip, 0)))
                        client.Connect(remote);
                }

                public void ByLambda(IPAddress ip, IPEndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    Action bind = () => socket.Bind(new IPEndPoint(ip, 0));
                    bind();
                    socket.Connect(remote);
                }

                public void TooLate(IPEndPoint local, IPEndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(local);
                    socket.ExclusiveAddressUse = true;
                    socket.Connect(remote);
                }
            }

            internal static class Native
            {
                [DllImport("libc", SetLastError = true)]
                private static extern int setsockopt(int socket, int level, int name, ref int value, uint length);

                public static void Share(Socket socket)
                {
                    int on = 1;
                    setsockopt((int)socket.Handle, 1, 15, ref on, 4);
                }
            }
        }
        """;

    public static TheoryData<LanguageVersion, string, bool, int> Projects
    {
        get
        {
            var projects = new TheoryData<LanguageVersion, string, bool, int>();

            foreach (var version in Platforms.LanguageVersions)
            {
                projects.Add(version, "net8.0", false, 0);
                projects.Add(version, "net8.0", true, 0);
                projects.Add(version, "net10.0", false, 0);
            }

            // No raw option and no companion, but the order of things and a guard; on Windows no Linux number can be meant.
            projects.Add(LanguageVersion.CSharp7_3, "netstandard2.1", false, 4);
            projects.Add(LanguageVersion.CSharp8, "netstandard2.1", false, 4);
            projects.Add(LanguageVersion.CSharp7_3, "net472", false, 1);
            projects.Add(LanguageVersion.Preview, "net472", false, 1);

            return projects;
        }
    }

    [LongTheory]
    [MemberData(nameof(Projects))]
    public async Task Everything_that_can_be_repaired_is_and_compiles(
        LanguageVersion version, string framework, bool withCompanion, int left)
    {
        var references = await Platforms.ReferencesOf(framework);

        using var project = new CorpusProject(
            "Versions.cs",
            Everywhere,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            new CSharpParseOptions(version),
            withCompanion ? references.Append(Companion.Reference) : references);

        Assert.Empty(await project.ErrorsAsync());

        for (var findings = await project.FindAsync(); !findings.IsEmpty;)
        {
            var before = findings.Length;

            foreach (var finding in findings)
            {
                if (await AllFixes.OfferedAsync(project.Document, finding) is [var fix, ..])
                {
                    project.Solution = await AllFixes.ResultAsync(fix);
                    Assert.Empty(await project.ErrorsAsync());

                    break;
                }
            }

            findings = await project.FindAsync();

            if (findings.Length == before)
            {
                Assert.Equal(left, findings.Length);

                return;
            }
        }

        Assert.Equal(0, left);
    }
}
