namespace PortReuse.Diagnosis;

/// <summary>A set of ports from 0 to 65535.</summary>
internal sealed class PortSet
{
    private readonly ulong[] _bits = new ulong[65536 / 64];

    public int Count { get; private set; }

    public void Add(int port)
    {
        ref var word = ref _bits[port >> 6];
        var bit = 1UL << (port & 63);
        if ((word & bit) != 0)
        {
            return;
        }

        word |= bit;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_bits);
        Count = 0;
    }
}
