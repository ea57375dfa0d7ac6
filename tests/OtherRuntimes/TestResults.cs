using Xunit.Abstractions;
using Xunit.Sdk;

namespace PortReuse.OtherRuntimes;

/// <summary>Counts the tests, and names those that failed or were skipped, with the reason.</summary>
internal sealed class TestResults : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _finished = new();

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void Wait() => _finished.Wait();

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_finished)
            Count(message);
        return true;
    }

    public void Dispose() => _finished.Dispose();

    private void Count(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                Passed++;
                break;
            case ITestSkipped skipped:
                Skipped++;
                Console.WriteLine($"Skipped {skipped.Test.DisplayName}\n    {skipped.Reason}");
                break;
            case IFailureInformation failure: // Of a test, a class, or the assembly.
                Failed++;
                Console.WriteLine($"Failed {(message as ITestFailed)?.Test.DisplayName}\n    {string.Join("\n    ", failure.Messages)}");
                Console.WriteLine(string.Join('\n', failure.StackTraces));
                break;
            case ITestAssemblyFinished:
                _finished.Set();
                break;
        }
    }
}
