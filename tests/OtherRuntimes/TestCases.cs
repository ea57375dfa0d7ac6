using Xunit.Abstractions;
using Xunit.Sdk;

namespace PortReuse.OtherRuntimes;

/// <summary>Finds the tests whose name has a part.</summary>
internal sealed class TestCases(string part) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _finished = new();
    private readonly List<ITestCase> _found = [];

    public IEnumerable<ITestCase> Found => _found;

    public void Wait() => _finished.Wait();

    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestCaseDiscoveryMessage found && found.TestCase.DisplayName.Contains(part, StringComparison.OrdinalIgnoreCase))
            _found.Add(found.TestCase);
        if (message is IDiscoveryCompleteMessage)
            _finished.Set();
        return true;
    }

    public void Dispose() => _finished.Dispose();
}
