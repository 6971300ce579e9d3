using System.Collections.Immutable;
using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>What every case of the company shares.</summary>
internal sealed record CompanyStage(
    GroundTruthParameters Parameters, ulong Seed, Process Process, StudiedOutcomes Studied, Nordhaven People,
    ImmutableArray<InventedCustomer> Customers, DateTimeOffset AsOf);

/// <summary>One case acted out in order of time: every deed asks the domain's own decision, so a fact the domain would refuse cannot
/// arise.</summary>
internal sealed partial class CaseScript
{
    private readonly CompanyStage stage;
    private readonly GeneratedCase course;
    private readonly InventedCustomer customer;
    private readonly Xoshiro256StarStar random, ids;
    private readonly StreamId stream;
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, int Order)> deeds = new();
    private readonly List<(DateTimeOffset True, OutcomeKey Outcome, bool Confirms)> unrecorded = [];
    private readonly List<GeneratedFact> facts = [];
    private Opportunity? opportunity;
    private int order;
    private int owner;
    private bool over;

    private CaseScript(CompanyStage stage, GeneratedCase course)
    {
        (this.stage, this.course, owner) = (stage, course, course.Seller);
        customer = stage.Customers[course.Account];
        random = Xoshiro256StarStar.For(stage.Seed, "script", course.Number);
        ids = Xoshiro256StarStar.For(stage.Seed, "ids", course.Number);
        Id = IdOf(stage.Seed, course.Number);
        stream = StreamId.Of(Id);
    }

    private OpportunityId Id { get; }

    private Process Process => stage.Process;

    internal static OpportunityId IdOf(ulong seed, int number) =>
        new(Nordhaven.NextGuid(Xoshiro256StarStar.For(seed, "opportunity", number)));

    public static List<GeneratedFact> Facts(CompanyStage stage, GeneratedCase course)
    {
        var script = new CaseScript(stage, course);
        script.Plot();
        while (script.deeds.TryDequeue(out var deed, out var when) && when.At <= stage.AsOf) deed(when.At);
        return script.facts;
    }

    /// <summary>An instant in working hours of a day, or of the Monday after it.</summary>
    private DateTimeOffset On(DateOnly day, int fromHour = 9, int toHour = 17)
    {
        while (!CaseGenerator.IsWorkday(day)) day = day.AddDays(1);
        return stage.People.Calendar.StartOf(day).AddMinutes((60 * fromHour) + random.NextBelow(60 * (toHour - fromHour)));
    }

    private void At(DateTimeOffset when, Action<DateTimeOffset> deed)
    {
        while (!CaseGenerator.IsWorkday(stage.People.Calendar.DayOf(when))) when = when.AddDays(1);
        deeds.Enqueue(deed, (when, order++));
    }

    private Principal Owner => stage.People.Seller(owner);

    private Situation Now(DateTimeOffset now, Principal who) =>
        new(opportunity!, Process, who, stage.People.Sellers[owner].Team, now, stage.People.Calendar,
            [.. customer.Contacts.Select(contact => contact.Id)]);

    private void Append(Decision decision, Principal who, DateTimeOffset now) => decision.Match(
        accepted =>
        {
            foreach (var happened in accepted)
            {
                var actor = new Actor(who.Person, "demo");
                var version = (opportunity?.Version ?? 0) + 1;
                opportunity = OpportunityEvolving.Evolve(
                    opportunity, new StoredFact(0, stream, version, happened.EffectiveAt, now, now, actor, happened.Fact));
                facts.Add(new GeneratedFact(stream, happened, now, actor));
            }
            return true;
        },
        refusal => throw new InvalidOperationException(
            $"The generator tried what the domain refuses: {refusal.Code} on case {course.Number}."));

    /// <summary>A deed by the owner, left out once the case is over.</summary>
    private void Do(DateTimeOffset now, Func<Situation, Decision> deed)
    {
        if (opportunity!.IsOpen) Append(deed(Now(now, Owner)), Owner, now);
    }

    private Contact Somebody() => InventedCustomer.Of(random, customer.Contacts);

    private RecordEvidence Heard(OutcomeKey key, bool confirms, DateTimeOffset at, EvidenceId? supersedes = null)
    {
        var outcome = Process.FindOutcome(key)!;
        var contact = Somebody();
        var proof = outcome.Proof.Contains(Proof.Customer) && (outcome.Proof.Length == 1 || random.Chance(0.85)) ? Proof.Customer
            : outcome.Proof.Contains(Proof.Document) ? Proof.Document : outcome.Proof[0];
        var document = proof == Proof.Document ? new DocumentLink(outcome.Statement, $"https://files.example/{key}.pdf") : null;
        return new RecordEvidence(
            new EvidenceId(Nordhaven.NextGuid(ids)), key, confirms, SentenceBank.Sentence(random, outcome, confirms, contact), proof,
                contact.Id, null,
            proof == Proof.Customer ? SentenceBank.Channel(random) : null, at, supersedes,
            confirms ? Captures(outcome) : NoCaptures, document);
    }

    private static readonly ImmutableDictionary<string, string> NoCaptures = ImmutableDictionary<string, string>.Empty;

    private ImmutableDictionary<string, string> Captures(Outcome outcome)
    {
        var captures = NoCaptures;
        foreach (var capture in outcome.Captures)
        {
            string? value = capture.Kind switch
            {
                CaptureKind.Money => $"{course.Amount:0}",
                CaptureKind.People => Somebody().Name,
                CaptureKind.Date => (opportunity!.ExpectedClose ?? course.OpenedOn.AddDays(120)).ToString("yyyy-MM-dd"),
                CaptureKind.Number => (2 + random.NextBelow(60)).ToString(),
                CaptureKind.Choice => capture.Choices is [var first, ..] ? first : null,
                CaptureKind.Text => null,
            };
            if (value is not null) captures = captures.SetItem(capture.Key, value);
        }
        return captures;
    }
}
