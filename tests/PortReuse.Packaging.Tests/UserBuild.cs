namespace PortReuse.Packaging.Tests;

/// <summary>
/// Every kind of project that a user may have, in one solution that is built once: what takes time is the commands, and not the projects.
/// Some of them end with an error, which does not keep the others from being built.
/// </summary>
internal sealed class UserBuild
{
    private readonly ILookup<string, BuildMessage> _messages;

    private UserBuild(ScratchSolution solution, string output)
    {
        Solution = solution;
        Output = output;
        _messages = BuildMessage.PrintedIn(output).ToLookup(message => message.Project);
    }

    public ScratchSolution Solution { get; }

    /// <summary>All that was printed.</summary>
    public string Output { get; }

    public static async Task<UserBuild> RunAsync(PackedPackages packages)
    {
        var solution = new ScratchSolution(packages, "Users");
        HostTests.AddTo(solution);
        PresetTests.AddTo(solution);
        InstallTests.AddTo(solution);
        return new(solution, await solution.BuildAsync(mayFail: true));
    }

    public IEnumerable<BuildMessage> MessagesOf(string project) => _messages[project];
}
