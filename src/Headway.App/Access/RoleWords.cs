using Headway.Access;

namespace Headway.App.Access;

internal static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Seller => "seller",
        Role.Leader => "leader",
        Role.ProcessOwner => "process owner",
        Role.Viewer => "viewer",
        Role.Administrator => "administrator",
    };

    public static string Of(IEnumerable<Role> roles) => string.Join(", ", roles.Select(Of));

    /// <summary>What somebody with this role is here for.</summary>
    public static string Means(Role role) => role switch
    {
        Role.Seller => "works on opportunities of their own",
        Role.Leader => "sees and decides for the teams they lead",
        Role.ProcessOwner => "keeps the process; sees all opportunities",
        Role.Viewer => "sees all opportunities, changes none",
        Role.Administrator => "lets people in; sees no opportunity",
    };
}
