using System.CommandLine;
using System.Globalization;
using Headway.App.Serving;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Histories;

/// <summary>The options every command that reads a history understands: whose, and as known when.</summary>
internal sealed class HistoryOptions
{
    private readonly Option<string?> history = new("--history")
    {
        Description = "An imported history by its id, the start of its id or its name; \"own\" for our own (default: the only "
            + "imported one, else our own).",
    };

    private readonly Option<string?> asOf = new("--as-of")
    {
        Description = "As known on this day, for example 2026-06-30 (the whole day), or at an instant like 2026-06-30T12:00Z.",
    };

    private readonly Option<string?> process = new("--process")
    {
        Description = "Our own history of this process (default: the only "
        + "one)."
    };

    private readonly DatabaseOptions data;

    private HistoryOptions(DatabaseOptions data) => this.data = data;

    public static HistoryOptions AddTo(Command command)
    {
        var options = new HistoryOptions(DatabaseOptions.AddTo(command));
        command.Options.Add(options.history);
        command.Options.Add(options.asOf);
        command.Options.Add(options.process);
        options.asOf.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && When.Parse(text) is null)
                result.AddError($"--as-of {text}: write a day like 2026-06-30 or an instant with its zone like 2026-06-30T12:00Z.");
        });
        return options;
    }

    public async Task<Answer<OpenedHistory>> Open(ParseResult parsed, CancellationToken cancel)
    {
        using var notice = new SlowNotice("Reading the history …");
        var (open, maintenance) = await data.Read(parsed).Ready(cancel);
        var source = new HistorySource(open, new FactStore(open, TimeProvider.System), maintenance);
        return await source.Open(
            parsed.GetValue(history), parsed.GetValue(process), parsed.GetValue(asOf) is { } text ? When.Parse(text) : null, cancel);
    }
}

/// <summary>A day, which counts as a whole, or an instant.</summary>
internal abstract record When
{
    private When()
    {
    }

    public sealed record Day(DateOnly Date) : When;

    public sealed record Instant(DateTimeOffset At) : When;

    /// <summary>Null when it is neither. An instant names its zone.</summary>
    public static When? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new Day(day);
        string[] instants = ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz"];
        return DateTimeOffset.TryParseExact(text.Replace("Z", "+00:00", StringComparison.Ordinal), instants, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var instant) ? new Instant(instant) : null;
    }

    /// <summary>The last tick of a day, or the instant.</summary>
    public DateTimeOffset Until(Calendar calendar) => this switch
    {
        Day day => calendar.EndOf(day.Date).AddTicks(-1),
        Instant instant => instant.At,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
