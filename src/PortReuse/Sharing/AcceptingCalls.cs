using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace PortReuse.Sharing;

/// <summary>The calls that wait to accept a connection, in the order in which they came.</summary>
/// <remarks>Not safe for several threads. A call that has been taken out is its taker's to end.</remarks>
internal sealed class AcceptingCalls
{
    private readonly LinkedList<TaskCompletionSource<Socket>> _waiting = new();

    public LinkedListNode<TaskCompletionSource<Socket>> Add() =>
        _waiting.AddLast(new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Takes out the call that has waited for longest.</summary>
    public bool TryTakeFirst([NotNullWhen(true)] out TaskCompletionSource<Socket>? waiting)
    {
        waiting = _waiting.First?.Value;
        if (waiting is null)
        {
            return false;
        }

        _waiting.RemoveFirst();
        return true;
    }

    /// <summary>Removes the call. False if it has been removed already.</summary>
    public bool TryTake(LinkedListNode<TaskCompletionSource<Socket>> waiting)
    {
        if (waiting.List is null)
        {
            return false;
        }

        _waiting.Remove(waiting);
        return true;
    }

    public List<TaskCompletionSource<Socket>> TakeAll()
    {
        List<TaskCompletionSource<Socket>> all = [.. _waiting];
        _waiting.Clear();
        return all;
    }
}
