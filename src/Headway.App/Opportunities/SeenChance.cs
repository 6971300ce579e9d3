using System.Security.Cryptography;
using System.Text.Json;
using Headway.App.Forecasting;
using Microsoft.AspNetCore.DataProtection;

namespace Headway.App.Opportunities;

/// <summary>
/// The chance that a gate's page showed, sealed into its form: what is kept with the decision is what the decider saw (rule 12), although
/// the model is fitted anew with every fact. Nobody can put another figure in.
/// </summary>
public static class SeenChance
{
    private sealed record Seal(Guid Opportunity, int Version, double? Chance, string? Fingerprint, bool BelowFloor = false);

    public static string Close(IDataProtectionProvider protection, OpportunityId opportunity, int version, ChanceShown shown) =>
        Protector(protection).Protect(JsonSerializer.Serialize(new Seal(
            opportunity.Value, version, shown.Chance, shown.Fingerprint, shown.BelowFloor)));

    /// <summary>Null when it was not sealed here, or for another opportunity or version than the form was made for.</summary>
    public static ChanceShown? Open(IDataProtectionProvider protection, OpportunityId opportunity, int? version, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<Seal>(Protector(protection).Unprotect(text)) is { } seal
                && seal.Opportunity == opportunity.Value && seal.Version == version
                ? new ChanceShown("", seal.Chance, seal.Fingerprint) { BelowFloor = seal.BelowFloor } : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("headway.seen-chance");
}
