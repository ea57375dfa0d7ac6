namespace PortReuse;

/// <summary>placeholder</summary>
public static class SocketExtensions;
