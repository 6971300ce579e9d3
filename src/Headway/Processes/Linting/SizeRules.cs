using System.Collections.Immutable;
using System.Globalization;

namespace Headway.Processes.Linting;

/// <summary>HW403, HW404, HW406: it fits on a page and into a week, and asks what decides a sale.</summary>
internal static class SizeRules
{
    /// <summary>Below this a process is only begun, and what is missing is plain to see.</summary>
    private const int LeastOutcomesToJudge = 3;

    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW403", Severity.Warning, "A process that does not fit on one page",
            "What does not fit on one page is not looked at in the car before the meeting.",
            "Shorten what is long, or take out what contributes least.",
            """
            outcomes:
              - key: what-goes-wrong
                statement: They have said what goes wrong today from the moment an order comes in until it
                  leaves the house, and at which of the steps it does so most often.
                question: What goes wrong today, and could it as well stay like that?
                proof: [customer]
              - key: what-it-costs
                statement: They have added up what it costs them in a year in overtime, in scrap, in
                  penalties and in customers who do not come back after it has happened to them.
                question: What does it cost them, and is it more than the remedy?
                proof: [customer]
              - key: what-they-tried
                statement: They have told us what was tried against it in the last years, how far it worked
                  for a while, and the reason it was given up for in the end.
                question: What have they tried, and would they try again?
                proof: [customer]
              - key: since-when
                statement: They have said since when it has been like that, all that changed in the house at
                  the time, and whether any of those changes could be taken back.
                question: Since when is it so, and will it go away by itself?
                proof: [customer]
            activities:
              - key: walk
                name: Walk through the works with the people who do it every day, and ask at each of the
                  steps what went wrong last
                pursues: [what-goes-wrong, what-it-costs, what-they-tried, since-when]
              - key: numbers
                name: Sit down with whoever keeps the numbers, and work out together what it adds up to over a whole year
                pursues: [what-goes-wrong, what-it-costs, what-they-tried, since-when]
              - key: ask-the-oldest
                name: Ask the one who has been there longest what was tried before, and what everybody learned from it then
                pursues: [what-goes-wrong, what-it-costs, what-they-tried, since-when]
            """,
            """
            outcomes:
              - key: what-goes-wrong
                statement: They have said what goes wrong today, and at which step.
                question: What goes wrong today, and could it as well stay like that?
                proof: [customer]
              - key: what-it-costs
                statement: They have added up what it costs them in a year.
                question: What does it cost them, and is it more than the remedy?
                proof: [customer]
            activities:
              - key: walk
                name: Walk through the works, and ask what went wrong last
                pursues: [what-goes-wrong, what-it-costs]
            """,
            process => process.Stages
                .Select(stage => (Stage: stage, Lines: PrintedPage.LinesOf(process, stage)))
                .Where(each => each.Lines > PrintedPage.LinesAPage)
                .Select(each => new Trouble(ElementPath.Stage(each.Stage.Key),
                    $"“{each.Stage.Name}” takes about {each.Lines} lines on paper; a page has {PrintedPage.LinesAPage}."))),

        new("HW404", Severity.Warning, "More to record than a seller has time for",
            "Above half an hour a week recording is put off until Friday, and what is written then is made up.",
            "Take out fields and outcomes that decide nothing, or let answers hold for longer.",
            """
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs them., question: What does it cost?, proof: [customer],
                  fresh for: 5 days }
              - { key: who-owns-it, statement: They have named who owns it., question: Does anybody own it?, proof: [customer],
                  fresh for: 5 days }
              - { key: what-they-tried, statement: They have said what they tried., question: Did it work?, proof: [customer],
                  fresh for: 5 days }
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, who-owns-it, what-they-tried]
            """,
            """
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs them., question: What does it cost?, proof: [customer],
                  fresh for: 90 days }
              - { key: who-owns-it, statement: They have named who owns it., question: Does anybody own it?, proof: [customer],
                  fresh for: 90 days }
              - { key: what-they-tried, statement: They have said what they tried., question: Did it work?, proof: [customer],
                  fresh for: 90 days }
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, who-owns-it, what-they-tried]
            """,
            LookAtBurden),

        new("HW406", Severity.Information, "A process that asks nothing about why, who and how they decide",
            "Without the problem, its consequence, the people, their way of deciding, the alternatives and the date it is all hope.",
            "Add the one of these that most often surprised you when you lost.",
            """
            outcomes:
              - { key: read, statement: They have read the paper., question: Have they read the paper?, proof: [customer] }
              - { key: visited, statement: They have visited the works., question: Have they visited the works?, proof: [customer] }
              - { key: tested, statement: They have tested a sample., question: Have they tested a sample?, proof: [customer] }
            activities:
              - key: invite
                name: Invite them to the works to hear what they think of it
                pursues: [read, visited, tested]
            """,
            """
            outcomes:
              - { key: read, statement: They have read the paper., question: Have they read the paper?, proof: [customer] }
              - { key: visited, statement: They have visited the works., question: Have they visited the works?, proof: [customer] }
              - { key: cost, statement: They have said what waiting costs., question: What does waiting cost?, proof: [customer] }
            activities:
              - key: invite
                name: Invite them to the works to hear what they think of it
                pursues: [read, visited, cost]
            """,
            LookForQualification),
    ];

    private static IEnumerable<Trouble> LookAtBurden(LintSubject subject)
    {
        var (process, burden) = (subject.Process, subject.Burden);
        var minutes = burden.MinutesAWeek(process);
        if (minutes <= RecordingBurden.MostMinutesAWeek) yield break;
        var most = process.Outcomes.MaxBy(outcome => burden.MinutesAWeek(process, outcome))!;
        yield return new Trouble(ElementPath.Process, string.Create(
            CultureInfo.InvariantCulture,
            $"Recording takes about {minutes:0} minutes a seller and week, with {burden.OpenOpportunities:0} open opportunities; "
            + $"{burden.MinutesAWeek(process, most):0} of them go to “{most.Statement}”."));
    }

    private static IEnumerable<Trouble> LookForQualification(Process process)
    {
        if (process.Outcomes.Count() < LeastOutcomesToJudge) return [];
        var asks = process.Outcomes.SelectMany(outcome => new[] { outcome.Statement, outcome.Question }).Select(Wording.Of).ToList();
        return asks.Any(sentence => sentence.Has(EnglishWords.Qualification)) ? [] : [new Trouble(
            ElementPath.Process, "Nothing asks about the problem, its consequence, the people in the decision, how they decide, the "
                + "alternatives or the timing.")];
    }
}
