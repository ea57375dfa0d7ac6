using System.Runtime.ExceptionServices;

namespace PortReuse.TestSupport.Kernel;

/// <summary>Runs an action on a thread of its own, which then ends, and with it all that was changed for that thread only.</summary>
internal static class DedicatedThread
{
    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
