using System.Collections.Immutable;
using Headway.Processes.Linting;

namespace Headway.Processes;

/// <summary>A first draft of a process from the stage list of a CRM: far from ready, as the linter says at every place.</summary>
public static class ProcessOutline
{
    private const int MostStages = 20, MostCharacters = 100;

    private static readonly ImmutableArray<string> Endings =
        ["won", "lost", "closed", "closed won", "closed lost", "disqualified", "abandoned", "cancelled", "canceled", "no decision"];

    /// <param name="names">As the CRM lists them; empty lines and endings are left out. A name that says what the seller does becomes an
    /// outcome of the stage before it, to be put into the customer's words.</param>
    /// <returns>A draft that does not publish: purposes only repeat the names.</returns>
    public static Answer<Process> FromStages(string key, string name, IEnumerable<string> names)
    {
        var lines = names.Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var stages = ImmutableArray.CreateBuilder<Stage>();
        foreach (var line in lines.Where(line => !Endings.Contains(Plain(line))).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (line.Length > MostCharacters)
                return new Refusal(
                    "stage-too-long", $"“{line[..40]}…” is no name of a stage; write one a line, within {MostCharacters} characters.");
            if (Sentences.NamesASellersActivity(line) && stages.Count > 0)
                stages[^1] = stages[^1] with { Outcomes = stages[^1].Outcomes.Add(OutcomeOf(line, stages)) };
            else stages.Add(StageOf(line, stages));
        }
        return stages.Count switch
        {
            0 => new Refusal("stages-missing", "Write the stages of your CRM, one a line, in their order."),
            > MostStages => new Refusal(
                "too-many-stages", $"{stages.Count} stages are more than anybody walks; leave out what is not on the way."),
            _ => new Process(new ProcessKey(key), name, 0, name, stages.ToImmutable(), ProcessBudget.Default),
        };
    }

    private static Stage StageOf(string line, IEnumerable<Stage> before) => new(
        new StageKey(Keys.Free(line, taken => before.Any(stage => stage.Key.Value == taken), "stage")), line, line, [], [],
        new Gate($"Go on after {line}?", [], new Decider.Seller()));

    private static Outcome OutcomeOf(string line, IEnumerable<Stage> before) => new(
        new OutcomeKey(Keys.Free(
            line, taken => before.Any(stage => stage.Outcomes.Any(outcome => outcome.Key.Value == taken)), "outcome")),
        line, $"{line}: what did the customer say or do then?", [Proof.Customer], 90, false, []);

    private static string Plain(string line) =>
        string.Join(' ', line.ToLowerInvariant().Split([' ', '-', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
}
