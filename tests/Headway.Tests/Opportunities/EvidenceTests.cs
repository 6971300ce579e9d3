using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Recording_evidence
{
    private readonly Scene scene = new();

    private EvidenceRecorded Fact(RecordEvidence command, Principal? who = null) =>
        Assert.IsType<EvidenceRecorded>(Accepted(RecordEvidence.Decide(scene.At(who ?? Seller), command))[^1].Fact);

    [Fact]
    public void Customer_proof_with_contact_and_channel_stays_customer_proof_and_is_accepted()
    {
        var fact = Fact(scene.Said(Criteria));
        Assert.Equal((Proof.Customer, true), (fact.Proof, fact.Accepted));
    }

    [Fact]
    public void Customer_proof_without_a_channel_is_an_observation()
    {
        var fact = Fact(scene.Said(Pain) with { Channel = " " });
        Assert.Equal((Proof.Observation, true), (fact.Proof, fact.Accepted));
    }

    [Fact]
    public void Customer_proof_without_a_named_contact_is_an_observation_and_only_claimed_where_observations_do_not_count()
    {
        var fact = Fact(scene.Said(Criteria) with { SaidBy = null, SaidByRole = "the buyer" });
        Assert.Equal((Proof.Observation, false), (fact.Proof, fact.Accepted));
    }

    [Fact]
    public void Somebody_who_is_no_contact_of_the_account_proves_nothing() =>
        Refused("contact-unknown", RecordEvidence.Decide(scene.At(Seller), scene.Said(Criteria) with { SaidBy = Stranger }));

    [Fact]
    public void A_claim_is_shown_and_counts_nowhere()
    {
        var id = scene.Record(scene.Said(Criteria, proof: Proof.Observation));
        Assert.Equal(id, Assert.IsType<OutcomeState.Unknown>(scene.State(Criteria)).Claimed!.Id);
    }

    [Fact]
    public void What_an_assistant_records_is_claimed_whatever_its_proof()
    {
        scene.Record(scene.Said(Criteria), Seller with { IsPerson = false });
        Assert.IsType<OutcomeState.Unknown>(scene.State(Criteria));
    }

    [Fact]
    public void A_claim_does_not_hide_what_was_accepted_before()
    {
        scene.Record(scene.Said(Criteria));
        scene.Now += TimeSpan.FromHours(1);
        scene.Record(scene.Said(Criteria, confirms: false, proof: Proof.Observation));
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria));
    }

    [Fact]
    public void At_the_same_moment_the_one_appended_later_counts()
    {
        scene.Record(scene.Said(Criteria));
        var second = scene.Record(scene.Said(Criteria, confirms: false));
        Assert.Equal(second, Assert.IsType<OutcomeState.Refuted>(scene.State(Criteria)).By.Id);
    }

    [Fact]
    public void An_older_answer_recorded_later_changes_nothing()
    {
        var first = scene.Record(scene.Said(Criteria));
        scene.Record(scene.Said(Criteria, confirms: false, at: scene.Now.AddDays(-3)));
        Assert.Equal(first, Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria)).By.Id);
        Assert.Equal(scene.Now, scene.Opportunity.LastHeardAt);
    }

    [Fact]
    public void It_may_be_true_before_the_opening_and_more_than_14_days_late_is_shown()
    {
        var late = scene.Record(scene.Said(Pain, at: Start.AddDays(-14).AddMinutes(-1)));
        var inTime = scene.Record(scene.Said(Criteria, at: Start.AddDays(-14)));
        Assert.True(scene.Opportunity.FindEvidence(late)!.IsLate);
        Assert.False(scene.Opportunity.FindEvidence(inTime)!.IsLate);
    }

    [Fact]
    public void It_is_never_true_in_the_future() =>
        Refused("in-the-future", RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain, at: scene.Now.AddSeconds(1))));

    [Fact]
    public void For_an_outcome_outside_the_process_is_refused() =>
        Refused("outcome-outside-process", RecordEvidence.Decide(scene.At(Seller), scene.Said(new OutcomeKey("weather"))));

    [Fact]
    public void Without_a_sentence_or_without_who_is_refused()
    {
        Refused("sentence-missing", RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain) with { Sentence = " " }));
        Refused("too-long", RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain) with { Sentence = new string('x', 2_001) }));
        Refused("who-missing", RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain) with { SaidBy = null }));
    }

    [Theory]
    [InlineData(null, null, "document-missing")]
    [InlineData("Order form", " ", "document-missing")]
    [InlineData("Order form", "order.pdf", "link-unreadable")]
    [InlineData("Order form", "javascript:alert(1)", "link-unreadable")]
    [InlineData("Order form", "file:///etc/passwd", "link-unreadable")]
    public void Proof_by_a_document_takes_a_title_and_a_link(string? title, string? link, string code)
    {
        var document = title is null ? null : new DocumentLink(title, link!);
        Refused(code, RecordEvidence.Decide(scene.At(Seller), scene.Said(Terms, proof: Proof.Document) with { Document = document }));
    }

    [Fact]
    public void A_document_is_kept_with_its_link_and_belongs_to_that_proof_alone()
    {
        var said = scene.Said(Terms, proof: Proof.Document) with { Document = new DocumentLink(" Terms ", "http://files.example/t.pdf ") };
        Assert.Equal(new DocumentLink("Terms", "http://files.example/t.pdf"), Fact(said).Document);
        Refused("document-not-asked", RecordEvidence.Decide(scene.At(Seller), said with { Proof = Proof.Customer }));
    }

    [Theory]
    [InlineData("size", "large", null)]
    [InlineData("size", "huge", "capture-unreadable")]
    [InlineData("colour", "red", "capture-unknown")]
    [InlineData("seats", "12.5", null)]
    [InlineData("seats", "a dozen", "capture-unreadable")]
    [InlineData("budget", "84000", null)]
    [InlineData("budget", "-1", "capture-unreadable")]
    [InlineData("budget", "1000000000001", "capture-unreadable")]
    [InlineData("by", "2026-02-30", "capture-unreadable")]
    [InlineData("by", "2026-02-28", null)]
    [InlineData("signer", " ", "capture-unreadable")]
    public void Values_are_those_the_outcome_asks_for(string key, string value, string? code)
    {
        var asking = Road.Stages[0] with
        {
            Outcomes = [Road.Stages[0].Outcomes[0] with
            {
                Captures =
                [
                    new Capture("size", "Size", CaptureKind.Choice, ["small", "large"]),
                    new Capture("seats", "Seats", CaptureKind.Number, []),
                    new Capture("budget", "Budget", CaptureKind.Money, []), new Capture("by", "By when", CaptureKind.Date, []),
                    new Capture("signer", "Who signs", CaptureKind.People, []),
                ],
            }, Road.Stages[0].Outcomes[1]],
        };
        var wide = new Scene(Road with { Stages = [asking, .. Road.Stages.Skip(1)] });
        var said = wide.Said(Pain);
        var decision = RecordEvidence.Decide(wide.At(Seller), said with { Captures = said.Captures.Add(key, value) });
        if (code is null) Accepted(decision);
        else Refused(code, decision);
        Refused("capture-too-long",
            RecordEvidence.Decide(wide.At(Seller), said with { Captures = said.Captures.Add("signer", new string('x', 501)) }));
    }

    [Fact]
    public void Twice_under_one_id_is_refused()
    {
        var said = scene.Said(Pain);
        scene.Record(said);
        Refused("already-recorded", RecordEvidence.Decide(scene.At(Seller), said));
    }

    [Fact]
    public void Outcomes_of_later_stages_may_be_learned_early_and_move_no_stage()
    {
        scene.Record(scene.Said(Signer));
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Signer));
        Assert.Equal(0, scene.Standing.StageIndex);
    }
}

