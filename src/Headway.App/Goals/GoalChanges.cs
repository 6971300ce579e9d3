using Headway.Access;
using Headway.App.Access;
using Headway.App.Design;
using Headway.App.Forecasting;
using Headway.App.Opportunities;
using Headway.Goals;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Goals;

/// <summary>What the forms beside a goal send. <see cref="Do"/> says which: change, share or drop.</summary>
public sealed class GoalChangeForm
{
    public string? Do { get; set; }

    public string? Key { get; set; }

    public string? Goal { get; set; }

    public string? Target { get; set; }

    public string? First { get; set; }

    public string? Last { get; set; }

    public string? Reason { get; set; }
}

/// <summary>From the forms beside a goal to the stored fact.</summary>
public sealed class GoalChanges(FactStore store, Views views, Analysis analysis)
{
    private const int Attempts = 5;

    /// <returns>Null when it is done.</returns>
    public async Task<Refusal?> Do(GoalChangeForm form, Visit visit)
    {
        var roster = new Roster(await views.People(), await views.Teams());
        var at = new GoalSituation(visit.Who, roster, new Dictionary<GoalId, Goal>(), visit.Now);
        var stream = StreamId.Of(new GoalId(Guid.TryParse(form.Goal, out var id) ? id : Guid.Empty));
        var request = RequestKey.Of(form.Key, [form.Do, form.Goal, form.Target, form.First, form.Last, form.Reason]);
        for (var attempt = 1; ; attempt++)
        {
            var facts = await store.Read(stream);
            if (facts.Length == 0) return new Refusal("goal-unknown", "There is no such goal.");
            var goal = Goal.Fold(facts);
            if (Decide(at, goal, form, visit.Calendar) is not Decision.Accepted accepted)
                return request.Key is { } key && await store.WasAnswered(visit.Who.Person, key, request.Hash)
                    ? null : ((Decision.Refused)Decide(at, goal, form, visit.Calendar)).Refusal;
            var append = Append.To(
                stream, goal.Version, new Actor(visit.Who.Person, "page"), accepted.Facts, request.Key, request.Hash);
            switch (await store.Append(append))
            {
                case AppendResult.Appended or AppendResult.Repeated:
                    await analysis.Refresh(visit.Now);
                    return null;
                case AppendResult.KeyUsedOtherwise:
                    return new Refusal("key-used-otherwise", "This form was sent before with other words; reload the page and try again.");
                case AppendResult.Conflict when attempt == Attempts:
                    return new Refusal("changed-since-you-looked", "Others are changing this goal right now; try again.");
            }
        }
    }

    private static Decision Decide(GoalSituation at, Goal goal, GoalChangeForm form, Calendar calendar)
    {
        switch (form.Do)
        {
            case "share":
                return ShareGoal.Decide(at, goal);
            case "drop":
                return DropGoal.Decide(at, goal, new DropGoal(form.Reason ?? ""));
            case "change":
                if (AmountText.Read(form.Target).IsRefused(out var no, out var target)) return no;
                if (target is not { } known || FormDay.Read(form.First) is not { } first || FormDay.Read(form.Last) is not { } last)
                    return Decision.Refuse("goal-unreadable", "Give a target like 640k, and the first and last day of the period.");
                return ChangeGoal.Decide(at, goal, new ChangeGoal(known, GoalWork.PeriodOf(first, last, calendar)));
            default:
                return Decision.Refuse("unknown-form", "This form is out of date; reload the page and try again.");
        }
    }
}
