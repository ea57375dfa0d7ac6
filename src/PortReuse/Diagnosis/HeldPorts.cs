namespace PortReuse;

/// <summary>The ports of one local address, for every destination or for one.</summary>
internal readonly struct HeldPorts(byte[] source, byte[]? destination = null, int destinationPort = 0) : ITcpSocketVisitor
{
    private readonly PortSet _ports = new();

    public int Count => _ports.Count;

    public void Visit(in TcpSocketEntry entry)
    {
        if (entry.LocalPort != 0 && entry.IsFrom(source) && (destination is null || entry.IsTo(destination, destinationPort)))
            _ports.Add(entry.LocalPort);
    }
}
