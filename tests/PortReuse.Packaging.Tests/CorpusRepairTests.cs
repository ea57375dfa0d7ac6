namespace PortReuse.Packaging.Tests;

/// <summary>
/// All of the corpus that must fire, as a solution of a user's that installs the packages: <c>dotnet format</c> repairs it, and the build
/// has nothing more to say, but for what has no repair.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class CorpusRepairTests(PackedPackages packages)
{
    /// <summary>What is left, and why; each is told of on the page of its rule.</summary>
    private static readonly (string Source, string Id, int Count)[] Unfixable =
    [
        // A delegate returns an endpoint and has no socket to set the option on.
        ("BindDelegates.cs", "PORT0002", 11),
        ("RotatingHandlers.cs", "PORT0002", 1),
        ("WindowsService.cs", "PORT0002", 2),

        // The connect of a socket bound in a branch, or made by ?:, to a host name, whose socket cannot be made anew; and so its bind.
        ("ConnectCallbacks.cs", "PORT0002", 1),
        ("ConnectCallbacks.cs", "PORT0004", 1),
        ("RealShapesCallers.cs", "PORT0004", 1),
        ("StoredEndPoints.cs", "PORT0002", 1),
        ("StoredEndPoints.cs", "PORT0004", 1),

        // The bind of a socket whose kind is an argument.
        ("KindsByArgument.cs", "PORT0002", 1),

        // A field that is bound by its initializer has no place before the bind.
        ("ConstructorChains.cs", "PORT0002", 1),

        // A constructor whose client is assigned only where there is something to assign to.
        ("NullConditionalAssignments.cs", "PORT0002", 1),

        // The bind is one of the socket type's own, which calls that of the base type.
        ("OwnSocketTypes.cs", "PORT0002", 2),

        // An asynchronous connect whose end comes elsewhere: in a callback, with SocketAsyncEventArgs, by a task that is returned.
        ("HolePunching.cs", "PORT0003", 2),
        ("SharedPortPeers.cs", "PORT0003", 2),
        ("LostSource.cs", "PORT0004", 2),
        ("RetriedLater.cs", "PORT0002", 3),
        ("RetriedLater.cs", "PORT0004", 3),

        // A connect of a type's own, which has no socket to replace.
        ("HolePunching.cs", "PORT0003", 2),

        // A retry behind its try statement, or in a loop without an end of its own; a socket in a read-only field.
        ("LostSource.cs", "PORT0002", 1),
        ("LostSource.cs", "PORT0004", 4),

        // A client that another member makes, or that is made by ?: where there is none yet.
        ("LostSource.cs", "PORT0004", 3),

        // An option in a method of its own, or in an action that is said to throw.
        ("LateOptions.cs", "PORT0005", 3),

        // An option in a property of a type of the program's own.
        ("MembersByName.cs", "PORT0005", 1),

        // A method that sets the option on sockets of any kind: it is for its caller to tell them apart.
        ("TestedKinds.cs", "PORT0008", 1),

        // Where the code is for another system, no guard makes sense of the option.
        ("UnguardedNumbers.cs", "PORT0007", 5),

        // The level is of one system, and the number of another.
        ("OptionsOfElements.cs", "PORT0007", 4),

        // The connect is in code that a thread or a task is given, and another member has made its socket; and so the bind of one.
        ("StartedCode.cs", "PORT0002", 1),
        ("StartedCode.cs", "PORT0004", 5),

        // The dialer is of another type than the code that gives it the listener's port.
        ("SiblingPorts.cs", "PORT0003", 2),
    ];

    private static readonly string Corpus = Path.Combine(RepositoryFolder.Root, "tests", "PortReuse.Analyzers.Tests", "Corpus", "MustFire");

    [LongFact]
    public async Task Format_repairs_the_corpus_and_what_is_left_has_no_fix()
    {
        var solution = new ScratchSolution(packages, "Corpus");
        solution.AddProject("Programs", "net10.0", "<OutputType>Exe</OutputType><LangVersion>14</LangVersion><AllowUnsafeBlocks>true</AllowUnsafeBlocks><NoWarn>CS0169</NoWarn>", withCompanion: true);
        solution.AddProject("Service", "net10.0", "<NoWarn>SYSLIB0014</NoWarn>");
        solution.Write("Service/Platform.cs", "[assembly: System.Runtime.Versioning.SupportedOSPlatform(\"windows\")]\n");
        foreach (var file in Directory.EnumerateFiles(Corpus, "*.cs").Where(IsForThisSdk))
        {
            solution.Write($"{(IsForWindows(file) ? "Service" : "Programs")}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        // The fix of one rule may make way for that of another.
        await solution.RestoreAsync();
        var rules = PageSamples.Ids.ToArray();
        var format = await solution.FormatAsync(rules) + await solution.FormatAsync(rules);

        var build = await solution.BuildAsync();
        var expected = Unfixable.GroupBy(left => (left.Source, left.Id)).Select(same => $"{same.Key.Source}: {same.Sum(left => left.Count)} {same.Key.Id}");
        var actual = BuildMessage.PrintedIn(build).GroupBy(message => (message.Source, message.Id)).Select(same => $"{same.Key.Source}: {same.Count()} {same.Key.Id}");
        var differences = expected.Except(actual).Select(line => $"gone: {line}").Concat(actual.Except(expected).Select(line => $"left: {line}")).ToArray();
        Assert.True(differences.Length == 0, $"{string.Join('\n', differences)}\n\n{build}\n{format}");
    }

    /// <summary>The compiler of the SDK here knows C# 14, and no later one.</summary>
    private static bool IsForThisSdk(string file) => !File.ReadLines(file).First().StartsWith("// language: 15", StringComparison.Ordinal);

    private static bool IsForWindows(string file) =>
        File.ReadLines(file).First().StartsWith("// references: net472", StringComparison.Ordinal);
}
