using System.Text.Json;
using Mono.Cecil;
using Mono.Cecil.Cil;
using VaeMl.Contracts;
using VaeMl.Messages;

namespace VaeMl.Tests.Messages;

public sealed class OptionTextTests
{
    private static readonly OptionStyle Shouting = new(name => $"<{name}>", value => value.ToUpperInvariant(), HasNull: false);

    [Fact]
    public void Names_values_and_null_are_written_in_the_style_and_everything_else_is_left()
    {
        OptionText inner = new($"{OptionNames.Split} {RowSplit.Random}");
        OptionText text = new($"Of LearningRate: {OptionNames.LearningRate} is {0.5}{OptionText.OrNull}; {inner}; one of {((Enum[])[RowSplit.Blocks, RowSplit.Random])}, {1234.56:N1}.");
        Assert.Equal("Of LearningRate: LearningRate is 0.5, or null; Split Random; one of Blocks, Random, 1,234.6.", text.ToString());
        Assert.Equal("Of LearningRate: <LearningRate> is 0.5; <Split> RANDOM; one of BLOCKS, RANDOM, 1,234.6.", text.Write(Shouting));
    }

    [Fact]
    public void Braces_in_what_is_shown_are_text() =>
        Assert.Equal("{0} and {x} in 'a{1}'", OptionText.Join(" and ", [new($"{"{0}"}"), new($"{{x}} in '{"a{1}"}'")]).ToString());

    [Fact]
    public void Warnings_that_say_the_same_are_equal()
    {
        TrainingWarning named = TrainingWarning.WithOptionNames(TrainingWarningKind.Divergence, $"Lower {OptionNames.LearningRate}.");
        TrainingWarning same = new(TrainingWarningKind.Divergence, "Lower LearningRate.");
        Assert.Equal(same, named);
        Assert.Equal(same.GetHashCode(), named.GetHashCode());
        Assert.NotEqual(same, named with { Kind = TrainingWarningKind.Data });
        Assert.NotEqual(same, named with { Message = "Lower it." });
    }

    /// <summary>A message that writes an option by itself shows the tool's users a name that they cannot give.</summary>
    [Fact]
    public void No_message_of_the_library_writes_an_option_by_itself()
    {
        string[] names = [.. typeof(VaeOptions).GetProperties().Select(property => property.Name).Where(name => name.Skip(1).Any(char.IsUpper)), "MaxMemory"];
        using ModuleDefinition library = ModuleDefinition.ReadModule(typeof(VaeOptions).Assembly.Location);
        string[] texts = [.. library.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && method.Name != "PrintMembers")
            .SelectMany(method => method.Body.Instructions).Where(instruction => instruction.OpCode == OpCodes.Ldstr).Select(instruction => (string)instruction.Operand)];
        Assert.Contains(nameof(VaeOptions.LearningRate), texts);
        Assert.DoesNotContain(texts.Except(names).Except(names.Select(JsonNamingPolicy.CamelCase.ConvertName)), text => names.Any(name => text.Contains(name, StringComparison.Ordinal)));
    }
}
