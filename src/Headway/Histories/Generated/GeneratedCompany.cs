using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Histories.Generated;

/// <summary>A fact with its own times, ready to be loaded into an empty history.</summary>
public sealed record GeneratedFact(StreamId Stream, Happened Happened, DateTimeOffset RecordedAt, Actor Actor);

/// <summary>The one ground-truth company that demo, tests and benchmarks use: its facts, and what is true behind them.</summary>
/// <param name="Facts">In order of <see cref="GeneratedFact.RecordedAt"/>; each stream in its own order.</param>
/// <param name="Cases">One per opportunity, with what is hidden; <see cref="OpportunityOf"/> gives its id.</param>
public sealed record GeneratedCompany(
    ImmutableArray<GeneratedFact> Facts, GroundTruth Truth, Nordhaven Organisation, ImmutableArray<GeneratedCase> Cases)
{
    public OpportunityId OpportunityOf(GeneratedCase one) => CaseScript.IdOf(Truth.Seed, one.Number);

    /// <summary>The same company for the same arguments, to the byte.</summary>
    /// <param name="process">Published; any process with at least three outcomes.</param>
    /// <param name="source">The process file's text, kept in its publishing.</param>
    /// <param name="asOf">The end of the span: nothing is recorded later. The demo passes the present.</param>
    /// <exception cref="ArgumentException">The process has fewer than three outcomes.</exception>
    public static GeneratedCompany Of(GroundTruthParameters parameters, ulong seed, Process process, string source, DateTimeOffset asOf)
    {
        var people = Nordhaven.Of(seed);
        var studied = StudiedOutcomes.Of(process);
        var last = people.Calendar.DayOf(asOf);
        var effects = new CalendarEffects(parameters, seed, people.Calendar);
        var hazards = WeeklyHazards.Calibrated(parameters, process.Stages.Length);
        var cases = CaseGenerator.Cases(parameters, seed, hazards, last, effects);
        var stage = new CompanyStage(parameters, seed, process, studied, people, InventedCustomers(seed, parameters), asOf);

        var founded = people.Calendar.StartOf(last.AddDays(-7 * parameters.Weeks - 14)).AddHours(9);
        var facts = people.Founding(founded).ToList();
        facts.Add(new GeneratedFact(
            StreamId.Of(process.Key), new Happened(new ProcessPublished(process, source, "The first version.", null), founded.AddHours(1)),
            founded.AddHours(1), new Actor(people.ProcessOwner.Id, "demo")));
        facts.Add(HoursOf(process, people, founded.AddHours(2)));
        facts.AddRange(GeneratedGoals.For(stage, cases, hazards, effects));
        var met = new HashSet<int>();
        foreach (var one in cases)
        {
            var script = CaseScript.Facts(stage, one);
            if (script.Count > 0 && met.Add(one.Account)) facts.AddRange(Meet(stage.Customers[one.Account], script[0]));
            facts.AddRange(script);
        }
        return new GeneratedCompany([.. facts.OrderBy(fact => fact.RecordedAt)], TruthOf(stage, hazards, effects), people, cases);
    }

    /// <summary>Columns alone, for studies over many seeds; the same cases as the whole company has.</summary>
    /// <param name="hazards">From <see cref="WeeklyHazards.Calibrated"/>, to be kept over many seeds.</param>
    public static ImmutableArray<GeneratedCase> CasesOf(GroundTruthParameters parameters, ulong seed, WeeklyHazards hazards, DateOnly last)
    {
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById(Nordhaven.Zone));
        return CaseGenerator.Cases(parameters, seed, hazards, last, new CalendarEffects(parameters, seed, calendar));
    }

    /// <summary>What the director thinks a week in each stage costs; invented like everything here.</summary>
    private static GeneratedFact HoursOf(Process process, Nordhaven people, DateTimeOffset at)
    {
        decimal[] perWeek = [1.5m, 2.5m, 3, 3, 2];
        var stages = process.Stages.Select((stage, i) => new StageHours(stage.Key, perWeek[Math.Min(i, perWeek.Length - 1)]));
        return new GeneratedFact(
            StreamId.Of(process.Key), new Happened(new HoursSet([.. stages], CapacityPerSellerWeek: 9), at), at,
            new Actor(people.Director.Id, "demo"));
    }

    private static ImmutableArray<InventedCustomer> InventedCustomers(ulong seed, GroundTruthParameters parameters) =>
        InventedCustomer.All(seed, parameters.Accounts);

    /// <summary>The account and its people, entered just before the first opportunity there.</summary>
    private static IEnumerable<GeneratedFact> Meet(InventedCustomer customer, GeneratedFact opening)
    {
        var at = opening.RecordedAt.AddMinutes(-10);
        GeneratedFact Known(Fact fact) => new(StreamId.Of(customer.Id), new Happened(fact, at), at, opening.Actor);
        return [Known(new AccountAdded(customer.Id, customer.Name, customer.Segment)),
            .. customer.Contacts.Select(contact => Known(new ContactAdded(contact.Id, contact.Name, contact.Title)))];
    }

    private static GroundTruth TruthOf(CompanyStage stage, WeeklyHazards hazards, CalendarEffects effects)
    {
        var asked = stage.Parameters;
        return new GroundTruth(
            asked, stage.Seed, stage.AsOf, stage.Studied, stage.People.Sellers[GeneratedCase.SellerWithGap].Id,
            stage.People.Teams[GeneratedCase.FasterTeam].Id, hazards.Average(asked.ExposureWithGap), hazards.Average(asked.ExposureShare),
            hazards.HelpfulEffect(), hazards.HelpfulEffect(3), hazards.EngagementEffect(asked.ExposureShare), hazards,
                effects.ShockByQuarter);
    }
}