public sealed class Freshness
{
    [Fact]
    public void Holds_for_whole_days_until_the_end_of_the_last_one()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Pain)); // on 4 March, fresh for 30 days: the last one is 3 April
        scene.Now = new DateTimeOffset(2026, 4, 3, 23, 59, 59, TimeSpan.Zero);
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Pain));
        scene.Now = scene.Now.AddSeconds(1);
        Assert.Equal(scene.Now, Assert.IsType<OutcomeState.Stale>(scene.State(Pain)).Since);
    }

    [Fact]
    public void Counts_days_of_the_organisations_zone()
    {
        var scene = new Scene(calendar: new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland")));
        scene.Record(scene.Said(Pain)); // 23:00 on 4 March there
        var until = Assert.IsType<OutcomeState.Confirmed>(scene.State(Pain)).FreshUntil;
        // 4 April there begins at 11:00 UTC on the 3rd: daylight saving ends a day later.
        Assert.Equal(new DateTimeOffset(2026, 4, 3, 11, 0, 0, TimeSpan.Zero), until);
    }

    [Fact]
    public void A_refutation_never_goes_stale()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Pain, confirms: false));
        scene.Now = scene.Now.AddYears(5);
        Assert.IsType<OutcomeState.Refuted>(scene.State(Pain));
    }

    [Fact]
    public void Without_a_limit_a_confirmation_holds_for_good()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Criteria));
        scene.Now = scene.Now.AddYears(5);
        Assert.Null(Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria)).FreshUntil);
    }

    [Fact]
    public void Asking_again_makes_it_fresh()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Pain));
        scene.Now = scene.Now.AddDays(40);
        scene.Record(scene.Said(Pain));
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Pain));
    }
}

