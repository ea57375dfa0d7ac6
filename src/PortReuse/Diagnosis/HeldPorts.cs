namespace PortReuse.Diagnosis;

/// <summary>The ephemeral ports of one local address, for every destination or for one; every port where the range is not known.</summary>
internal readonly struct HeldPorts(EphemeralPortSettings settings, byte[] source,
    byte[]? destination = null, int destinationPort = 0) : ITcpSocketVisitor
{
    private readonly PortSet _ports = new();

    public int Count => _ports.Count;

    public void StartAnew() => _ports.Clear();

    public void Visit(in TcpSocketEntry entry)
    {
        if (entry.LocalPort == 0 || !entry.IsFrom(source) || (destination is not null && !entry.IsTo(destination, destinationPort)))
        {
            return;
        }

        if (settings.Range is null || settings.IsUsable(entry.LocalPort))
        {
            _ports.Add(entry.LocalPort);
        }
    }
}
