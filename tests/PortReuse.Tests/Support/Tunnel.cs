using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PortReuse.Tests.Support;

/// <summary>An interface of the calling thread's namespace whose other end is this program: it reads and writes the packets.</summary>
internal sealed unsafe partial class Tunnel : IDisposable
{
    private const string Device = "/dev/net/tun";

    private readonly SafeFileHandle _file;

    public Tunnel(string name)
    {
        const nuint tunSetIff = 0x400454ca;      // TUNSETIFF, linux/if_tun.h
        const short tun = 1, noPacketInfo = 0x1000; // IFF_TUN, IFF_NO_PI
        _file = File.OpenHandle(Device, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> request = stackalloc byte[40]; // struct ifreq
        request.Clear();
        Encoding.ASCII.GetBytes(name, request);
        MemoryMarshal.Write(request[16..], (short)(tun | noPacketInfo));
        fixed (byte* pointer = request)
        {
            if (Ioctl(_file, tunSetIff, pointer) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                _file.Dispose();
                throw new Win32Exception(error, $"ioctl(TUNSETIFF): {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    /// <summary>The next packet that the host sends, or an empty one where none comes in that time.</summary>
    public ReadOnlySpan<byte> Read(Span<byte> buffer, TimeSpan time)
    {
        const short readable = 1; // POLLIN
        var poll = new PollEntry { File = (int)_file.DangerousGetHandle(), Events = readable };
        if (Check(Poll(&poll, 1, (int)time.TotalMilliseconds), "poll") == 0)
        {
            return default;
        }

        fixed (byte* pointer = buffer)
        {
            return buffer[..(int)Check(Read(_file, pointer, (nuint)buffer.Length), "read")];
        }
    }

    public void Write(ReadOnlySpan<byte> packet)
    {
        fixed (byte* pointer = packet)
        {
            Assert.Equal(packet.Length, Check(Write(_file, pointer, (nuint)packet.Length), "write"));
        }
    }

    public void Dispose() => _file.Dispose();

    private static nint Check(nint result, string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return result >= 0 ? result : throw new Win32Exception(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle file, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, byte* buffer, nuint length);

    private struct PollEntry
    {
        public int File;
        public short Events;
        public short ReturnedEvents;
    }
}
