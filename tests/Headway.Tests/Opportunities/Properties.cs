using System.Collections.Immutable;
using CsCheck;
using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

/// <summary>Random sequences of commands by random people. On a failure CsCheck prints the seed; CsCheck_Seed repeats it.</summary>
public sealed class Whatever_people_do
{
    private const int Sequences = 2_000;
    private static readonly Principal[] People =
        [Seller, Seller, Seller, Leader, Leader, OtherSeller, OtherLeader, Administrator, Viewer, Seller with { IsPerson = false },
            Leader with { IsPerson = false }];
    private static readonly StageKey[] Stages = [Qualify, Prove, Agree];
    private static readonly OutcomeKey[] Outcomes = [Pain, Criteria, Signer, Terms];
    private static readonly Gen<int[]> Numbers = Gen.Int[0, 9_999].Array[8];

    [Fact]
    public void Every_stage_behind_was_passed_by_a_go_on_valid_evidence_or_an_override_with_a_reason() => Run((scene, before) =>
    {
        foreach (var stage in scene.Process.Stages.Take(scene.Standing.StageIndex))
        {
            var go = scene.Opportunity.Decisions.FindLast(decided => decided.Fact.Stage == stage.Key && decided.Fact.Way == GateWay.Go)!;
            Assert.Contains(go.By, new PersonId?[] { Ana, Lea });
            if (IsLeaders(scene, stage, go)) Assert.Equal(Lea, go.By);
            if (go.Fact.Override) Assert.False(string.IsNullOrWhiteSpace(go.Fact.Reason));
            else Assert.All(go.Fact.Needed, needed => Assert.True(WasConfirmed(scene, needed, go)));
        }
    });

    [Fact]
    public void Replaying_the_facts_gives_the_state() => Run((scene, before) =>
        Assert.Equal(Text(scene.Opportunity), Text(Opportunity.Fold(scene.Facts))));

    [Fact]
    public void Facts_survive_json() => Run((scene, before) =>
    {
        var fact = scene.Facts[^1].Fact;
        var text = FactJson.Write(fact);
        Assert.Equal(text, FactJson.Write(FactJson.Read(FactJson.NameOf(fact), text)));
    });

    [Fact]
    public void Decisions_are_never_edited() => Run((scene, before) =>
        Assert.Equal(before.Decisions, scene.Opportunity.Decisions.Take(before.Decisions.Count)));

    [Fact]
    public void Evidence_is_only_struck_and_retracted_or_claimed_evidence_never_counts() => Run((scene, before) =>
    {
        Assert.Equal(
            before.Evidence.Select(evidence => evidence.Fact),
            scene.Opportunity.Evidence.Take(before.Evidence.Count).Select(evidence => evidence.Fact));
        Assert.All(scene.Standing.Outcomes, now =>
            Assert.True(now.State.RestsOn is not { } by || (by.Retraction is null && by.Fact.Accepted)));
        Assert.DoesNotContain(
            scene.Opportunity.Evidence, evidence => evidence.Fact.Accepted && scene.Facts[evidence.Order - 1].Actor.Cause == "assistant");
    });

    [Fact]
    public void Nobody_but_the_owner_and_his_leader_changes_anything() => Run((scene, before) =>
        Assert.Contains(scene.Facts[^1].Actor.Person, new PersonId?[] { Ana, Lea }));

    [Fact]
    public void Nothing_ends_before_it_was_opened_or_opened_again() => Run((scene, before) =>
    {
        if (scene.Facts[^1] is { Fact: OpportunityClosed } closed)
            Assert.True(closed.EffectiveAt >= scene.Facts
                .Last(stored => stored.Fact is OpportunityOpened or OpportunityReopened).EffectiveAt);
    });

    [Fact]
    public void A_no_go_and_a_closing_come_together() => Run((scene, before) =>
    {
        if (scene.Opportunity.Closing is Closing.NoGo noGo)
            Assert.Equal(
                (noGo.Stage, GateWay.NoGo), (scene.Opportunity.Decisions[^1].Fact.Stage, scene.Opportunity.Decisions[^1].Fact.Way));
    });

    /// <summary>The check-box theorem: doing things, however many, brings nobody closer. Only evidence does.</summary>
    [Fact]
    public void Activities_that_taught_nothing_change_no_outcome_no_stage_and_no_clock() =>
        Gen.Select(Numbers.Array[0, 12], Gen.Bool.Array[1, 30]).Sample((steps, activities) =>
        {
            var scene = new Scene();
            foreach (var step in steps) Step(scene, step);
            var (before, standing) = (scene.Opportunity, scene.Standing);
            foreach (var meets in activities)
            {
                var activity = Road.FindActivity(meets ? Meet : Review)!;
                scene.Do(Seller, at => DoActivity.Decide(at, new DoActivity(null, activity.Key, [], activity.Pursues, 30, at.Now)));
            }
            Assert.Equal(before.IsOpen ? before.Done.Count + activities.Length : before.Done.Count, scene.Opportunity.Done.Count);
            Assert.Equal(standing.Outcomes, scene.Standing.Outcomes);
            Assert.Equal(
                (standing.StageIndex, before.StageClockFrom, before.LastHeardAt, before.Closing),
                (scene.Standing.StageIndex, scene.Opportunity.StageClockFrom, scene.Opportunity.LastHeardAt, scene.Opportunity.Closing));
        }, iter: Sequences);

    private static void Run(Action<Scene, Opportunity> holds) => Numbers.Array[1, 40].Sample(steps =>
    {
        var scene = new Scene();
        foreach (var step in steps)
        {
            var before = scene.Opportunity;
            if (Step(scene, step)) holds(scene, before);
        }
    }, iter: Sequences);

