namespace System.Runtime.CompilerServices;

/// <summary>Lets this assembly use another's internals at run time. The runtime honours it by name; the framework declares no such type.</summary>
/// <param name="assemblyName">The other assembly's simple name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
