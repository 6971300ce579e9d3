using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Storage.Views;

internal static class RoleText
{
    public static string Write(ImmutableArray<Role> roles) => string.Join(',', roles);

    public static ImmutableArray<Role> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];
}
