namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>Where the failure of a connect comes out: tasks, callbacks, callers; and what counts as handling it there.</summary>
public class CollisionSurfaceTests
{
    [Theory]
    [InlineData("try { await s.ConnectAsync(remote); } catch (SocketException) { Other(); }")]
    [InlineData("try { await s.ConnectAsync(remote).ConfigureAwait(false); } catch (SocketException) { Other(); }")]
    [InlineData("try { await s.ConnectAsync(remote, default(CancellationToken)).AsTask().WaitAsync(TimeSpan.FromSeconds(1)); } catch (SocketException) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); try { await t; } catch (SocketException) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); await Task.WhenAny(t, Task.Delay(1)); try { await t; } catch (SocketException) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); try { await await Task.WhenAny(t, Task.Delay(1)); } catch (SocketException) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); var first = await Task.WhenAny(t, Task.Delay(1)); try { await first; } catch (SocketException) { Other(); }")]
    [InlineData("try { s.ConnectAsync(remote).Wait(); } catch (AggregateException e) when (e.InnerException is SocketException) { Other(); }")]
    [InlineData("try { s.ConnectAsync(remote).Wait(); } catch (AggregateException e) { e.Handle(x => x is SocketException); }")]
    [InlineData("try { s.ConnectAsync(remote).GetAwaiter().GetResult(); } catch (SocketException) { Other(); }")]
    [InlineData("try { await s.ConnectAsync(remote).WithTimeout(500); } catch (SocketException) { Other(); }")]
    [InlineData("try { await Task.WhenAll(s.ConnectAsync(remote), Task.Delay(1)); } catch (SocketException) { Other(); }")]
    [InlineData("_ = s.ConnectAsync(remote); s.SafeClose();")]
    [InlineData("s.ConnectAsync(remote);")]
    [InlineData("try { _ = s.ConnectAsync(remote); } catch (Exception) { }")]
    [InlineData("var t = s.ConnectAsync(remote); s.Close();")]
    [InlineData("var t = s.ConnectAsync(remote); await Task.WhenAny(t, Task.Delay(1)); if (t.IsFaulted) { Other(); }")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (t.IsFaulted) Other(); });")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (t.Exception?.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) Other(); });")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other(), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(Continue);")]
    [InlineData("try { await Task.Run(() => s.Connect(remote)); } catch (SocketException) { Other(); }")]
    [InlineData("try { await Task.Run(async () => { await s.ConnectAsync(remote); }); } catch (SocketException) { Other(); }")]
    [InlineData("Execute(() => s.Connect(remote));")]
    [InlineData("var t = s.ConnectAsync(remote); await Task.WhenAny(t, Task.Delay(1)); if (t.Status == TaskStatus.Faulted) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); await Task.WhenAny(t, Task.Delay(1)); if (t.Exception != null) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); await Task.WhenAny(t, Task.Delay(1)); if (!t.IsCompletedSuccessfully) { Other(); }")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (t.Status == TaskStatus.Faulted) Other(); });")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (!t.IsCompletedSuccessfully) Other(); });")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other(), TaskContinuationOptions.NotOnRanToCompletion);")]
    [InlineData("try { await Task.Factory.StartNew(() => s.ConnectAsync(remote)).Unwrap(); } catch (SocketException) { Other(); }")]
    [InlineData("try { await Task.Factory.StartNew(() => s.Connect(remote)); } catch (SocketException) { Other(); }")]
    [InlineData("try { Task.WaitAll(s.ConnectAsync(remote)); } catch (AggregateException) { Other(); }")]
    public void It_is_handled(string statements) => Assert.True(In(statements));

    [Theory]
    [InlineData("await s.ConnectAsync(remote);")]
    [InlineData("try { await s.ConnectAsync(remote); } catch (SocketException e) { _log.Error(e); }")]
    [InlineData("Task t; try { t = s.ConnectAsync(remote); } catch (SocketException) { Other(); return; } await t;")]
    [InlineData("var t = s.ConnectAsync(remote); try { await t; } catch (Exception) { s.Close(); }")]
    [InlineData("try { s.ConnectAsync(remote).Wait(); } catch (SocketException) { Other(); }")]
    [InlineData("try { s.ConnectAsync(remote).GetAwaiter().GetResult(); } catch (AggregateException) { Other(); }")]
    [InlineData("var t = s.ConnectAsync(remote); if (!t.Wait(500)) { Other(); }")]
    [InlineData("await Task.WhenAll(s.ConnectAsync(remote), Task.Delay(1));")]
    [InlineData("var t = s.ConnectAsync(remote); await await Task.WhenAny(t, Task.Delay(1));")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other());")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other(), TaskContinuationOptions.OnlyOnRanToCompletion);")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (t.IsFaulted) { _log.Error(t.Exception); return; } Other(); });")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => { if (t.Exception == null) Other(); else s.Close(); });")]
    [InlineData("await Task.Run(() => s.Connect(remote));")]
    [InlineData("try { await Task.Run(async () => { await s.ConnectAsync(remote); }); } catch (Exception e) { _log.Error(e); }")]
    [InlineData("new Thread(() => s.Connect(remote)).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => s.Connect(remote));")]
    [InlineData("Raised += () => s.Connect(remote);")]
    [InlineData("addresses.ToList().ForEach(a => s.Connect(a, 1));")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other(), TaskContinuationOptions.NotOnFaulted);")]
    [InlineData("_ = s.ConnectAsync(remote).ContinueWith(t => Other(), TaskContinuationOptions.OnlyOnCanceled);")]
    [InlineData("try { await Task.Factory.StartNew(() => s.ConnectAsync(remote)).Unwrap(); } catch (SocketException e) { _log.Error(e); }")]
    [InlineData("try { await Task.Factory.StartNew(() => s.Connect(remote)); } catch (SocketException e) { _log.Error(e); }")]
    [InlineData("try { Task.WaitAll(s.ConnectAsync(remote)); } catch (SocketException) { Other(); }")]
    [InlineData("_ = new Timer(_ => s.Connect(remote), null, 0, 0);")]
    [InlineData("new Thread(_ => s.Connect(remote)).Start(null);")]
    public void It_is_not_handled(string statements) => Assert.False(In(statements));

    [Theory]
    [InlineData("s.BeginConnect(remote, r => { try { s.EndConnect(r); } catch (SocketException) { Other(); } }, null);")]
    [InlineData("s.BeginConnect(remote, Ended, s);")]
    [InlineData("var r = s.BeginConnect(remote, null, null); if (!r.AsyncWaitHandle.WaitOne(50)) { s.Close(); return; } try { s.EndConnect(r); } catch (SocketException) { Other(); }")]
    [InlineData("s.BeginConnect(remote, null, null);", "")]
    public void Its_end_is_handled(string statements, string? ended = null) =>
        Assert.True(In(statements, ended ?? "void Ended(IAsyncResult r) { try { ((Socket)r.AsyncState).EndConnect(r); } catch (SocketException) { Other(); } }"));

    [Theory]
    [InlineData("s.BeginConnect(remote, r => { s.EndConnect(r); }, null);")]
    [InlineData("s.BeginConnect(remote, Ended, s);")]
    [InlineData("var r = s.BeginConnect(remote, null, null); r.AsyncWaitHandle.WaitOne(50); s.EndConnect(r);")]
    [InlineData("try { s.BeginConnect(remote, Ended, s); } catch (SocketException) { Other(); }")]
    [InlineData("s.EndConnect(s.BeginConnect(remote, null, null));")]
    public void Its_end_is_not_handled(string statements) =>
        Assert.False(In(statements, "void Ended(IAsyncResult r) { try { ((Socket)r.AsyncState).EndConnect(r); } catch (Exception e) { _log.Error(e); } }"));

    [Fact]
    public void Its_own_end_comes_before_those_of_other_methods() => Assert.False(In(
        "var r = s.BeginConnect(remote, null, null); s.EndConnect(r);",
        "void Ended(IAsyncResult r) { try { ((Socket)r.AsyncState).EndConnect(r); } catch (SocketException) { Other(); } }"));

    [Fact]
    public void A_begin_whose_loop_goes_on_after_any_error_is_not_handled() => Assert.False(In(
        """
        for (var i = 0; i < addresses.Length; i++)
        {
            if (flag) break;
            s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                s.Bind(local);
                var r = s.BeginConnect(new IPEndPoint(addresses[i], 1), null, null);
                r.AsyncWaitHandle.WaitOne(50, false);
                if (r.IsCompleted == false) { _log.Error("timeout"); s.SafeClose(); s = null; continue; }
                try { s.EndConnect(r); } catch (Exception) { continue; }
                Other();
                _useShared = true;
                break;
            }
            catch (SocketException e)
            {
                s.SafeClose();
                s = null;
                if (_log.IsEnabled) _log.Error($"failed: {e}");
                if (e.SocketErrorCode == SocketError.AddressNotAvailable) { if (_log.IsEnabled) _log.Error($"{e.SocketErrorCode}"); }
            }
            catch (Exception e) { _log.Error(e); }
        }

        if (_useShared == false) { await Task.Run(Other); }
        """));

    [Fact]
    public void A_task_made_of_begin_and_end_is_followed()
    {
        Assert.False(In(
            """
            var t = Task.Factory.FromAsync(s.BeginConnect(remote, null, null), s.EndConnect);
            _ = t.ContinueWith(next => Other(), TaskContinuationOptions.OnlyOnRanToCompletion);
            """));
        Assert.True(In("try { await Task.Factory.FromAsync(s.BeginConnect(remote, null, null), s.EndConnect); } catch (SocketException) { Other(); }"));
    }

    [Theory]
    [InlineData("if (e.SocketError != SocketError.Success) Other();", true)]
    [InlineData("switch (e.SocketError) { case SocketError.Success: break; default: Other(); break; }", true)]
    [InlineData("if (e is { SocketError: SocketError.Success }) Other();", true)]
    [InlineData("if (e.ConnectByNameError is SocketException) Other();", true)]
    [InlineData("_log.Error(e.SocketError);", false)]
    [InlineData("Other();", false)]
    public void The_result_of_an_asynchronous_connect_is_tested_or_not(string completed, bool isHandled) => Assert.Equal(isHandled, In(
        "var a = new SocketAsyncEventArgs { RemoteEndPoint = remote }; a.Completed += Done; if (!s.ConnectAsync(a)) Done(s, a);",
        $"void Done(object sender, SocketAsyncEventArgs e) {{ {completed} }}"));

    [Fact]
    public void Arguments_made_elsewhere_are_tested_elsewhere() => Assert.True(Collisions.IsHandledInMembers(
        "public void M(SocketAsyncEventArgs a) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.ConnectAsync(a); }"));

    [LongFact]
    public void Code_that_breaks_off_is_no_exception()
    {
        const string Method =
            """
            async Task<bool> M(IPEndPoint[] to, SocketAsyncEventArgs a) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(remote);
            try { s.BeginConnect(remote, r => { try { s.EndConnect(r); } catch (SocketException e) when (e is { SocketErrorCode: SocketError.TimedOut or (SocketError)1 }) { throw; } }, null);
            var t = s.ConnectAsync(remote).ContinueWith(x => { switch (x.Exception?.InnerException) { case SocketException { NativeErrorCode: > 9 } y: return 1; default: return 2; } });
            await Task.WhenAll(to.Select(D)); await t; s.ConnectAsync(a); return true; }
            catch (AggregateException e) when (e.InnerExceptions[0] is SocketException x && Is(x)) { return await M(to, a) ? false : throw new Exception("", e); }
            catch (Exception e) when (e.GetBaseException() is SocketException { SocketErrorCode: var code } && code switch { SocketError.TimedOut => true, _ => flag }) { _last ??= e; goto Again; }
            Again: foreach (var e in to) { try { await D(e); } finally { s?.Dispose(); } } return false;
            async Task D(IPEndPoint e) { await s.ConnectAsync(e); } static bool Is(SocketException e) => Is(e); }
            """;
        for (var length = Method.IndexOf("s.Connect", StringComparison.Ordinal); length <= Method.Length; length += 7)
        {
            Collisions.IsHandledInMembers(Method[..length], allowErrors: true);
        }
    }

    private static bool In(string statements, string members = "") => Collisions.IsHandledInMembers(
        $$"""
        public async Task M(IPAddress[] addresses)
        {
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {{statements}}
        }

        event Action Raised;
        void Other() { _useShared = true; Raised?.Invoke(); }
        void Continue(Task t) { if (t.IsCompletedSuccessfully) return; Other(); }
        void Execute(Action action) { }
        {{members}}
        """);
}
