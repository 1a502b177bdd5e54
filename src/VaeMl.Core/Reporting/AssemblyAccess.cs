using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("vaeml")]
