namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What counts as handling the collision of a connect, and what does not: handlers around the call itself.</summary>
public class CollisionHandlingTests
{
    [Theory]
    [InlineData("catch (SocketException) { using var t = new TcpClient(); t.Connect(remote); }")]
    [InlineData("catch (SocketException) { var t = new TcpClient(\"host\", 1); }")]
    [InlineData("catch { s.Dispose(); _socket = new Socket(SocketType.Stream, ProtocolType.Tcp); await _socket.ConnectAsync(remote); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable) { await DialFresh(); }")]
    [InlineData("catch (SocketException e) { _log.Error(e); _useShared = true; }")]
    [InlineData("catch (Exception e) { OnFailed(e); }")]
    [InlineData("catch (SocketException) { s.Close(); Failed?.Invoke(); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) { if (e.SocketErrorCode == SocketError.AddressNotAvailable) OnFailed(e); else throw; }")]
    [InlineData("catch (SocketException e) { switch (e.SocketErrorCode) { case SocketError.ConnectionRefused: throw; case SocketError.AddressNotAvailable: OnFailed(e); break; } }")]
    [InlineData("catch (SocketException e) when (e is { SocketErrorCode: SocketError.AddressNotAvailable }) { throw new PunchException(\"taken\", e); }")]
    [InlineData("catch (Exception e) { if (e is SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) throw new PunchException(\"taken\", e); throw; }")]
    [InlineData("catch (Exception e) when (e is SocketException x && x.SocketErrorCode != SocketError.ConnectionRefused) { OnFailed(x); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode switch { SocketError.AddressNotAvailable => true, _ => false }) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (IsCollision(e)) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.NativeErrorCode == 99) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode is not SocketError.TimedOut) { OnFailed(e); }")]
    [InlineData("catch (System.ComponentModel.Win32Exception e) { OnFailed(e); }")]
    [InlineData("catch (OperationCanceledException) { } catch (SocketException e) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable | e.SocketErrorCode == SocketError.TimedOut) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable & flag) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable && flag) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) { switch (e.SocketErrorCode) { case SocketError.AddressAlreadyInUse: case SocketError.AddressNotAvailable: OnFailed(e); break; default: throw; } }")]
    public void A_handler_that_answers(string handler) => Assert.True(Around(handler));

    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch (Exception) { s.Close(); }")]
    [InlineData("catch (SocketException e) { Console.WriteLine(e); s.Dispose(); throw; }")]
    [InlineData("catch (SocketException e) { _log.LogError(e, $\"connect to {remote} failed\"); }")]
    [InlineData("catch (Exception e) { if (_log.IsEnabled) { _log.Error(e.Message); } s.SafeClose(); }")]
    [InlineData("catch (SocketException e) { throw new PunchException(\"failed\", e); }")]
    [InlineData("catch (SocketException e) { throw e; }")]
    [InlineData("catch (SocketException e) { ExceptionDispatchInfo.Capture(e).Throw(); }")]
    [InlineData("catch (SocketException e) { _last = e; }")]
    [InlineData("catch (SocketException e) { _failures++; }")]
    [InlineData("catch (SocketException e) { var text = e.Message; _log.Error(text); s = null; }")]
    [InlineData("catch (SocketException e) { _log.Error(e); _isConnecting = false; }")]
    [InlineData("catch (SocketException e) { return; }")]
    [InlineData("catch (SocketException e) { CleanUp(); }")]
    [InlineData("catch (ArgumentException e) { OnFailed(e); }")]
    [InlineData("catch (AggregateException e) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.HostUnreachable) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode != SocketError.AddressNotAvailable) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) { if (e.SocketErrorCode == SocketError.ConnectionRefused) { OnFailed(e); return; } throw; }")]
    [InlineData("catch (SocketException e) { switch (e.SocketErrorCode) { case SocketError.ConnectionRefused: OnFailed(e); break; default: throw; } }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode switch { SocketError.TimedOut => true, _ => false }) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (!IsCollision(e)) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.ErrorCode == 10061) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) { if (e.SocketErrorCode == SocketError.AddressNotAvailable) _log.Error(\"taken\"); }")]
    [InlineData("finally { OnFailed(null); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut & flag) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (flag & e.SocketErrorCode == SocketError.TimedOut) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut | e.SocketErrorCode == SocketError.ConnectionRefused) { OnFailed(e); }")]
    [InlineData("catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut && flag) { OnFailed(e); }")]
    public void A_handler_that_does_not(string handler) => Assert.False(Around(handler));

