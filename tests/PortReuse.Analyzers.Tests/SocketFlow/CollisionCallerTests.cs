namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>A failure that leaves the method: its callers, and what a method returns for it.</summary>
public class CollisionCallerTests
{
    private const string Other = "void Other() { _useShared = true; } ";
    private const string Dial = "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); s.Connect(remote); ";
    private const string DialAsync = "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); await s.ConnectAsync(remote); ";

    [Theory]
    [InlineData("bool M() { try { " + Dial + " return true; } catch (SocketException) { return false; } }")]
    [InlineData("Socket M() { Socket s = null; try { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(remote); return s; } catch (Exception) { s?.Dispose(); } return null; }")]
    [InlineData("async Task<(bool, Socket)> M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { await s.ConnectAsync(remote); return (true, s); } catch (Exception) { s.SafeClose(); } return (false, null); }")]
    [InlineData("bool M() { var ok = false; try { " + Dial + " ok = true; } catch (SocketException) { } return ok; }")]
    [InlineData("bool M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(remote); } catch (SocketException) { } return s.Connected; }")]
    [InlineData("void M(out bool ok) { ok = true; try { " + Dial + " } catch (SocketException) { ok = false; } }")]
    [InlineData("SocketError M() { try { " + Dial + " return SocketError.Success; } catch (SocketException e) { return e.SocketErrorCode; } }")]
    [InlineData("Socket M() { Socket s = null; try { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(remote); } catch (SocketException) { s.Dispose(); s = null; } return s; }")]
    public void A_result_is_made_for_it(string method) => Assert.True(Collisions.IsHandledInMembers(method));

    [Theory]
    [InlineData("Socket M(IPAddress[] to) { foreach (var a in to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Bind(local); s.Connect(a, 1); return s; } catch (Exception) { s.SafeClose(); } } return null; }")]
    [InlineData("Socket M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(remote); } catch (SocketException) { } return s; }")]
    [InlineData("int M() { try { " + Dial + " } catch (SocketException) { } return port; }")]
    [InlineData("public async Task M() { try { " + DialAsync + " } catch (SocketException) { return; } }")]
    public void No_result_is_made_for_it(string method) => Assert.False(Collisions.IsHandledInMembers(method));

    [Theory]
    [InlineData("public void M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { D(s); } catch (SocketException) { Other(); } } void D(Socket s) { s.Connect(remote); }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); } catch (SocketException) { Other(); } }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); } catch (SocketException) { Other(); } } public void B() { try { this.M(); } catch (Exception) { Other(); } }")]
    [InlineData("async Task M() { " + DialAsync + " } public async Task A() { try { await M(); } catch (SocketException) { Other(); } }")]
    [InlineData("Task M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); return s.ConnectAsync(remote); } public async Task A() { try { await M(); } catch (SocketException) { Other(); } }")]
    [InlineData("async Task M() { " + DialAsync + " } public void A() { _ = M(); }")]
    [InlineData("void M() { " + Dial + " } void A() { M(); } public void B() { try { A(); } catch (SocketException) { Other(); } }")]
    [InlineData("void M() { " + Dial + " } public void A() { Func<bool> f = () => { try { M(); return true; } catch (SocketException) { return false; } }; f(); }")]
    [InlineData("async Task M() { " + DialAsync + " } public async Task A() { try { await Task.Run(M); } catch (SocketException) { Other(); } }")]
    [InlineData("public void M() { void D() { " + Dial + " } try { D(); } catch (SocketException) { Other(); } }")]
    [InlineData("public async Task M(IPEndPoint[] to) { try { await Task.WhenAll(to.Select(D)); } catch (SocketException) { Other(); } async Task D(IPEndPoint e) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); await s.ConnectAsync(e); } }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); M(); } catch (SocketException) { Other(); } }")]
    [InlineData("void M() { " + Dial + " if (flag) N(); } void N() { M(); } public void A() { try { M(); } catch (SocketException) { Other(); } } public void B() { try { N(); } catch (SocketException) { Other(); } }")]
    public void The_callers_handle_it(string members) => Assert.True(Collisions.IsHandledInMembers(members + Other));

    [Theory]
    [InlineData("public void M() { " + Dial + " } void A() { try { M(); } catch (SocketException) { Other(); } }")]
    [InlineData("void M() { " + Dial + " }")]
    [InlineData("void M() { " + Dial + " } public void A() { M(); }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); } catch (SocketException) { Other(); } } public void B() { M(); }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); } catch (SocketException) { Other(); } } public void B() { new Thread(M).Start(); }")]
    [InlineData("void M() { " + Dial + " } public void A() { try { M(); } catch (SocketException e) { _log.Error(e); throw; } }")]
    [InlineData("async Task M() { " + DialAsync + " } public async Task A() { Task t; try { t = M(); } catch (SocketException) { Other(); return; } await t; }")]
    [InlineData("async void M() { " + DialAsync + " } public void A() { try { M(); } catch (SocketException) { Other(); } }")]
    [InlineData("public void M() { void D() { " + Dial + " } D(); }")]
    [InlineData("public async Task M(IPEndPoint[] to) { await Task.WhenAll(to.Select(D)); async Task D(IPEndPoint e) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); await s.ConnectAsync(e); } }")]
    [InlineData("void M() { " + Dial + " } event Action Raised; public void A() { Raised += M; }")]
    [InlineData("static void M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(\"host\", 1); }")]
    [InlineData("void M() { try { " + Dial + " } catch (SocketException) { Thread.Sleep(1); M(); } } public void A() { M(); }")]
    [InlineData("public void M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { D(s); } catch (SocketException) { s.Close(); } } void D(Socket s) { s.Connect(remote); }")]
    [InlineData("void M() { try { " + Dial + " } catch (SocketException e) { if (flag) { Note(e); throw; } throw; } } static void Note(Exception e) { Console.WriteLine(e); } public void A() { M(); }")]
    [InlineData("async Task M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); var t = s.ConnectAsync(remote); await Task.WhenAll(t); await t; } public async Task A() { await M(); }")]
    [InlineData("void M() { " + Dial + " if (flag) N(); } void N() { M(); } public void A() { try { M(); } catch (SocketException) { Other(); } } public void B() { N(); }")]
    [InlineData("void M() { " + Dial + " if (flag) N(); } void N() { M(); } public void B() { N(); } public void A() { try { M(); } catch (SocketException) { Other(); } }")]
    public void Some_caller_does_not(string members) => Assert.False(Collisions.IsHandledInMembers(members + Other));

    /// <summary>It catches whatever goes wrong in a longer job, and passes its text on: nothing there is about the collision.</summary>
    [Fact]
    public void A_caller_that_reports_the_text_does_not_handle_it() => Assert.False(Collisions.IsHandledInMembers(
        """
        void M() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); s.Connect(remote); _socket = s; }

        public class Result { public string Text { get; set; } public bool Data { get; set; } }

        public async Task<Result> SignIn()
        {
            var result = new Result { Data = false };
            try
            {
                _isConnecting = true;
                M();
                await Task.Yield();
                result.Data = true;
            }
            catch (TaskCanceledException e) { result.Text = e.Message; _isConnecting = false; }
            catch (Exception e) { _log.Error(e); result.Text = e.Message; _isConnecting = false; }
            return result;
        }
        """));
}
