using System.Net;
using System.Text.RegularExpressions;
using Headway.Access;
using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.Storage.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Headway.SystemTests.Access;

/// <summary>Signing in, staying in, and being put out.</summary>
public sealed partial class Ways_in(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_wrong_passwords_close_the_door_also_to_the_right_one()
    {
        var browser = server.Browser();
        for (var i = 0; i < 5; i++) await RunningServer.Post(
            browser, "/sign-in", ("email", TwoTeams.Vic.Email), ("password", $"guess {i}"));
        var right = await RunningServer.Post(browser, "/sign-in", ("email", TwoTeams.Vic.Email), ("password", TwoTeams.Password));
        Assert.Contains("failed=locked", To(right));
        Assert.Contains("/sign-in", To(await browser.GetAsync("/", Cancel)));
    }

    [Fact]
    public async Task Twenty_tries_a_minute_from_one_address_are_enough()
    {
        var browser = server.Browser();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
            statuses.Add((await RunningServer.Post(browser, "/sign-in", ("email", $"n{i}@example.com"), ("password", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.All(statuses[..^1], status => Assert.Equal(HttpStatusCode.Redirect, status));
    }

    [Theory]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/pipeline?show=won", "/pipeline?show=won")]
    public async Task After_signing_in_only_pages_of_our_own_follow(string from, string to)
    {
        var answer = await RunningServer.Post(
            server.Browser(), "/sign-in", ("email", TwoTeams.Per.Email), ("password", TwoTeams.Password), ("from", from));
        Assert.Equal(to, To(answer));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/sign-out-everywhere")]
    [InlineData("/join")]
    [InlineData("/set-up")]
    [InlineData("/account")]
    [InlineData("/goals")]
    public async Task A_form_without_the_token_of_its_page_is_refused(string path)
    {
        var browser = await server.SignedIn(TwoTeams.Per);
        var before = await server.Content();
        var answer = await browser.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("_handler", "account")]), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, before), (answer.StatusCode, await server.Content()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        var browser = server.Browser();
        var form = await browser.GetAsync("/sign-in", Cancel);
        var answer = await RunningServer.Post(browser, "/sign-in", ("email", TwoTeams.Per.Email), ("password", TwoTeams.Password));
        var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie =>
            cookie.StartsWith("headway=", StringComparison.Ordinal));
        Assert.Contains("httponly", session);
        Assert.Contains("samesite=lax", session);
        var antiforgery = Assert.Single(form.Headers.GetValues("Set-Cookie"), cookie =>
            cookie.Contains("Antiforgery", StringComparison.Ordinal));
        Assert.Contains("httponly", antiforgery);
        Assert.Contains("samesite=strict", antiforgery);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/join")]
    [InlineData("/people")]
    [InlineData("/pipeline")]
    [InlineData("/opportunities/ffffffff-0000-7000-8000-000000000000")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v1/opportunities")]
    [InlineData("/api/v1/no-such-thing")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        foreach (var browser in new[] { server.Browser(), await server.SignedIn(TwoTeams.Ana) })
        {
            var headers = (await browser.GetAsync(path, Cancel)).Headers;
            var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(headers.GetValues("Referrer-Policy")));
            Assert.True(headers.CacheControl?.NoStore);
            Assert.False(headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Whoever_loses_access_is_out_at_once_and_an_old_session_never_comes_back()
    {
        var person = await Joined("Lost", Role.Seller);
        var session = await server.SignedIn(person);
        var token = await server.WithTokenOf(person);
        Assert.Equal(HttpStatusCode.OK, (await session.GetAsync("/pipeline", Cancel)).StatusCode);
        Assert.Null(await Work(work => work.Change(Changed(person) with { Active = false }, Adi, "page", RequestKey.None)));
        Assert.Contains("/sign-in", To(await session.GetAsync("/pipeline", Cancel)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.GetAsync("/api/v1/opportunities", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await token.GetAsync("/api/v1/opportunities", Cancel)).StatusCode);
        var again = await RunningServer.Post(server.Browser(), "/sign-in", ("email", person.Email), ("password", TwoTeams.Password));
        Assert.Contains("failed=yes", To(again));
        Assert.Null(await Work(work => work.Change(Changed(person), Adi, "page", RequestKey.None)));
        Assert.Contains("/sign-in", To(await session.GetAsync("/pipeline", Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await (await server.SignedIn(person)).GetAsync("/pipeline", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_access_that_ended_refuses_a_session_that_was_not_used_in_between()
    {
        var person = await Joined("Idle", Role.Seller);
        var session = await server.SignedIn(person);
        await Work(work => work.Change(Changed(person) with { Active = false }, Adi, "page", RequestKey.None));
        await Work(work => work.Change(Changed(person), Adi, "page", RequestKey.None));
        Assert.Contains("/sign-in", To(await session.GetAsync("/pipeline", Cancel)));
    }

    [Fact]
    public async Task Another_role_holds_from_the_next_request_on()
    {
        var person = await Joined("Mover", Role.Seller);
        var session = await server.SignedIn(person);
        var hidden = $"/api/v1/opportunities/{server.Company.NextOpen().Value}";
        Assert.Equal(HttpStatusCode.NotFound, (await session.GetAsync(hidden, Cancel)).StatusCode);
        Assert.Null(await Work(work => work.Change(Changed(person) with { Roles = [Role.Viewer] }, Adi, "page", RequestKey.None)));
        Assert.Equal(HttpStatusCode.OK, (await session.GetAsync(hidden, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_sessions_too()
    {
        var person = await Joined("Traveller", Role.Seller);
        var (here, there) = (await server.SignedIn(person), await server.SignedIn(person));
        Assert.Equal("/sign-in", To(await RunningServer.Post(here, "/sign-out-everywhere")));
        Assert.Contains("/sign-in", To(await here.GetAsync("/", Cancel)));
        Assert.Contains("/sign-in", To(await there.GetAsync("/", Cancel)));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one()
    {
        var person = await Joined("Careful", Role.Seller);
        var (here, there) = (await server.SignedIn(person), await server.SignedIn(person));
        var changed = await RunningServer.Post(here, "/account", ("_handler", "account"), ("Form.Do", "password"),
            ("Form.Current", TwoTeams.Password), ("Form.New", "another quiet harbour"));
        Assert.Equal("/account?done=password", new Uri(server.Address, To(changed)).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account", Cancel)).StatusCode);
        Assert.Contains("/sign-in", To(await there.GetAsync("/account", Cancel)));
    }

    [Fact]
    public async Task A_link_sets_a_password_once_and_only_a_long_enough_one()
    {
        var (_, link) = await Invited("Once", Role.Seller);
        var weak = await Join(server.Browser(), link, "short");
        Assert.Contains("wrong=", To(weak));
        var browser = server.Browser();
        Assert.Equal("/", To(await Join(browser, link, TwoTeams.Password)));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", Cancel)).StatusCode);
        var second = server.Browser();
        Assert.StartsWith("/join", To(await Join(second, link, "somebody else’s password")));
        Assert.Contains("does not open anything", await second.GetStringAsync(link, Cancel));
    }

    [Fact]
    public async Task A_newer_link_ends_an_older_one_and_a_link_is_nobody_elses()
    {
        var (person, first) = await Invited("Twice", Role.Seller);
        var second = (await Work(work => work.MakeLink(person.Id, Adi, "page"))).Match(
            made => made.Link, refusal => throw new InvalidOperationException());
        Assert.Contains("does not open anything", await server.Browser().GetStringAsync(first, Cancel));
        var stolen = second.Replace(person.Id.ToString(), TwoTeams.Adi.Id.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("/join", To(await Join(server.Browser(), stolen, "a password for the boss")));
        Assert.Contains("Set your password", await server.Browser().GetStringAsync(second, Cancel));
    }

    [Fact]
    public async Task A_link_ends_with_its_seven_days()
    {
        var options = server.App.Services.GetRequiredService<IOptions<SignInLinkOptions>>().Value;
        Assert.Equal(TimeSpan.FromDays(7), options.TokenLifespan);
        var (_, link) = await Invited("Late", Role.Seller);
        Assert.Contains("Set your password", await server.Browser().GetStringAsync(link, Cancel));
        options.TokenLifespan = TimeSpan.Zero; // The framework reads a clock of its own; so the days are shortened, not awaited.
        Assert.Contains("does not open anything", await server.Browser().GetStringAsync(link, Cancel));
        options.TokenLifespan = SignInLinks.Lifespan;
    }

    [Fact]
    public async Task A_link_ends_with_the_access()
    {
        var (person, link) = await Invited("Gone", Role.Seller);
        await Work(work => work.Change(Changed(person) with { Active = false }, Adi, "page", RequestKey.None));
        Assert.Contains("does not open anything", await server.Browser().GetStringAsync(link, Cancel));
    }

    [Fact]
    public async Task Two_administrators_who_remove_each_other_at_once_leave_one()
    {
        var other = await Joined("Rival", Role.Administrator);
        var rival = CurrentPrincipal.Of(other, []);
        var first = Work(work => work.Change(Changed(TwoTeams.Adi) with { Roles = [Role.Viewer] }, rival, "page", RequestKey.None));
        var second = Work(work => work.Change(Changed(other) with { Roles = [Role.Viewer] }, Adi, "page", RequestKey.None));
        var answers = await Task.WhenAll(first, second);
        Assert.Single(answers, answer => answer is null);
        Assert.Single(answers, answer => answer?.Code is "last-administrator");
        // Give it back, for the other tests of this company.
        using var scope = server.App.Services.CreateScope();
        var people = await scope.ServiceProvider.GetRequiredService<Views>().People(Cancel);
        var left = Assert.Single(people, person => person.Active && person.Roles.Contains(Role.Administrator));
        if (left.Id != TwoTeams.Adi.Id)
            Assert.Null(await Work(work => work.Change(Changed(TwoTeams.Adi), rival, "page", RequestKey.None)));
    }

    private static Principal Adi => CurrentPrincipal.Of(TwoTeams.Adi, []);

    private static ChangePerson Changed(Person person) => new(person.Id, person.Name, person.Roles, person.Team, true);

    private async Task<(Person Person, string Link)> Invited(string name, Role role)
    {
        var command = new InvitePerson(new PersonId(Guid.CreateVersion7()), name, $"{name}@example.com", [role], null);
        return (await Work(work => work.Invite(command, Adi, "page", RequestKey.None)))
            .Match(invited => (invited.Person, invited.Link), refusal => throw new InvalidOperationException(refusal.Sentence));
    }

    private async Task<Person> Joined(string name, Role role)
    {
        var (person, link) = await Invited(name, role);
        Assert.Equal("/", To(await Join(server.Browser(), link, TwoTeams.Password)));
        return person;
    }

    private static Task<HttpResponseMessage> Join(HttpClient browser, string link, string password)
    {
        var parts = LinkParts().Match(link);
        return RunningServer.Post(browser, "/join", ("person", parts.Groups[1].Value),
            ("token", Uri.UnescapeDataString(parts.Groups[2].Value)), ("password", password));
    }

    private async Task<T> Work<T>(Func<PeopleWork, Task<T>> work)
    {
        using var scope = server.App.Services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<PeopleWork>());
    }

    private static string To(HttpResponseMessage answer) =>
        answer.Headers.Location?.OriginalString ?? $"no redirect but {answer.StatusCode}";

    [GeneratedRegex("person=([^&]+)&token=(.+)$")]
    private static partial Regex LinkParts();
}
