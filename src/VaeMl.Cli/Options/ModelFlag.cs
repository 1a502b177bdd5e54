using System.CommandLine;
using System.CommandLine.Parsing;

namespace VaeMl.Cli.Options;

/// <summary>The flag of one property of <see cref="VaeOptions"/>.</summary>
internal abstract class ModelFlag(string property, Option option)
{
    public delegate bool Parser<T>(string text, out T value);

    /// <summary>The property's name.</summary>
    public string Property => property;

    /// <summary>The flag on the command line.</summary>
    public Option Option => option;

    /// <summary>The options with this flag's value, if it was given.</summary>
    public abstract VaeOptions Apply(ParseResult parsed, VaeOptions options);

    /// <summary>The property's value as the flag takes it.</summary>
    public abstract string Show(VaeOptions options);

    /// <param name="property">The property's name.</param>
    /// <param name="description">What it is; the default is added from <see cref="ModelFlags.Defaults"/>.</param>
    /// <param name="expected">What the flag takes, for help and errors.</param>
    /// <param name="parser">Reads a value.</param>
    /// <param name="get">The property's value.</param>
    /// <param name="set">The options with another value.</param>
    /// <param name="automatic">What a null stands for.</param>
    public static ModelFlag Of<T>(
        string property, string description, string expected, Parser<T> parser,
        Func<VaeOptions, object?> get, Func<VaeOptions, T, VaeOptions> set, string automatic)
    {
        string name = $"--{FlagText.Kebab(property)}";
        // Of objects, because an option of Boolean type would take a missing value for true.
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
