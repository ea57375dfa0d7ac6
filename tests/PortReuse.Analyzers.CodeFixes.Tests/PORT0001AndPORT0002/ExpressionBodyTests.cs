namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>A body that is a single call becomes a block, unless another call takes its place.</summary>
public sealed class ExpressionBodyTests
{
    [Fact]
    public Task Method() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) => {|PORT0002:_socket.Bind(new IPEndPoint(ip, 0))|}; // the source
            """),
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) => _socket.BindForConnect(new IPEndPoint(ip, 0)); // the source
            """).Importing()).RunAsync();

    [Fact]
    public Task Method_with_its_arrow_on_the_next_line_and_comments_between() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) // a helper
                => // Any port will do.
                {|PORT0002:_socket.Bind(new IPEndPoint(ip, 0))|};
            """),
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) // a helper
                => // Any port will do.
                _socket.BindForConnect(new IPEndPoint(ip, 0));
            """).Importing()).RunAsync();

    [Fact]
    public Task Setter() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public IPAddress Source
            {
                set => {|PORT0002:_socket.Bind(new IPEndPoint(value, 0))|};
            }

            public void Open(IPAddress ip, EndPoint remote)
            {
                Source = ip;
                _socket.Connect(remote);
            }
            """),
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public IPAddress Source
            {
                set => _socket.BindForConnect(new IPEndPoint(value, 0));
            }

            public void Open(IPAddress ip, EndPoint remote)
            {
                Source = ip;
                _socket.Connect(remote);
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Local_function() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        BindTo();
        socket.Connect(remote);

        void BindTo() => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        BindTo();
        socket.Connect(remote);

        void BindTo() => socket.BindForConnect(new IPEndPoint(ip, 0));
        """);

    [Fact]
    public Task Lambda() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action bind = () => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        bind();
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action bind = () => socket.BindForConnect(new IPEndPoint(ip, 0));
        bind();
        socket.Connect(remote);
        """);

    [Fact]
    public Task Lambda_as_an_argument() => FixTest.SetOption(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            System.Threading.Tasks.Task.Run(
                () => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}); // all of them
            socket.Connect(remote);
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            System.Threading.Tasks.Task.Run(
                () =>
                {
                    if (OperatingSystem.IsLinux())
                    {
                        // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                    }
                    socket.Bind(new IPEndPoint(ip, 0));
                }); // all of them
            socket.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task Lambda_that_is_a_conditional_access() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action<Socket?> bind = each => each?{|PORT0002:.Bind(new IPEndPoint(ip, 0))|};
        bind(socket);
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action<Socket?> bind = each => each?.BindForConnect(new IPEndPoint(ip, 0));
        bind(socket);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Lambda_whose_type_is_its_own_stays_without_a_result() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var bind = () => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        Action binding = bind;
        binding();
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var bind = () =>
        {
            socket.TrySetBindAddressNoPort();
            socket.Bind(new IPEndPoint(ip, 0));
        };
        Action binding = bind;
        binding();
        socket.Connect(remote);
        """);

    [Fact]
    public Task Bodies_become_blocks_where_the_bind_is_not_replaced() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) // a helper
                => // Any port will do.
                {|PORT0002:_socket.Bind((EndPoint)new IPEndPoint(ip, 0))|};
            """),
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                BindTo(ip);
                _socket.Connect(remote);
            }

            private void BindTo(IPAddress ip) // a helper
            {
                _socket.TrySetBindAddressNoPort();
                // Any port will do.
                _socket.Bind((EndPoint)new IPEndPoint(ip, 0));
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Anonymous_method_and_block_lambda_stay_what_they_are() => FixTest.InMethod(
        """
        var one = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var two = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action first = delegate { {|PORT0002:one.Bind(new IPEndPoint(ip, 0))|}; };
        Func<int> second = () =>
        {
            {|PORT0002:two.Bind(new IPEndPoint(ip, 0))|};
            return 0;
        };
        first();
        second();
        one.Connect(remote);
        two.Connect(remote);
        """,
        """
        var one = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var two = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action first = delegate { one.BindForConnect(new IPEndPoint(ip, 0)); };
        Func<int> second = () =>
        {
            two.BindForConnect(new IPEndPoint(ip, 0));
            return 0;
        };
        first();
        second();
        one.Connect(remote);
        two.Connect(remote);
        """);
}
