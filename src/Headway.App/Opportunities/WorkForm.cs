using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headway.Access;
using Headway.App.Design;
using Headway.App.Forecasting;
using Headway.Opportunities;

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

    public string? Title { get; set; }

    public string? Link { get; set; }

    public string? On { get; set; }

    public string? Evidence { get; set; }

    public string? Reason { get; set; }

    public string? Activity { get; set; }

    public string? Plan { get; set; }

    public string? Amount { get; set; }

    public string? How { get; set; }

    /// <summary>To whom it was lost, in words.</summary>
    public string? To { get; set; }

    /// <summary>A part of the process, as in <see cref="VoicedText"/>.</summary>
    public string? About { get; set; }

    public string? Owner { get; set; }

    public string? Role { get; set; }

    public string? Stage { get; set; }

    public string? Way { get; set; }

    public int? Seen { get; set; }

    /// <summary>The chance that the gate's page showed, sealed (<see cref="SeenChance"/>).</summary>
    public string? Shown { get; set; }

    /// <summary>Whom at the customer the form names.</summary>
    public NamedContact Named() => NamedContact.From(Who, NewContact);

    /// <summary>The request's key and a hash of everything it asks for.</summary>
    public RequestKey Request() => RequestKey.Of(
        Key, typeof(WorkForm).GetProperties().Select(property => property.GetValue(this)?.ToString()));

    /// <summary>The command this form stands for. A day without a time is taken as now for today, else as the end of that day.</summary>
    /// <param name="seen">For a gate: what its page showed; null when that cannot be told any more.</param>
    /// <param name="newOwner">For handing over: the person chosen.</param>
    public Func<Situation, ContactId?, Decision> Command(Guid newId, string currency, ChanceShown? seen = null, Person? newOwner = null) =>
        Do switch
        {
            "record" => (at, contact) => new LearnedText(Outcome, Verdict != "refutes", Sentence, Channel, Title, Link)
                .Read(newId, contact, FormDay.Moment(On, at)).Match(learned => RecordEvidence.Decide(at, learned), no => no),
            "retract" => (at, _) => RetractEvidence.Decide(at, new RetractEvidence(new EvidenceId(ParseId(Evidence)), Reason ?? "")),
            "decide" => (at, _) => seen is null
                ? Decision.Refuse("form-out-of-date", "What this page showed cannot be kept with the decision. Look again and confirm.")
                : DecideGate.Decide(at, new DecideGate(
                    StageKey.Of(Stage ?? ""), ParseWay(Way), Reason, FormDay.Read(On), Seen ?? 0, seen.Chance, seen.Fingerprint)
                {
                    BelowFloor = seen.BelowFloor,
                }),
            "withdraw-go" => (at, _) => WithdrawGo.Decide(at, new WithdrawGo(StageKey.Of(Stage ?? ""), Reason ?? "", Seen ?? 0)),
            "amount" => (at, _) => AmountText.Read(Amount).Match(
                amount => ChangeAmount.Decide(at, new ChangeAmount(MoneyOf(amount, at, currency))), no => no),
            "expected-close" => (at, _) => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(FormDay.Read(On))),
            "involve" => (at, contact) => contact is { } known
                ? InvolveContact.Decide(at, new InvolveContact(
                    known, Enum.TryParse<DecisionRole>(Role, true, out var role) ? role : DecisionRole.Advises, Reason))
                : Decision.Refuse("contact-missing", "Choose somebody at the customer, or write a new name."),
            "owner" => (at, _) => HandOver(at, newOwner),
            "plan" => (at, _) => PlanActivity.Decide(at, new PlanActivity(
                new PlanId(newId), ActivityKey.Of(Activity ?? ""), FormDay.Read(On) ?? at.Calendar.DayOf(at.Now), Reason)),
            "drop-plan" => (at, _) => DropActivity.Decide(at, new DropActivity(new PlanId(ParseId(Plan)), "dropped")),
            "close" => (at, _) => Close(at, currency),
            "undo" => (at, _) => UndoLast.Decide(at, new UndoLast(Seen ?? 0)),
            "reopen" => (at, _) => ReopenOpportunity.Decide(at, new ReopenOpportunity(Reason ?? "", Seen ?? 0)),
            _ => (_, _) => Decision.Refuse("unknown-form", "This form is out of date; reload the page and try again."),
        };

    private Decision HandOver(Situation at, Person? newOwner)
    {
        if (at.Refuses(Deed.ChangeOwner) is { } no) return no;
        if (newOwner is null) return Decision.Refuse("person-unknown", "Choose the seller who takes it over.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Decision.Refuse("reason-missing", "Say why it is handed over; the new owner reads it first.");
        return ChangeOwner.Decide(at, new ChangeOwner(newOwner.Id, Reason.Trim()), newOwner);
    }

    private Decision Close(Situation at, string currency)
    {
        var on = FormDay.Read(On) ?? at.Calendar.DayOf(at.Now);
        if (How == "won")
            return AmountText.Read(Amount).Match(
                amount => MoneyOf(amount, at, currency) is { } agreed ? Decide(new Closing.Won(agreed, on, [], Reason))
                    : Decision.Refuse("amount-missing", "A win needs the amount the customer agreed to."),
                no => no);
        return How switch
        {
            "lost" => Decide(new Closing.Lost(on, Reason ?? "", To)),
            "no-decision" => Decide(new Closing.NoDecision(on, Reason ?? "")),
            "void" => Decide(new Closing.Void(on, Reason ?? "", null)),
            _ => Decision.Refuse("how-missing", "Say how it ended: won, lost or no decision."),
        };

        Decision Decide(Closing closing) => CloseOpportunity.Decide(at, new CloseOpportunity(closing, Seen ?? 0));
    }

    private static Money? MoneyOf(decimal? amount, Situation at, string currency) =>
        amount is { } known ? new Money(known, at.Opportunity.Amount?.Currency ?? currency) : null;

    private static Guid ParseId(string? text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    private static GateWay ParseWay(string? text) => text switch
    {
        "go" => GateWay.Go,
        "no-go" => GateWay.NoGo,
        _ => GateWay.NotYet,
    };
}

/// <summary>Days as the browser's date field sends them.</summary>
internal static class FormDay
{
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Now for today or no day; else the end of that day.</summary>
    public static DateTimeOffset Moment(string? text, Situation at) =>
        Read(text) is { } day && day != at.Calendar.DayOf(at.Now) && day < DateOnly.MaxValue
            ? at.Calendar.EndOf(day).AddSeconds(-1) : at.Now;
}
