using System.CommandLine;
using System.CommandLine.Parsing;

namespace VaeMl.Cli.Options;

/// <summary>The command-line flag for a property of <see cref="VaeOptions"/>.</summary>
internal abstract class ModelFlag(string property, Option option)
{
    public delegate bool Parser<T>(string text, out T value);

    /// <summary>The name of the property.</summary>
    public string Property => property;

    /// <summary>The command-line option.</summary>
    public Option Option => option;

    /// <summary>Returns the options with the value of this flag, if it was given.</summary>
    public abstract VaeOptions Apply(ParseResult parsed, VaeOptions options);

    /// <summary>Formats the value of the property as the flag accepts it.</summary>
    public abstract string Show(VaeOptions options);

    /// <param name="property">The name of the property.</param>
    /// <param name="description">The help text. The default from <see cref="ModelFlags.Defaults"/> is appended.</param>
    /// <param name="expected">The values that the flag accepts, for help and errors.</param>
    /// <param name="parser">Parses a value.</param>
    /// <param name="get">Gets the value of the property.</param>
    /// <param name="set">Returns the options with another value.</param>
    /// <param name="automatic">What null means.</param>
    public static ModelFlag Create<T>(
        string property, string description, string expected, Parser<T> parser,
        Func<VaeOptions, object?> get, Func<VaeOptions, T, VaeOptions> set, string automatic)
    {
        string name = $"--{FlagText.Kebab(property)}";
        // The option's type is object, because a Boolean option without a value would count as true.
        Option<object> option = new(name)
        {
            HelpName = expected,
            Description = $"{description} [default: {FlagText.Format(get(ModelFlags.Defaults), automatic)}]",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Parse(result, name, expected, parser),
        };
        return new Flag<T>(property, option, get, set, automatic);
    }

    private static object Parse<T>(ArgumentResult result, string name, string expected, Parser<T> parser)
    {
        string text = result.Tokens[0].Value;
        if (!parser(text, out T value))
            result.AddError($"{name} takes <{expected}>; '{text}' was given.");
        return value!;
    }

    private sealed class Flag<T>(
        string property, Option<object> option, Func<VaeOptions, object?> get, Func<VaeOptions, T, VaeOptions> set, string automatic)
        : ModelFlag(property, option)
    {
        private readonly Option<object> _option = option;

        public override VaeOptions Apply(ParseResult parsed, VaeOptions options) =>
            parsed.GetResult(_option) is null ? options : set(options, (T)parsed.GetValue(_option)!);

        public override string Show(VaeOptions options) => FlagText.Format(get(options), automatic);
    }
}
