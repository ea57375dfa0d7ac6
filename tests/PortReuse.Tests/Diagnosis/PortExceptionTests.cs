using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Diagnosis;

public class PortExceptionTests
{
    [Fact]
    public void It_is_the_original_with_a_cause_and_keeps_the_original_inside()
    {
        var original = new SocketException((int)SocketError.AddressNotAvailable);

        SocketException e = new PortException(PortErrorCause.DuplicateConnection, original.SocketErrorCode, "Why.", original);

        Assert.Equal(original.SocketErrorCode, e.SocketErrorCode);
        Assert.Equal(original.ErrorCode, e.ErrorCode);
        Assert.Equal(original.NativeErrorCode, e.NativeErrorCode);
        Assert.Equal("Why.", e.Message);
        Assert.Same(original, e.InnerException);
        Assert.Same(original, e.GetBaseException());
        Assert.Contains(original.Message, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_original_it_has_no_inner_exception()
    {
        var e = new PortException(PortErrorCause.SelfConnect, SocketError.ConnectionRefused, message: null)
        {
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1),
        };

        Assert.Null(e.InnerException);
        Assert.Null(e.RemoteEndPoint);
        Assert.Equal(new SocketException((int)SocketError.ConnectionRefused).Message, e.Message);
    }
}
