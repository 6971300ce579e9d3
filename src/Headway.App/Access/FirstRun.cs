using System.Security.Cryptography;
using System.Text;
using Headway.Storage.Views;

namespace Headway.App.Access;

/// <summary>The one-time link with which the first person sets Headway up. Only its hash is kept; there is no default password.</summary>
public sealed class FirstRun(Views views, Maintenance maintenance)
{
    private const string Setting = "set-up-token";

    /// <summary>A new link while nobody is here yet; null afterwards.</summary>
    public async Task<string?> LinkWhenNobodyIsHere(string address, CancellationToken cancel = default)
    {
        if ((await views.People(cancel)).Length > 0) return null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await maintenance.SetSetting(Setting, Hash(token), cancel);
        return $"{address}/set-up?token={token}";
    }

    public async Task<bool> Accepts(string? token, CancellationToken cancel = default) =>
        token is { Length: > 0 } && (await views.People(cancel)).Length == 0 && await maintenance.Setting(Setting, cancel) is { } hash &&
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(token)));

    public Task Used(CancellationToken cancel = default) => maintenance.SetSetting(Setting, null, cancel);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}
