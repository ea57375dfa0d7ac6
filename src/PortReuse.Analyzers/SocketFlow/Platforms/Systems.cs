namespace PortReuse.Analyzers.SocketFlow.Platforms;

/// <summary>The operating systems a path may run on.</summary>
[Flags]
internal enum Systems
{
    None = 0,
    Linux = 1,
    Windows = 2,
    MacOS = 4,
    FreeBsd = 8,
    Other = 16,
    Unix = Linux | MacOS | FreeBsd | Other,
    All = Unix | Windows,
}
