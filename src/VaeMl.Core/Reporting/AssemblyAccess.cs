using System.Runtime.CompilerServices;

// The tool shares the tests' view: AUROC, and a model's layer sizes.
[assembly: InternalsVisibleTo("vaeml")]