    /// <summary>A helper whose code is in sight counts by that, and not by its name.</summary>
    [Theory]
    [InlineData("Log", "new TcpClient().Connect(remote);")]
    [InlineData("CleanUpAll", "Task.Run(() => new TcpClient(\"host\", 1));")]
    [InlineData("Report", "Second(); void Second() { Third(); } void Third() { _socket.Connect(remote); }")]
    [InlineData("Recover", "_socket = new Socket(SocketType.Stream, ProtocolType.Tcp); _socket.Connect(remote);")]
    public void A_helper_that_goes_for_a_connection(string name, string code) => Assert.True(WithHelper(name, code));

    [Theory]
    [InlineData("Reconnect", "Console.WriteLine(e);")]
    [InlineData("Dial", "_log.Error(e); _last = e;")]
    [InlineData("Recover", "_log.Error(e);")]
    public void A_helper_that_only_reports(string name, string code) => Assert.False(WithHelper(name, code));

    private static bool WithHelper(string name, string code) => Collisions.IsHandledInMembers(
        $$"""
        void M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); try { s.Connect(remote); } catch (SocketException e) { {{name}}(e); } }
        void {{name}}(Exception e) { {{code}} }
        """);

    [Theory]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException) { s.Close(); throw; } } catch (Exception e) { OnFailed(e); }")]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException e) { throw new PunchException(\"x\", e); } } catch (PunchException e) { OnFailed(e); }")]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut) { } } catch (SocketException e) { OnFailed(e); }")]
    [InlineData("try { try { s.Connect(remote); } finally { s.Close(); } } catch (SocketException e) { OnFailed(e); }")]
    [InlineData("try { using (s) { lock (this) { s.Connect(remote); } } } catch (SocketException e) { OnFailed(e); }")]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException e) { throw new PunchException(\"x\", e); } } catch (Exception e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) { OnFailed(e); }")]
    public void A_handler_further_out(string statements) => Assert.True(In(statements));

    [Theory]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException) { s.Close(); throw; } } catch (Exception e) { _log.Error(e); }")]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException e) { throw new PunchException(\"x\", e); } } catch (SocketException e) { OnFailed(e); }")]
    [InlineData("try { try { s.Connect(remote); } catch (SocketException) { } } catch (Exception e) { OnFailed(e); }")]
    [InlineData("s.Connect(remote);")]
    [InlineData("try { } catch (Exception e) { OnFailed(e); } s.Connect(remote);")]
    public void No_handler_further_out(string statements) => Assert.False(In(statements));

    [Theory]
    [InlineData("try { s.Connect(remote); return; } catch (SocketException) { } _socket = await DialFresh();")]
    [InlineData("try { s.Connect(remote); return; } catch (SocketException) { s.Close(); } Failed?.Invoke();")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { } if (!s.Connected) { OnFailed(null); }")]
    [InlineData("var ok = false; try { s.Connect(remote); ok = true; } catch (SocketException) { } if (!ok) { var t = new TcpClient(); t.Connect(remote); }")]
    [InlineData("foreach (var a in addresses) { try { s.Connect(a, 1); return; } catch (SocketException) { s.Close(); } } await DialFresh();")]
    [InlineData("for (var i = 0; i < 2; i++) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); if (i == 0) s.Bind(local); try { s.Connect(remote); return; } catch (SocketException) { s.Close(); } }")]
    [InlineData("var ok = false; try { s.Connect(remote); ok = true; } catch (SocketException) { } if (!ok) { OnFailed(null); }")]
    [InlineData("foreach (var a in addresses) { try { s.Connect(a, 1); return; } catch (SocketException) { goto Fresh; } } return; Fresh: await DialFresh();")]
    [InlineData("Again: try { s.Connect(remote); return; } catch (SocketException) { s.Close(); s = new Socket(SocketType.Stream, ProtocolType.Tcp); goto Again; }")]
    [InlineData("foreach (var a in addresses) { foreach (var p in new[] { 1, 2 }) { try { s.Connect(a, p); return; } catch (SocketException) { goto Next; } } continue; Next: OnFailed(null); }")]
    public void What_follows_is_an_answer(string statements) => Assert.True(In(statements));

    [Theory]
    [InlineData("foreach (var a in addresses) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Bind(local); s.Connect(a, 1); return; } catch (Exception) { s.Close(); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); try { s.Connect(remote); return; } catch (SocketException) { continue; } }")]
    [InlineData("while (true) { try { s.Connect(remote); break; } catch (SocketException) { await Task.Delay(100); } }")]
    [InlineData("while (true) { try { s.Bind(local); s.Connect(remote); break; } catch (SocketException) { s.Dispose(); s = new Socket(SocketType.Stream, ProtocolType.Tcp); } }")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { } OnFailed(null);")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { s.Close(); s = null; } if (s == null) { return; }")]
    [InlineData("var ok = false; try { s.Connect(remote); ok = true; } catch (SocketException) { } if (!ok) { throw new PunchException(\"x\", null); }")]
    [InlineData("var ok = false; try { s.Connect(remote); ok = true; } catch (SocketException) { } if (ok) { OnFailed(null); }")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { CleanUpHere(); } void CleanUpHere() { s.Close(); }")]
    [InlineData("Again: try { s.Connect(remote); return; } catch (SocketException) { goto Again; }")]
    [InlineData("Again: s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); try { s.Connect(remote); return; } catch (SocketException) { s.Close(); goto Again; }")]
    [InlineData("try { s.Connect(remote); return; } catch (SocketException) { goto Failed; } Failed: _log.Error(remote); s.Close();")]
    public void What_follows_is_none(string statements) => Assert.False(In(statements));

    /// <summary>Code that is not in sight is judged by its name: it reports, it ends something, or it waits.</summary>
    [Theory]
    [InlineData("Log LogError WriteLine Print Trace Tracer Debug Dump Logger Logging Console")]
    [InlineData("Warn Warning Error Info Information Verbose Fatal Critical Report Show Alert Assert")]
    [InlineData("Abort Kill Stop Cancel Release Free Remove Unregister Flush Sleep Delay Yield Spin")]
    [InlineData("Increment Decrement Exit Fail Collect Throw")]
    [InlineData("Close Dispose Disponse Shutdown Disconnect Cleanup CleanAll Linger")]
    [InlineData("SafeStop SafelyRemove TryCancel ForceKill QuietlyFree DoRelease AwaitExit")]
    [InlineData("LogConnect ThrowReconnectFailed ReportConnectError")]
    [InlineData("StopConnect CancelConnect AbortDial TryCancelReconnect CloseConnect")]
    public void Names_that_are_no_answer(string names) => Assert.All(names.Split(' '), name => Assert.False(Calls(name), name));

    [Theory]
    [InlineData("Connect Reconnect Dial Redial Fallback TryConnect SafeReconnect StopAndReconnect")]
    [InlineData("OnConnectFailed NotifyFailed Retry Answer UseOther Unlock")]
    public void Names_that_are_an_answer(string names) => Assert.All(names.Split(' '), name => Assert.True(Calls(name), name));

    /// <summary>What a handler writes about the attempt itself is over with it.</summary>
    [Theory]
    [InlineData("IsConnecting IsConnected IsBusy IsRunning IsActive IsAlive IsOpen WasOpened IsOnline HasStarted", false)]
    [InlineData("UseOther IsTaken", true)]
    public void Flags(string names, bool isAnswer) =>
        Assert.All(names.Split(' '), name => Assert.Equal(isAnswer, Collisions.IsHandledInMembers(
        $"bool {name}; public void M() {{ var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try {{ s.Connect(remote); }} catch (SocketException) {{ {name} = {(isAnswer ? "true" : "false")}; }} }}")));

    private static bool Calls(string name) => Collisions.IsHandledInMembers(
        $"interface I {{ void {name}(); }} I _it; public void M() {{ var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try {{ s.Connect(remote); }} catch (SocketException) {{ _it.{name}(); }} }}");

    private const string Others =
        """
        event Action Failed;
        void OnFailed(Exception e) { Failed?.Invoke(); }
        void CleanUp() { _socket?.Dispose(); _socket = null; }
        static bool IsCollision(SocketException e) => e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse;
        async Task<Socket> DialFresh() { var t = new Socket(SocketType.Stream, ProtocolType.Tcp); await t.ConnectAsync(remote); return t; }
        """;

    private static bool Around(string handler) => In($"try {{ s.Connect(remote); }} {handler}");

    private static bool In(string statements) => Collisions.IsHandledInMembers(
        $$"""
        public async Task M(IPAddress[] addresses)
        {
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {{statements}}
        }

        {{Others}}
        """);
}
