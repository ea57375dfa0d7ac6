using System.Numerics;

namespace PortReuse;

/// <summary>A set of ports from 0 to 65535.</summary>
internal sealed class PortSet
{
    private readonly ulong[] _bits = new ulong[65536 / 64];

    public int Count { get; private set; }

    public bool Add(int port)
    {
        ref ulong word = ref _bits[port >> 6];
        ulong bit = 1UL << (port & 63);
        if ((word & bit) != 0)
            return false;

        word |= bit;
        Count++;
        return true;
    }

    public bool Contains(int port) => (_bits[port >> 6] & (1UL << (port & 63))) != 0;

    public int CountIn(PortRange range)
    {
        int count = 0;
        for (int port = range.Low; port <= range.High; port++)
        {
            if ((port & 63) == 0 && port + 63 <= range.High)
            {
                count += BitOperations.PopCount(_bits[port >> 6]);
                port += 63;
            }
            else if (Contains(port))
            {
                count++;
            }
        }

        return count;
    }
}
