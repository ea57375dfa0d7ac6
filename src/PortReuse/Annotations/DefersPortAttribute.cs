namespace PortReuse;

/// <summary>
/// Tells PortReuse.Analyzers that the method sets <c>IP_BIND_ADDRESS_NO_PORT</c> on the socket that it is given, or what the system has in
/// its place, before any bind.
/// </summary>
/// <remarks>
/// For a method that the analyzers cannot look into: one of an interface, of another assembly, or of native code. The analyzers take the
/// option as set after a call of it. It changes nothing at run time. The analyzers know it by its name and namespace, so that code which
/// does not reference this library may declare its own.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DefersPortAttribute : Attribute;
