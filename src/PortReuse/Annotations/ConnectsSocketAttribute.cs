namespace PortReuse;

/// <summary>
/// Tells PortReuse.Analyzers that the method connects the socket that it is given to the endpoint or host name among its parameters.
/// </summary>
/// <remarks>
/// For a method that the analyzers cannot look into: one of an interface, of another assembly, or of native code. The analyzers take a call
/// of it as a connect of that socket. It changes nothing at run time. The analyzers know it by its name and namespace, so that code which
/// does not reference this library may declare its own.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConnectsSocketAttribute : Attribute;
