namespace System.Runtime.CompilerServices;

/// <summary>
/// Lets this assembly use the internals of another at run time. The runtime recognises the attribute by name; the framework does not declare it.
/// </summary>
/// <param name="assemblyName">The simple name of the other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
