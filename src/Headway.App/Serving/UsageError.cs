using System.CommandLine;
using System.CommandLine.Parsing;
using Headway.Formats.ProcessFile;

namespace Headway.App.Serving;

/// <summary>Why a command line was not understood, in one sentence, and where to read on.</summary>
internal sealed record UsageError(string Sentence, string Hint)
{
    /// <summary>Null when it was understood.</summary>
    public static UsageError? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        var unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        var sentence = unknown is null ? SentenceOf(parsed.Errors[0], path, command)
            : $"“{unknown}” is nothing `{path}` understands{Near(unknown, command)}.";
        return new UsageError(sentence, $"See `{path} --help`.");
    }

    private static string SentenceOf(ParseError error, string path, Command command) => error.SymbolResult switch
    {
        OptionResult option when Wanted(option.Option.ValueType) is { } wanted && option.Tokens.Count > 0
            && error.Message.Contains("System.", StringComparison.Ordinal) =>
            $"{option.Option.Name} {option.Tokens[0].Value}: write {wanted}.",
        OptionResult { Tokens.Count: 0, Implicit: false } option => $"{option.Option.Name} needs a value.",
        CommandResult when command.Subcommands.Count > 0 && command.Arguments.Count == 0 =>
            $"`{path}` needs to know what: {string.Join(", ", command.Subcommands.Select(each => each.Name))}.",
        ArgumentResult { Tokens.Count: 0 } argument => $"`{path}` needs {argument.Argument.Name}.",
        CommandResult when command.Arguments.Count > 0 && error.Message.StartsWith("Required argument", StringComparison.Ordinal) =>
            $"`{path}` needs {command.Arguments[0].Name}.",
        _ => error.Message,
    };

    private static string? Wanted(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(DateOnly) ? "a day like 2026-12-31" : plain == typeof(int) || plain == typeof(ulong) ? "a whole number"
            : plain == typeof(bool) ? "nothing behind it, or true or false" : null;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;

    /// <summary>What was probably meant, when one name is close.</summary>
    private static string Near(string unknown, Command command)
    {
        var names = command.Subcommands.Select(each => each.Name).Concat(command.Options.Select(each => each.Name));
        var near = names.Where(name => Spelling.Distance(unknown, name) <= Math.Max(1, name.Length / 4))
            .MinBy(name => Spelling.Distance(unknown, name));
        return near is not null ? $"; perhaps you mean {near}" : command.Subcommands.Count > 0
            ? $"; it knows {string.Join(", ", command.Subcommands.Select(each => each.Name))}" : "";
    }
}
