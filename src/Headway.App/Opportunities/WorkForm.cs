using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headway.App.Forecasting;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>
/// What the forms on an opportunity's page send. <see cref="Do"/> says which; fields that a form does not have stay null.
/// </summary>
public sealed class WorkForm
{
    public string? Do { get; set; }

    public string? Key { get; set; }

    public string? Outcome { get; set; }

    public string? Verdict { get; set; }

    public string? Sentence { get; set; }

    /// <summary>A contact's id, or empty.</summary>
    public string? Who { get; set; }

    public string? NewContact { get; set; }

    public string? Channel { get; set; }

    public string? On { get; set; }

    public string? Evidence { get; set; }

    public string? Reason { get; set; }

    public string? Activity { get; set; }

    public string? Plan { get; set; }

    public string? Amount { get; set; }

    public string? How { get; set; }

    public string? Owner { get; set; }

    public string? Role { get; set; }

    public string? Stage { get; set; }

    public string? Way { get; set; }

    public int? Seen { get; set; }

    /// <summary>The request's key and a hash of everything it asks for.</summary>
    public RequestKey Request()
    {
        var asked = string.Join('\n', typeof(WorkForm).GetProperties().Select(property => property.GetValue(this)?.ToString() ?? ""));
        return new RequestKey(
            string.IsNullOrWhiteSpace(Key) ? null : Key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked))));
    }

    /// <summary>The command this form stands for. A day without a time is taken as now for today, else as the end of that day.</summary>
    public Func<Situation, Decision> Command(Guid newId, ContactId? contact, string currency, ChanceShown? seen = null) => Do switch
    {
        "record" => at => RecordEvidence.Decide(at, Learned(at, newId, contact)),
        "nothing-new" => at => NothingNew(at),
        "retract" => at => RetractEvidence.Decide(at, new RetractEvidence(new EvidenceId(ParseId(Evidence)), Reason ?? "")),
        "decide" => at => DecideGate.Decide(at, new DecideGate(
            StageKey.Of(Stage ?? ""), ParseWay(Way), Reason, Day(On), Seen ?? 0, seen?.Chance, seen?.Fingerprint)),
        "withdraw-go" => at => WithdrawGo.Decide(at, new WithdrawGo(StageKey.Of(Stage ?? ""), Reason ?? "")),
        "amount" => at => ParseAmount(Amount) is { } amount || string.IsNullOrWhiteSpace(Amount)
            ? ChangeAmount.Decide(
                at, new ChangeAmount(
                    string.IsNullOrWhiteSpace(Amount) ? null
                        : new Money(ParseAmount(Amount)!.Value, at.Opportunity.Amount?.Currency ?? currency)))
            : Decision.Refuse("amount-unreadable", $"“{Amount}” is no amount; write it like 84000 or 84k."),
        "expected-close" => at => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(Day(On))),
        "involve" => at => contact is { } known
            ? InvolveContact.Decide(
                at, new InvolveContact(known, Enum.TryParse<DecisionRole>(Role, true, out var role) ? role : DecisionRole.Advises, Reason))
            : Decision.Refuse("contact-missing", "Choose somebody at the customer, or write a new name."),
        "plan" => at => PlanActivity.Decide(
            at, new PlanActivity(new PlanId(newId), ActivityKey.Of(Activity ?? ""), Day(On) ?? at.Calendar.DayOf(at.Now), Reason)),
        "drop-plan" => at => DropActivity.Decide(at, new DropActivity(new PlanId(ParseId(Plan)), "dropped")),
        "close" => at => Close(at, currency),
        "reopen" => at => ReopenOpportunity.Decide(at, new ReopenOpportunity(Reason ?? "")),
        _ => _ => Decision.Refuse("unknown-form", "This form is out of date; reload the page and try again."),
    };

    private RecordEvidence Learned(Situation at, Guid newId, ContactId? contact)
    {
        var key = OutcomeKey.Of(Outcome ?? "");
        var document = Channel == "document";
        var proof = document ? Proof.Document : contact is null ? Proof.Observation : Proof.Customer;
        return new RecordEvidence(
            new EvidenceId(newId), key, Verdict != "refutes", Sentence ?? "", proof, contact, contact is null ? "seen by the seller" : null,
            string.IsNullOrWhiteSpace(Channel) ? "conversation"
                : Channel, EffectiveAt(at), null, ImmutableDictionary<string, string>.Empty);
    }

    /// <summary>"Nothing new" is the activity that pursues the outcome, done without a result: recorded, and it moves nothing.</summary>
    private Decision NothingNew(Situation at)
    {
        var key = OutcomeKey.Of(Outcome ?? "");
        var activity = at.Process.Activities.FirstOrDefault(a => a.Key.Value == Activity)
            ?? at.Process.Activities.FirstOrDefault(a => a.Pursues.Contains(key));
        if (activity is null) return Decision.Refuse(
            "no-activity", "No activity of the process pursues this outcome; there is nothing to record.");
        Guid? plan = string.IsNullOrWhiteSpace(Plan) ? null : ParseId(Plan);
        return DoActivity.Decide(at, new DoActivity(
            plan is { } id ? new PlanId(id) : null, activity.Key, [], activity.Pursues, null, EffectiveAt(at)));
    }

    private Decision Close(Situation at, string currency)
    {
        var on = Day(On) ?? at.Calendar.DayOf(at.Now);
        return How switch
        {
            "won" when ParseAmount(Amount) is { } amount =>
                CloseOpportunity.Decide(
                    at, new CloseOpportunity(
                        new Closing.Won(new Money(amount, at.Opportunity.Amount?.Currency ?? currency), on, [], Reason))),
            "won" => Decision.Refuse("amount-missing", "A win needs the amount the customer agreed to."),
            "lost" => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Lost(on, Reason ?? ""))),
            "no-decision" => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.NoDecision(on, Reason ?? ""))),
            "void" => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Void(on, Reason ?? "", null))),
            _ => Decision.Refuse("how-missing", "Say how it ended: won, lost or no decision."),
        };
    }

    private DateTimeOffset EffectiveAt(Situation at) =>
        Day(On) is { } day && day != at.Calendar.DayOf(at.Now) ? at.Calendar.EndOf(day).AddSeconds(-1) : at.Now;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Guid ParseId(string? text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    private static GateWay ParseWay(string? text) => text switch
    {
        "go" => GateWay.Go,
        "no-go" => GateWay.NoGo,
        _ => GateWay.NotYet,
    };

    /// <summary>84000, 84,000, 84k or 1.2M.</summary>
    public static decimal? ParseAmount(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var plain = text.Trim().TrimStart('€', '$', '£').Replace(",", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var factor = plain.EndsWith('k') ? 1_000m : plain.EndsWith('m') ? 1_000_000m : 1m;
        return decimal.TryParse(plain.TrimEnd('k', 'm'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, decimal.MaxValue / factor) * factor : null; // A slip of the keyboard is refused as too large, not a crash.
    }
}
