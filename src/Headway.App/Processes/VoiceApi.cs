using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.App.Serving;
using Headway.Processes;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary>What sellers say about a process, for programs of the process owner. Only a person says it: there is nothing to
/// post.</summary>
internal static class VoiceApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "processes", "Processes");
        group.MapGet("{key}/voices", Voices).Describe<IReadOnlyList<HeardAnswer>>(
            Policies.DraftsProcesses, "What sellers find of no use in the version in use: how many, and their last words; never who.",
            problems: [404]);
        group.MapGet("{key}/questions", Questions).Describe<IReadOnlyList<QuestionAnswer>>(
            Policies.DraftsProcesses, "Questions sellers propose, the oldest first, with what became of them.", problems: [404]);
    }

    /// <param name="Element">Path of the outcome, activity or gate, as findings name it.</param>
    /// <param name="Voices">One a person and opportunity.</param>
    /// <param name="People">Distinct.</param>
    public sealed record HeardAnswer(string Element, int Voices, int People, IReadOnlyList<HeardWord> Words);

    /// <param name="Draft">The draft it was taken into.</param>
    /// <param name="Declined">Why it was not taken.</param>
    public sealed record QuestionAnswer(
        int Number, string Activity, string Outcome, string Question, Guid? By, DateTimeOffset At, int? Draft, string? Declined);

    private static async Task<IResult> Voices(string key, Views views, SellersVoice voice, CancellationToken cancel) =>
        await Find(key, views, cancel) is { } process
            ? Results.Ok((await voice.About(process.Key, cancel)).Voices.Heard(process).OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => new HeardAnswer(each.Key, each.Value.Voices, each.Value.People, each.Value.Words)).ToList())
            : Problems.NoSuch("process");

    private static async Task<IResult> Questions(string key, Views views, SellersVoice voice, CancellationToken cancel) =>
        await Find(key, views, cancel) is { } process
            ? Results.Ok((await voice.About(process.Key, cancel)).Questions.All.Select(each => new QuestionAnswer(
                each.Number, each.Fact.Activity.Value, each.Fact.Outcome.Value, each.Fact.Question, each.By?.Value, each.At, each.Draft,
                each.Declined)).ToList())
            : Problems.NoSuch("process");

    private static async Task<Process?> Find(string key, Views views, CancellationToken cancel) =>
        (await views.CurrentProcesses(cancel)).FirstOrDefault(process => process.Key.Value == key);
}
