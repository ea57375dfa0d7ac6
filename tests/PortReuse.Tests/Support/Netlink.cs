using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace PortReuse.Tests.Support;

/// <summary>
/// Makes interfaces and gives them addresses, in the calling thread's network namespace (<c>rtnetlink(7)</c>), and asks the kernel
/// otherwise.
/// </summary>
internal static unsafe partial class Netlink
{
    private const ushort NewLink = 16, NewAddress = 20,
        DeleteAddress = 21;         // RTM_NEWLINK, RTM_NEWADDR, RTM_DELADDR, linux/rtnetlink.h
    private const ushort LinkName = 3, LinkInfo = 18,
        LinkNamespace = 28;           // IFLA_IFNAME, IFLA_LINKINFO, IFLA_NET_NS_FD, linux/if_link.h
    private const ushort InfoKind = 1, InfoData = 2, VethPeer = 1;                  // IFLA_INFO_KIND, IFLA_INFO_DATA, VETH_INFO_PEER
    private const ushort Address = 1, LocalAddress = 2;                             // IFA_ADDRESS, IFA_LOCAL, linux/if_addr.h
    private const byte NoDuplicateDetection = 2;                                    // IFA_F_NODAD

    /// <summary>Makes a pair of interfaces that are the two ends of a cable, the second one in another namespace.</summary>
    public static void MakeVeth(string name, string peerName, SafeHandle peerNamespace)
    {
        var request = new Request(NewLink, create: true);
        request.AddZeros(16); // struct ifinfomsg
        request.Add(LinkName, Text(name));
        request.Begin(LinkInfo);
        request.Add(InfoKind, Text("veth"));
        request.Begin(InfoData);
        request.Begin(VethPeer);
        request.AddZeros(16);
        request.Add(LinkName, Text(peerName));
        request.Add(LinkNamespace, BitConverter.GetBytes((int)peerNamespace.DangerousGetHandle()));
        request.End();
        request.End();
        request.End();
        request.Send($"veth {name}");
    }

    /// <summary>Gives an interface an address. An IPv6 address can be used at once: nobody is asked whether it is unique.</summary>
    public static void AddAddress(string interfaceName, IPAddress address, byte prefixLength) =>
        ChangeAddress(new Request(NewAddress, create: true), interfaceName, address, prefixLength);

    public static void RemoveAddress(string interfaceName, IPAddress address, byte prefixLength) =>
        ChangeAddress(new Request(DeleteAddress, create: false), interfaceName, address, prefixLength);

    /// <summary>Sends a message to the kernel and receives the first that it answers, whose length is returned.</summary>
    public static int Ask(int protocol, ReadOnlySpan<byte> message, Span<byte> answer)
    {
        const int netlink = 16, raw = 3, closeOnExec = 0x80000; // AF_NETLINK, SOCK_RAW, SOCK_CLOEXEC
        var socket = OpenSocket(netlink, raw | closeOnExec, protocol);
        try
        {
            fixed (byte* sent = message, received = answer)
            {
                nint length = -1;
                if (socket >= 0 && Send(socket, sent, (nuint)message.Length, 0) >= 0)
                {
                    length = Receive(socket, received, (nuint)answer.Length, 0);
                }

                return length >= 0 ? (int)length : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"netlink protocol {protocol}");
            }
        }
        finally
        {
            _ = Close(socket);
        }
    }

    private static void ChangeAddress(Request request, string interfaceName, IPAddress address, byte prefixLength)
    {
        var bytes = address.GetAddressBytes();
        var isIPv4 = bytes.Length == 4;
        Span<byte> header = stackalloc byte[8]; // struct ifaddrmsg
        header[0] = isIPv4 ? (byte)2 : (byte)10;
        header[1] = prefixLength;
        header[2] = isIPv4 ? (byte)0 : NoDuplicateDetection;
        MemoryMarshal.Write(header[4..], InterfaceIndex(interfaceName));
        request.AddBytes(header);
        request.Add(LocalAddress, bytes);
        request.Add(Address, bytes);
        request.Send($"address {address}");
    }

    private static uint InterfaceIndex(string name)
    {
        var index = IfNameToIndex(name);
        return index != 0 ? index : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"if_nametoindex({name})");
    }

    private static byte[] Text(string value) => [.. Encoding.ASCII.GetBytes(value), 0];

    private sealed class Request
    {
        private const int HeaderSize = 16; // struct nlmsghdr

        private readonly List<byte> _bytes = [];
        private readonly Stack<int> _open = new();

        public Request(ushort type, bool create)
        {
            const ushort request = 1, acknowledge = 4, exclusive = 0x200, createFlag = 0x400; // linux/netlink.h
            Span<byte> header = stackalloc byte[HeaderSize];
            header.Clear();
            MemoryMarshal.Write(header[4..], type);
            MemoryMarshal.Write(header[6..], (ushort)(request | acknowledge | (create ? exclusive | createFlag : 0)));
            AddBytes(header);
        }

        public void AddZeros(int count) => _bytes.AddRange(new byte[count]);

        public void AddBytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        public void Add(ushort type, ReadOnlySpan<byte> value)
        {
            Begin(type);
            AddBytes(value);
            End();
        }

        public void Begin(ushort type)
        {
            _open.Push(_bytes.Count);
            AddBytes([0, 0, (byte)type, (byte)(type >> 8)]);
        }

        public void End()
        {
            var start = _open.Pop();
            var length = (ushort)(_bytes.Count - start);
            MemoryMarshal.Write(CollectionsMarshal.AsSpan(_bytes)[start..], length);
            AddZeros(-length & 3);
        }

        public void Send(string what)
        {
            const int route = 0; // NETLINK_ROUTE
            Span<byte> message = CollectionsMarshal.AsSpan(_bytes);
            MemoryMarshal.Write(message, message.Length);
            Span<byte> answer = stackalloc byte[1024];
            answer.Clear();
            Ask(route, message, answer);
            var error = -BinaryPrimitives.ReadInt32LittleEndian(answer[HeaderSize..]); // NLMSG_ERROR, with 0 for success.
            if (error != 0)
            {
                throw new Win32Exception(error, $"{what}: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint IfNameToIndex(string name);
}