public sealed class Retracting_evidence
{
    private readonly Scene scene = new();

    [Fact]
    public void Recomputes_the_state_and_keeps_the_evidence_struck()
    {
        var first = scene.Record(scene.Said(Criteria));
        scene.Now = scene.Now.AddDays(1);
        var second = scene.Record(scene.Said(Criteria, confirms: false));
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(second, "Misheard."))));
        Assert.Equal(first, Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria)).By.Id);
        Assert.Equal("Misheard.", scene.Opportunity.FindEvidence(second)!.Retraction!.Reason);
    }

    [Fact]
    public void Takes_it_out_of_when_we_last_heard_from_the_customer()
    {
        scene.Now = scene.Now.AddDays(1);
        var id = scene.Record(scene.Said(Criteria));
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(id, "Wrong customer."))));
        Assert.Equal(Start, scene.Opportunity.LastHeardAt);
    }

    [Fact]
    public void Is_for_whoever_recorded_it_or_the_owners_leader()
    {
        var id = scene.Record(scene.Said(Criteria), Leader);
        Refused("not-yours", RetractEvidence.Decide(scene.At(Seller), new RetractEvidence(id, "I doubt it.")));
        Refused("not-yours", RetractEvidence.Decide(scene.At(OtherLeader), new RetractEvidence(id, "I doubt it.")));
        Refused("not-yours", RetractEvidence.Decide(scene.At(Administrator), new RetractEvidence(id, "I doubt it.")));
        Accepted(RetractEvidence.Decide(scene.At(Leader), new RetractEvidence(id, "I doubt it.")));
    }

    [Fact]
    public void Needs_a_reason_and_happens_once()
    {
        var id = scene.Record(scene.Said(Criteria));
        Refused("reason-missing", RetractEvidence.Decide(scene.At(Seller), new RetractEvidence(id, "")));
        Refused("evidence-unknown", RetractEvidence.Decide(scene.At(Seller), new RetractEvidence(scene.NewEvidence(), "Gone.")));
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(id, "Gone."))));
        Refused("already-retracted", RetractEvidence.Decide(scene.At(Seller), new RetractEvidence(id, "Gone.")));
    }

    [Fact]
    public void Superseding_retracts_and_records_in_one_append()
    {
        var old = scene.Record(scene.Said(Criteria));
        var facts = Accepted(scene.Do(Seller, at => RecordEvidence.Decide(at, scene.Said(Criteria, confirms: false, supersedes: old))));
        Assert.Collection(facts,
            happened => Assert.Equal(old, Assert.IsType<EvidenceRetracted>(happened.Fact).Evidence),
            happened => Assert.Equal(old, Assert.IsType<EvidenceRecorded>(happened.Fact).Supersedes));
        Assert.IsType<OutcomeState.Refuted>(scene.State(Criteria));
    }

    [Fact]
    public void An_assistant_cannot_take_away_what_a_person_had_accepted_not_even_by_superseding()
    {
        var assistant = Seller with { IsPerson = false };
        var counted = scene.Record(scene.Said(Criteria));
        var claimed = scene.Record(scene.Said(Pain), assistant);
        Refused("people-decide", RetractEvidence.Decide(scene.At(assistant), new RetractEvidence(counted, "A later mail says no.")));
        Refused("people-decide", RecordEvidence.Decide(scene.At(assistant), scene.Said(Criteria, confirms: false, supersedes: counted)));
        Accepted(RetractEvidence.Decide(scene.At(assistant), new RetractEvidence(claimed, "Read the wrong mail.")));
    }
}
