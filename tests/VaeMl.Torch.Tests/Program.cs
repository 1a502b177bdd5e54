using VaeMl.Torch.Tests.Library;

// Reached only as a fresh process of LibraryTests; the test runner calls the tests themselves.
return LibraryProcess.Run(args);
