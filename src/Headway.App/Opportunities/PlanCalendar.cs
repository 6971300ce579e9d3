using System.Globalization;
using System.Text;
using Headway.App.Access;
using Headway.Opportunities;
using Headway.Storage.Facts;

namespace Headway.App.Opportunities;

/// <summary>A planned activity as a calendar file (RFC 5545): a whole day, with the questions it should answer.</summary>
internal static class PlanCalendar
{
    /// <summary>A line is at most this long, in bytes without its end; longer ones go on in the next, after a blank.</summary>
    private const int MostBytes = 75;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/opportunities/{id:guid}/plans/{plan:guid}/calendar.ics", Give).RequireAuthorization(Policies.SeesOpportunities)
        .ExcludeFromDescription();

    private static async Task<IResult> Give(
        Guid id, Guid plan, Visit visit, OpportunityWork work, FactStore store, CancellationToken cancel)
    {
        await visit.Begin();
        if (await work.Find(new OpportunityId(id), visit.Who, cancel) is not { } at
            || at.Opportunity.Plans.Find(each => each.Id == new PlanId(plan)) is not { } planned) return Results.NotFound();
        var account = Account.Fold(await store.Read(StreamId.Of(at.Opportunity.Account), cancel));
        return Results.Text(Text(at, planned, account.Name), "text/calendar", Encoding.UTF8);
    }

    public static string Text(Situation at, Plan plan, string account)
    {
        var activity = at.Process.FindActivity(plan.Activity);
        var questions = activity is null ? [] : activity.Pursues.Select(key => at.Process.FindOutcome(key)?.Question).OfType<string>();
        var notes = questions.Concat(activity?.Prompts ?? []).Distinct();
        if (plan.Note is { Length: > 0 } note) notes = notes.Prepend(note);
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Headway//Plan//EN", "BEGIN:VEVENT", $"UID:{plan.Id}@headway",
            $"DTSTAMP:{at.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            $"DTSTART;VALUE=DATE:{Day(plan.On)}", $"DTEND;VALUE=DATE:{Day(plan.On.AddDays(1))}",
            $"SUMMARY:{Escaped($"{account}: {activity?.Name ?? plan.Activity.Value}")}",
            $"DESCRIPTION:{Escaped(string.Join('\n', notes))}", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(line => Folded(line) + "\r\n"));
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Folded(string line)
    {
        var (folded, bytes) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes()) // Never inside a letter of several bytes.
        {
            if (bytes + rune.Utf8SequenceLength > MostBytes)
            {
                folded.Append("\r\n ");
                bytes = 1;
            }
            folded.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        return folded.ToString();
    }
}
