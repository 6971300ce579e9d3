using System.Security.Claims;
using Headway.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Headway.App.Access;

/// <summary>The cookie carries who it is, never what he may do: that is read for every request.</summary>
internal sealed class PersonClaims(UserManager<SignIn> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<SignIn>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(SignIn user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CurrentPrincipal.PersonClaim, user.PersonId.ToString("N")));
        return identity;
    }
}
