using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Headway.Processes;

namespace Headway.Formats.ProcessFile;

/// <summary>How single values are written in a process file, both ways.</summary>
internal static partial class FieldText
{
    public const string FreshnessPattern = "^(always|[1-9][0-9]{0,3} days?|[1-9][0-9]{0,2} weeks?)$";
    public const string EffortPattern = "^([1-9][0-9]{0,3} min|[1-9][0-9]{0,2} h( [1-9][0-9]? min)?)$";
    public const string DeciderPattern = "^(seller|leader|leader from [0-9]{1,15}(\\.[0-9]{1,4})?)$";
    public const string KeyPattern = "^[a-z]([a-z0-9-]{0,58}[a-z0-9])?$";

    public static readonly ImmutableSortedDictionary<string, Proof> Proofs =
        Enum.GetValues<Proof>().ToImmutableSortedDictionary(proof => proof.ToString().ToLowerInvariant(), proof => proof,
            StringComparer.Ordinal);

    public static readonly ImmutableSortedDictionary<string, CaptureKind> CaptureKinds =
        Enum.GetValues<CaptureKind>().ToImmutableSortedDictionary(kind => kind.ToString().ToLowerInvariant(), kind => kind,
            StringComparer.Ordinal);

    public static (bool Understood, int? Days) ParseFreshness(string text)
    {
        if (text == "always") return (true, null);
        if (!Freshness().IsMatch(text)) return (false, null);
        var days = FirstNumber(text) * (text.Contains("week", StringComparison.Ordinal) ? 7 : 1);
        return days <= FileElement.MaxDays ? (true, days) : (false, null);
    }

    public static string Print(int? freshForDays) => freshForDays switch { null => "always", 1 => "1 day", { } days => $"{days} days" };

    public static (bool Understood, int? Minutes) ParseEffort(string text)
    {
        if (!Effort().IsMatch(text)) return (false, null);
        var words = text.Split(' ');
        var minutes = words[1] == "min" ? FirstNumber(text) : (FirstNumber(text) * 60) + (words.Length > 2 ? FirstNumber(words[2]) : 0);
        return minutes <= FileElement.MaxMinutes ? (true, minutes) : (false, null);
    }

    public static string PrintEffort(int minutes) =>
        minutes >= 60 && minutes % 60 == 0 ? $"{minutes / 60} h"
        : minutes > 120 ? $"{minutes / 60} h {minutes % 60} min" : $"{minutes} min";

    public static Decider? ParseDecider(string text)
    {
        if (text == "seller") return new Decider.Seller();
        if (text == "leader") return new Decider.Leader();
        if (!DeciderText().IsMatch(text)) return null;
        var amount = decimal.Parse(text["leader from ".Length..], CultureInfo.InvariantCulture);
        return amount > 0 ? new Decider.LeaderFrom(amount) : null;
    }

    public static string Print(Decider decider) =>
        decider.Match(() => "seller", () => "leader", amount => "leader from " + amount.ToString(CultureInfo.InvariantCulture));

    private static int FirstNumber(string text) => int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    [GeneratedRegex(FreshnessPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Freshness();

    [GeneratedRegex(EffortPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Effort();

    [GeneratedRegex(DeciderPattern, RegexOptions.CultureInvariant)]
    private static partial Regex DeciderText();
}
