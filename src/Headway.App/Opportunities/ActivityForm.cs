using System.Globalization;
using Headway.Opportunities;

namespace Headway.App.Opportunities;

/// <summary>What the form for an activity that was done sends: one row for each outcome it pursues (rule 10).</summary>
public sealed class ActivityForm
{
    public string? Key { get; set; }

    public string? Activity { get; set; }

    /// <summary>The plan it fulfils, or empty.</summary>
    public string? Plan { get; set; }

    public string? On { get; set; }

    public string? Minutes { get; set; }

    public List<ActivityRow> Rows { get; set; } = [];

    public RequestKey Request() => RequestKey.Of(Key, [Activity, Plan, On, Minutes, .. Rows.SelectMany(row => row.Asked)]);

    public ActivityRow? RowOf(OutcomeKey outcome) => Rows.Find(row => row.Outcome == outcome.Value);

    /// <param name="newId">Makes the id of each piece of evidence; asked once for each row, so that a second try records the same.</param>
    public Func<Situation, Decision> Command(Func<Guid> newId)
    {
        var rows = Rows.Select(row => (Row: row, Id: newId())).ToList();
        return at => Decide(at, rows);
    }

    private Decision Decide(Situation at, List<(ActivityRow Row, Guid Id)> rows)
    {
        int? minutes = null;
        if (!string.IsNullOrWhiteSpace(Minutes))
        {
            if (!int.TryParse(Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
                return Decision.Refuse("minutes-out-of-range", "Give the minutes as a whole number, or leave them out.");
            minutes = known;
        }
        var moment = FormDay.Moment(On, at);
        var learned = new List<RecordEvidence>();
        foreach (var (row, id) in rows.Where(each => each.Row.Result is "confirms" or "refutes"))
        {
            if (row.Read(id, moment).IsRefused(out var no, out var evidence)) return no;
            learned.Add(evidence);
        }
        PlanId? plan = string.IsNullOrWhiteSpace(Plan) ? null : new PlanId(Guid.TryParse(Plan, out var planned) ? planned : Guid.Empty);
        return DoActivity.Decide(at, new DoActivity(
            plan, ActivityKey.Of(Activity ?? ""), [.. learned],
            [.. rows.Where(each => each.Row.Result == ActivityRow.NothingNew).Select(each => OutcomeKey.Of(each.Row.Outcome ?? ""))],
            minutes, moment));
    }
}

/// <summary>What we know now about one outcome that the activity pursued.</summary>
public sealed class ActivityRow
{
    public const string NothingNew = "nothing";

    public string? Outcome { get; set; }

    /// <summary>confirms, refutes or nothing; null while nobody chose.</summary>
    public string? Result { get; set; }

    public string? Sentence { get; set; }

    public string? Who { get; set; }

    public string? Channel { get; set; }

    public string? Title { get; set; }

    public string? Link { get; set; }

    internal IEnumerable<string?> Asked => [Outcome, Result, Sentence, Who, Channel, Title, Link];

    internal Answer<RecordEvidence> Read(Guid id, DateTimeOffset moment) =>
        new LearnedText(Outcome, Result == "confirms", Sentence, Channel, Title, Link).Read(id, NamedContact.From(Who, null).Id, moment);
}
