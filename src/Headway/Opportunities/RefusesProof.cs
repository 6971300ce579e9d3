using System.Collections.Immutable;
using System.Globalization;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>What evidence may bring along besides its sentence: a document's title and link, and the values its outcome asks for.</summary>
internal static class RefusesProof
{
    private const int MaxTitle = 200;
    private const int MaxLink = 2_000;

    /// <summary>A value is a word or a short list, not a text: the sentence is for that.</summary>
    private const int MaxCapture = 500;

    /// <summary>Document proof is a title and a link (rule 6); without them nobody could look it up.</summary>
    public static Refusal? Document(Proof proof, DocumentLink? document)
    {
        if (proof != Proof.Document)
            return document is null ? null : new Refusal("document-not-asked", "A title and a link belong to proof by a document only.");
        if (document is null || string.IsNullOrWhiteSpace(document.Title) || string.IsNullOrWhiteSpace(document.Link))
            return new Refusal("document-missing", "Proof by a document needs its title and a link to where it lies.");
        if (document.Title.Length > MaxTitle || document.Link.Length > MaxLink)
            return new Refusal("too-long", $"Keep the title within {MaxTitle} characters and the link within {MaxLink}.");
        return Uri.TryCreate(document.Link.Trim(), UriKind.Absolute, out var link) && link.Scheme is "http" or "https" ? null
            : new Refusal("link-unreadable", "The link begins with http:// or https://; copy it from the address line.");
    }

    /// <summary>Only what the outcome asks for, each as its kind wants it; all may be left out.</summary>
    public static Refusal? Captures(Outcome outcome, ImmutableDictionary<string, string> captures)
    {
        foreach (var (key, value) in captures.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (outcome.Captures.FirstOrDefault(each => each.Key == key) is not { } capture)
                return new Refusal("capture-unknown", $"“{outcome.Statement}” asks for no “{Short(key)}”; leave it out.");
            if (value is null || value.Length > MaxCapture)
                return new Refusal("capture-too-long", $"Keep “{capture.Name}” within {MaxCapture} characters, or leave it out.");
            if (!IsOf(capture, value))
                return new Refusal("capture-unreadable", $"“{Short(value)}” does not fit “{capture.Name}”: {Wanted(capture)}.");
        }
        return null;
    }

    private static bool IsOf(Capture capture, string value) => capture.Kind switch
    {
        CaptureKind.Text or CaptureKind.People => !string.IsNullOrWhiteSpace(value),
        CaptureKind.Choice => capture.Choices.Contains(value),
        CaptureKind.Number => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out _),
        CaptureKind.Money => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= Money.Max,
        CaptureKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
    };

    private static string Wanted(Capture capture) => capture.Kind switch
    {
        CaptureKind.Text => "write a few words",
        CaptureKind.People => "name somebody",
        CaptureKind.Choice => $"choose {string.Join(", ", capture.Choices)}",
        CaptureKind.Number => "write a number like 12.5",
        CaptureKind.Money => "write an amount like 84000",
        CaptureKind.Date => "write a day like 2026-03-31",
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
