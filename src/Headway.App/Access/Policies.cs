using Headway.Access;
using Microsoft.AspNetCore.Authorization;

namespace Headway.App.Access;

/// <summary>The policies an endpoint may name. One that names none keeps the program from starting.</summary>
public static class Policies
{
    /// <summary>Anybody who is signed in and active.</summary>
    public const string Member = nameof(Member);

    /// <summary>May see opportunities: sellers, leaders, process owners, viewers.</summary>
    public const string SeesOpportunities = nameof(SeesOpportunities);

    /// <summary>May change opportunities; the decision on one opportunity is <see cref="Authority"/>'s.</summary>
    public const string WorksOnOpportunities = nameof(WorksOnOpportunities);

    public const string ReadsForecast = nameof(ReadsForecast);

    public const string ImportsHistories = nameof(ImportsHistories);

    public const string Administers = nameof(Administers);

    /// <summary>Drafts of the process; the decision itself is <see cref="Headway.Processes.ProcessDrafts"/>'s.</summary>
    public const string DraftsProcesses = nameof(DraftsProcesses);

    /// <summary>Agree to a new version of the process, or decline it; who asked may take it back.</summary>
    public const string DecidesProcesses = nameof(DecidesProcesses);

    /// <summary>The list of people: administrators change it, leaders see their own teams in it.</summary>
    public const string SeesPeople = nameof(SeesPeople);

    private static readonly IReadOnlyDictionary<string, Role[]> Roles = new Dictionary<string, Role[]>
    {
        [Member] = Enum.GetValues<Role>(),
        [SeesOpportunities] = [Role.Seller, Role.Leader, Role.ProcessOwner, Role.Viewer],
        [WorksOnOpportunities] = [Role.Seller, Role.Leader],
        [ReadsForecast] = [Role.Seller, Role.Leader, Role.ProcessOwner, Role.Viewer],
        [ImportsHistories] = [Role.ProcessOwner, Role.Leader],
        [DraftsProcesses] = [Role.ProcessOwner],
        [DecidesProcesses] = [Role.Leader, Role.ProcessOwner],
        [Administers] = [Role.Administrator],
        [SeesPeople] = [Role.Administrator, Role.Leader],
    };

    public static IServiceCollection AddHeadwayPolicies(this IServiceCollection services)
    {
        services.AddScoped<CurrentPrincipal>();
        services.AddScoped<IAuthorizationHandler, RoleHandler>();
        var builder = services.AddAuthorizationBuilder();
        foreach (var (name, roles) in Roles)
            builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(new HoldsOneOf(roles)));
        // Whatever forgets to say who may use it is for nobody.
        builder.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        return services;
    }

    /// <summary>Every endpoint names a policy, or says openly that it is for everybody.</summary>
    /// <exception cref="InvalidOperationException">Lists those that do neither.</exception>
    public static void RequirePolicyOnEveryEndpoint(IEnumerable<Endpoint> endpoints)
    {
        var open = endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null))
            .Select(endpoint => endpoint.DisplayName).ToList();
        if (open.Count > 0) throw new InvalidOperationException($"These endpoints name no policy: {string.Join(", ", open)}.");
    }

    private sealed record HoldsOneOf(Role[] Roles) : IAuthorizationRequirement;

    private sealed class RoleHandler(CurrentPrincipal current) : AuthorizationHandler<HoldsOneOf>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, HoldsOneOf requirement)
        {
            if (await current.Find(context.User) is { } principal && requirement.Roles.Any(principal.Is)) context.Succeed(requirement);
        }
    }
}
