using Xunit.Abstractions;
using Xunit.Sdk;

namespace PortReuse.OtherRuntimes;

/// <summary>The defaults of xunit, but for what is set.</summary>
internal sealed class TestOptions : LongLivedMarshalByRefObject, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> _values = [];

    public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