    /// <summary>One command made of eight numbers; true when it was accepted.</summary>
    internal static bool Step(Scene scene, int[] n)
    {
        scene.Now = scene.Now.AddHours(n[0] % 10 == 0 ? 24 * 20 : n[0] % 48); // now and then long enough for things to go stale
        var who = People[n[1] % People.Length];
        var (stage, outcome, coin) = (Stages[n[2] % 3], Outcomes[n[3] % 4], n[4] % 2 == 0);
        var at = scene.At(who);
        var any = scene.Opportunity.Evidence is { Count: > 0 } evidence ? evidence[n[5] % evidence.Count].Id : scene.NewEvidence();
        var said = scene.Said(outcome, n[6] % 4 != 0, (Proof)(n[5] % 3), scene.Now.AddHours(-(n[7] % 200)), n[7] % 5 == 0 ? any : null);
        var decision = (n[6] % 16) switch
        {
            0 or 1 or 2 or 3 or 4 => RecordEvidence.Decide(at, said),
            5 or 6 or 7 or 8 => DecideGate.Decide(at, new DecideGate(
                n[7] % 3 == 0 ? stage : at.Standing.Stage.Key, n[7] % 8 == 0 ? GateWay.NoGo : n[7] % 5 == 0 ? GateWay.NotYet : GateWay.Go,
                coin ? "Because." : null, scene.Today.AddDays(n[5] % 5), scene.Opportunity.Version - (n[5] % 7 == 0 ? 1 : 0), null, null)),
            9 => RetractEvidence.Decide(at, new RetractEvidence(any, "It was wrong.")),
            10 => WithdrawGo.Decide(at, new WithdrawGo(stage, "It no longer holds.")),
            11 => CloseOpportunity.Decide(at, new CloseOpportunity(Ended(scene, n[7]))),
            12 or 13 => ReopenOpportunity.Decide(at, new ReopenOpportunity("They called.")),
            14 => ChangeAmount.Decide(at, new ChangeAmount(coin ? new Money(n[7] * 10, "EUR") : null)),
            _ => DoActivity.Decide(
                at, new DoActivity(null, Review, coin ? [said with { Outcome = Signer }] : [], coin ? [] : [Signer], 30, scene.Now)),
        };
        return scene.Do(who, _ => decision) is Decision.Accepted;
    }

    private static Closing Ended(Scene scene, int n) => (n % 3) switch
    {
        0 => new Closing.Won(new Money(n, "EUR"), scene.Today.AddDays(-(n % 20)), [], n % 2 == 0 ? "By mail." : null),
        1 => new Closing.Lost(scene.Today, "Price."),
        _ => new Closing.Void(scene.Today, "A test.", null),
    };

    private static StoredFact FactOf(Scene scene, Decided decided) =>
        scene.Facts.Single(stored => ReferenceEquals(stored.Fact, decided.Fact));

    private static Opportunity Before(Scene scene, Decided decided) =>
        Opportunity.Fold(scene.Facts.Take(FactOf(scene, decided).Version - 1));

    /// <summary>By a plain reading of rule 11 and of who decides: unknown, or ever as high since the stage before was passed.</summary>
    private static bool IsLeaders(Scene scene, Stage stage, Decided go)
    {
        if (stage.Gate.DecidedBy is not Decider.LeaderFrom(var from)) return stage.Gate.DecidedBy is Decider.Leader;
        var before = scene.Facts.Take(FactOf(scene, go).Version - 1).ToList();
        var since = before.FindLastIndex(stored => stored.Fact is GateDecided { Way: GateWay.Go } or OpportunityOpened);
        var amounts = before.Skip(since + 1).Select(stored => stored.Fact switch
        {
            AmountChanged changed => changed.Amount,
            OpportunityClosed { Closing: Closing.Won won } => won.Amount,
            _ => null,
        }).Prepend(Opportunity.Fold(before.Take(since + 1)).Amount);
        return Before(scene, go).Amount is null || amounts.Any(amount => amount?.Amount >= from);
    }

    /// <summary>Recomputed from the facts before the decision, by a plain reading of rule 8.</summary>
    private static bool WasConfirmed(Scene scene, OutcomeAtGate needed, Decided go)
    {
        var outcome = scene.Process.FindOutcome(needed.Outcome)!;
        var latest = Before(scene, go).Evidence
            .Where(evidence => evidence.Fact.Outcome == needed.Outcome && evidence.Fact.Accepted && evidence.Retraction is null)
            .OrderBy(evidence => evidence.EffectiveAt).ThenBy(evidence => evidence.Order).LastOrDefault();
        var days = latest is null ? 0
            : DateOnly.FromDateTime(go.At.UtcDateTime).DayNumber - DateOnly.FromDateTime(latest.EffectiveAt.UtcDateTime).DayNumber;
        return latest is { Fact.Confirms: true } && needed.Evidence.Single() == latest.Id && days <= (outcome.FreshForDays ?? int.MaxValue);
    }

    private static string Text(Opportunity state) => string.Join('\n',
        state with
        {
            Evidence = [],
            Plans = [],
            Done = [],
            Gos = ImmutableDictionary<StageKey, DateTimeOffset>.Empty,
            Decisions = [],
            People = ImmutableDictionary<ContactId, Involvement>.Empty
        },
        string.Join(';', state.Evidence), string.Join(';', state.Plans),
        string.Join(';', state.Done.Select(done => (FactJson.Write(done.Fact), done.At, done.By))),
        string.Join(';', state.Gos.OrderBy(go => go.Key.Value)),
        string.Join(';', state.Decisions.Select(decided => (FactJson.Write(decided.Fact), decided.At, decided.By))),
        string.Join(';', state.People.OrderBy(person => person.Key.Value)));
}
