using PortReuse.Addresses;
using PortReuse.Sharing;

namespace PortReuse.Tests.Support;

/// <summary>A host where each look at all connections is counted, and waits until it may go on.</summary>
internal sealed class HeldLooks(NetworkHost host) : NetworkContext, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _begun = new(0), _mayGoOn = new(0);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits until another one has begun.</summary>
    public async Task WaitForOneAsync() => Assert.True(await _begun.WaitAsync(Longest));

    public void LetGoOn(int looks) => _mayGoOn.Release(looks);

    public override TResult Call<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> call)
    {
        if (argument is IReadOnlyCollection<ConnectionKey>)
        {
            Interlocked.Increment(ref _count);
            _begun.Release();
            Assert.True(_mayGoOn.Wait(Longest)); // Not on the host's thread: the others go on dialing.
        }

        return host.Call(argument, call);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _mayGoOn.Dispose();
    }
}
