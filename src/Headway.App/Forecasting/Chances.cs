using Headway.Opportunities;

namespace Headway.App.Forecasting;

/// <summary>A chance to win as a page shows it: a sentence with interval and sample, and the bare figure where a record keeps it.</summary>
/// <param name="Chance">0 to 1; null = not enough history.</param>
public sealed record ChanceShown(string Sentence, double? Chance, double? Low, double? High, string? Fingerprint);

/// <summary>The chance to win of an opportunity, from the stage model of its process.</summary>
public sealed class Chances
{
    public Task<ChanceShown> Of(Situation at) => Task.FromResult(new ChanceShown($"In {at.Standing.StageName}.", null, null, null, null));
}
