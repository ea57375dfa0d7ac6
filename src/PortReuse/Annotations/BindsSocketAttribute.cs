namespace PortReuse;

/// <summary>
/// Tells PortReuse.Analyzers that the method binds the socket that it is given, or makes and returns one that is bound, to the endpoint, or
/// the address and port, among its parameters.
/// </summary>
/// <remarks>
/// For a method that the analyzers cannot look into: one of an interface, of another assembly, or of native code. The analyzers take a call
/// of it as a <see cref="System.Net.Sockets.Socket.Bind"/>. It changes nothing at run time. The analyzers know it by its name and
/// namespace, so that code which does not reference this library may declare its own.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BindsSocketAttribute : Attribute;
