using System.Net.Http.Json;
using Headway.Formats.ProcessFile;
using static Headway.SystemTests.Access.TwoTeams;

namespace Headway.SystemTests.Access;

/// <summary>One request of the matrix, on something no other call touches.</summary>
/// <param name="Absent">The same request about something that does not exist; null where there is nothing to hide.</param>
internal sealed record Call(string Path, object? Json = null, (string Name, string Value)[]? Form = null, bool Looked = false,
    string? Absent = null);

/// <summary>How each row of the matrix is called. The key is the row's first cell: method, address, and which form of the page.</summary>
internal static class Calls
{
    private static readonly string Never = Guid.Parse("ffffffff-0000-7000-8000-000000000000").ToString();
    private static int number;

    /// <summary>Stands for what the gate's page sealed into its form; the matrix puts it in from the page of whoever calls.</summary>
    public const string SealedOnThePage = "@sealed";

    public static readonly IReadOnlyDictionary<string, Func<TwoTeams, Call>> All = new Dictionary<string, Func<TwoTeams, Call>>
    {
        ["GET /"] = _ => new("/"),
        ["GET /pipeline"] = _ => new("/pipeline"),
        ["GET /goals"] = _ => new("/goals"),
        ["GET /forecast"] = _ => new("/forecast"),
        ["GET /learn"] = _ => new("/learn"),
        ["GET /learn/smallest"] = _ => new("/learn/smallest"),
        ["GET /learn/gates"] = _ => new("/learn/gates"),
        ["GET /learn/decisions"] = _ => new("/learn/decisions"),
        ["GET /learn/map"] = _ => new("/learn/map"),
        ["GET /learn/clients"] = _ => new("/learn/clients"),
        ["GET /learn/versions"] = _ => new("/learn/versions"),
        ["GET /learn/honesty"] = _ => new("/learn/honesty"),
        ["GET /learn/contribution"] = _ => new("/learn/contribution"),
        ["GET /process"] = _ => new("/process"),
        ["GET /process/{Key}"] = _ => new("/process/new-business"),
        ["GET /people"] = _ => new("/people"),
        ["GET /account"] = _ => new("/account"),
        ["GET /join"] = _ => new("/join"),
        ["GET /sign-in"] = _ => new("/sign-in"),
        ["GET /set-up"] = _ => new("/set-up"),
        ["GET /not-for-you"] = _ => new("/not-for-you"),
        ["GET /design"] = _ => new("/design"),
        ["GET /opportunities/new"] = _ => new("/opportunities/new"),
        ["GET /opportunities/{Id:guid}"] = all => Page(all.NextOpen(), ""),
        ["GET /opportunities/{Id:guid}/gate"] = all => Page(all.NextOpen(), "/gate"),
        ["GET /opportunities/{Id:guid}/prepare"] = all => Page(all.NextOpen(), "/prepare"),
        ["GET /opportunities/{id:guid}/plans/{plan:guid}/calendar.ics"] = all =>
            Page(all.NextOpen(), $"/plans/{Planned.Value}/calendar.ics"),
        ["GET /histories"] = _ => new("/histories"),
        ["GET /histories/files/{Id:guid}"] = _ => new($"/histories/files/{Never}"),
        ["GET /histories/files/{id:guid}/rejected.csv"] = _ => new($"/histories/files/{Never}/rejected.csv"),
        ["GET /histories/files/{id:guid}/mapping.yaml"] = _ => new($"/histories/files/{Never}/mapping.yaml"),
        ["GET /nothing-here"] = _ => new("/nothing-here"),
        ["GET /{*path:nonfile}"] = _ => new("/no/such/page"),
        ["GET /healthz/live"] = _ => new("/healthz/live"),
        ["GET /problem"] = _ => new("/problem"),
        ["GET /_framework/opaque-redirect"] = _ => new("/_framework/opaque-redirect"),
        ["GET /api/{**rest}"] = _ => new("/api/v1/no-such-thing"),
        ["GET /api/openapi.json"] = _ => new("/api/openapi.json"),

        ["POST /sign-in"] = _ => new("/sign-in", Form: [("email", "nobody@example.com"), ("password", "x")]),
        ["POST /sign-out"] = _ => new("/sign-out", Form: []),
        ["POST /sign-out-everywhere"] = _ => new("/sign-out-everywhere", Form: []),
        ["POST /set-up"] = _ => new("/set-up", Form: [("token", "guessed"), ("organisation", "Mine"), ("name", "Me")]),
        ["POST /join"] = all => new("/join", Form: [("person", all.NextPerson().ToString()), ("token", "guessed"),
            ("password", "a new long password")]),

        ["POST /opportunities/new #open"] = _ => new("/opportunities/new",
            Form: [("_handler", "open"), ("Form.Account", $"Customer {++number}"),
            ("Form.Name", "Valves"), ("Form.Process", "new-business")]),
        ["POST /opportunities/{Id:guid} #record"] = all => Work(all.NextOpen(), "record", ("Outcome", "signer"), ("Verdict", "confirms"),
            ("Who", Dora.ToString()), ("Channel", "call"), ("Sentence", "The head of finance signs")),
        ["POST /opportunities/{Id:guid} #record-of-somebody-new"] = all => Work(all.NextOpen(), "record", ("Outcome", "signer"),
            ("Verdict", "confirms"), ("NewContact", $"Somebody {++number}"), ("Channel", "call"), ("Sentence", "I sign")),
        ["GET /opportunities/{Id:guid}/done"] = all => Page(all.NextOpen(), "/done"),
        ["POST /opportunities/{Id:guid}/done"] = all => Page(all.NextOpen(), "/done") with
        {
            Form = [("_handler", "done"), ("Form.Activity", "meet"), ("Form.Rows[0].Outcome", "signer"),
                ("Form.Rows[0].Result", "nothing"), ("Form.Rows[1].Outcome", "pain"), ("Form.Rows[1].Result", "nothing")]
        },
        ["POST /opportunities/{Id:guid} #retract"] = all => Work(
            all.NextOpen(), "retract", ("Evidence", Told.ToString()), ("Reason", "Misheard")),
        ["POST /opportunities/{Id:guid} #withdraw-go"] = all =>
            Work(all.NextOpen(), "withdraw-go", ("Stage", "qualify"), ("Reason", "Stopped"),
            ("Seen", $"{OpenVersion}")),
        ["POST /opportunities/{Id:guid} #amount"] = all => Work(all.NextOpen(), "amount", ("Amount", "30k")),
        ["POST /opportunities/{Id:guid} #expected-close"] = all => Work(all.NextOpen(), "expected-close", ("On", "2031-01-31")),
        ["POST /opportunities/{Id:guid} #involve"] = all => Work(
            all.NextOpen(), "involve", ("NewContact", "Dora Maier"), ("Role", "Signs")),
        ["POST /opportunities/{Id:guid} #plan"] = all => Work(all.NextOpen(), "plan", ("Activity", "meet")),
        ["POST /opportunities/{Id:guid} #drop-plan"] = all => Work(all.NextOpen(), "drop-plan", ("Plan", Planned.ToString())),
        ["POST /opportunities/{Id:guid} #voice"] = all => Work(
            all.NextOpen(), "voice", ("About", "outcome/signer"), ("Reason", "They publish it")),
        ["POST /opportunities/{Id:guid} #voice-back"] = all => Work(all.NextOpen(), "voice-back", ("About", "outcome/signer")),
        ["POST /opportunities/{Id:guid} #propose"] = all => Work(
            all.NextOpen(), "propose", ("Outcome", "signer"), ("Activity", "meet"), ("Sentence", $"Who signed order {++number}?")),
        // What the company recorded lies twenty days back: nothing of it can be undone any more.
        ["POST /opportunities/{Id:guid} #undo"] = all => Work(all.NextOpen(), "undo", ("Seen", $"{OpenVersion}")),
        ["POST /opportunities/{Id:guid} #close"] = all => Work(all.NextOpen(), "close", ("How", "no-decision"), ("Reason", "Silence"),
            ("Seen", $"{OpenVersion}")),
        ["POST /opportunities/{Id:guid} #reopen"] = all => Work(all.NextClosed(), "reopen", ("Reason", "They came back"),
            ("Seen", $"{ClosedVersion}")),
        ["POST /opportunities/{Id:guid}/gate #decide"] = all =>
            Work(all.NextOpen(), "decide", "/gate", ("Stage", "prove"), ("Way", "no-go"),
            ("Reason", "They have no budget"), ("Seen", $"{OpenVersion}"), ("Shown", SealedOnThePage)),
        ["POST /goals #all-of-us"] = _ => Goal("organisation"),
        ["POST /goals #team"] = _ => Goal($"team:{North}"),
        ["POST /learn/gates #hours"] = _ => new("/learn/gates", Form: [("_handler", "hours"),
            .. Enumerable.Range(0, 3).Select(i => ($"Form.PerWeek[{i}]", "2")), ("Form.Capacity", $"{++hoursAsked}")]),
        ["POST /learn/smallest #draft"] = _ => new("/learn/smallest", Form: [("_handler", "draft")]),
        ["POST /process #discard"] = _ => new("/process", Form: [("_handler", "process"), ("Form.Do", "discard"),
            ("Form.Process", "new-business"), ("Form.Number", "99")]),
        ["POST /process/{Key} #discard"] = _ => new("/process/new-business", Form: [("_handler", "process"),
            ("Form.Do", "discard"), ("Form.Process", "new-business"), ("Form.Number", "99")]),
        ["POST /process/{Key} #take"] = _ => new("/process/new-business", Form: [("_handler", "process"), ("Form.Do", "take"),
            ("Form.Number", "99")]),
        ["POST /process/{Key} #decline-question"] = _ => new("/process/new-business", Form: [("_handler", "process"),
            ("Form.Do", "decline-question"), ("Form.Number", "99"), ("Form.Reason", "Asked")]),
        ["GET /process/{Key}/drafts/{Number:int}"] = _ => new("/process/new-business/drafts/99"),
        ["POST /process/{Key}/drafts/{Number:int} #edit"] = _ => new("/process/new-business/drafts/99",
            Form: [("_handler", "studio"), ("Form.Do", "edit"), ("Form.Target", "process"), ("Form.Name", "Ours")]),
        ["GET /api/v1/processes/drafts"] = _ => new("/api/v1/processes/drafts"),
        ["POST /api/v1/processes/drafts"] = _ => new("/api/v1/processes/drafts", new { source = Draft(++number) }),
        ["POST /api/v1/processes/{key}/drafts/{number:int}/discarding"] =
            _ => new("/api/v1/processes/new-business/drafts/99/discarding", new { }),
        ["POST /api/v1/processes/{key}/drafts/{number:int}/publication"] =
            _ => new("/api/v1/processes/new-business/drafts/99/publication", new { reason = "It helps" }),
        ["POST /api/v1/processes/{key}/drafts/{number:int}/agreement"] =
            _ => new("/api/v1/processes/new-business/drafts/99/agreement", new { }),
        ["POST /api/v1/processes/{key}/drafts/{number:int}/declining"] =
            _ => new("/api/v1/processes/new-business/drafts/99/declining", new { reason = "Ask first" }),
        ["POST /api/v1/processes/{key}/retirement"] = _ => new("/api/v1/processes/never-published/retirement", new { reason = "Old" }),
        ["POST /goals #of-ana"] = _ => Goal($"seller:{Ana.Id}"),
        ["POST /histories/files"] = _ => new("/histories/files", Form: []),
        ["POST /histories/files/{id:guid}/mapping"] = _ => new($"/histories/files/{Never}/mapping", Form: [("text", "case: id")]),
        ["POST /histories/files/{id:guid}/keep"] = _ => new($"/histories/files/{Never}/keep", Form: [("seen", "x")]),
        ["POST /histories/files/{id:guid}/away"] = _ => new($"/histories/files/{Never}/away", Form: []),
        ["POST /histories/{id:guid}/undo"] = _ => new($"/histories/{Never}/undo", Form: [("reason", "Wrong file")]),
        ["GET /api/v1/histories"] = _ => new("/api/v1/histories"),
        ["GET /api/v1/export"] = _ => new("/api/v1/export?format=none"),
        ["POST /api/v1/histories"] = _ => new("/api/v1/histories", new { }),
        ["GET /api/v1/histories/imports/{id:guid}"] = _ => new($"/api/v1/histories/imports/{Never}"),
        ["POST /api/v1/histories/{id:guid}/undo"] = _ => new($"/api/v1/histories/{Never}/undo", new { Text = "Wrong file" }),
        ["POST /people #invite"] = _ => People("invite", ("Name", "Nora"), ("Email", $"nora{++number}@example.com"),
            ("Roles", "Administrator")),
        ["POST /people #link"] = all => People("link", ("Id", all.NextPerson().Value.ToString())),
        ["POST /people #change"] = all => People("change", ("Id", all.NextPerson().Value.ToString()), ("Name", "Renamed"),
            ("Roles", "Seller")),
        ["POST /people #end"] = all => People("end", ("Id", all.NextPerson().Value.ToString())),
        ["POST /people #form-team"] = _ => People("form-team", ("Name", $"New team {++number}")),
        ["POST /people #change-team"] = all => People("change-team", ("Id", all.NextTeam().Value.ToString()),
            ("Name", $"Renamed {++number}")),
        ["POST /account #token"] = _ => new("/account", Form: [("_handler", "account"), ("Form.Do", "token"), ("Form.Name", "x"),
            ("Form.Days", "30")]),
        ["POST /account #password"] = _ => new("/account", Form: [("_handler", "account"), ("Form.Do", "password"),
            ("Form.Current", "guess"), ("Form.New", "a new long password")]),

        ["GET /api/v1/opportunities"] = _ => new("/api/v1/opportunities?limit=1"),
        ["POST /api/v1/opportunities"] = _ => new("/api/v1/opportunities",
            new { name = "Valves", process = "new-business", accountName = $"Customer {++number}" }),
        ["GET /api/v1/opportunities/{id:guid}"] = all => Api(all.NextOpen(), ""),
        ["GET /api/v1/opportunities/{id:guid}/timeline"] = all => Api(all.NextOpen(), "/timeline"),
        ["POST /api/v1/opportunities/{id:guid}/evidence"] = all => Api(all.NextOpen(), "/evidence",
            new
            {
                outcome = "signer",
                confirms = true,
                sentence = "The head of finance signs",
                proof = "customer",
                saidBy = Dora.Value,
                channel = "call"
            }),
        ["POST /api/v1/opportunities/{id:guid}/evidence/{evidence:guid}/retraction"] = all =>
            Api(all.NextOpen(), $"/evidence/{Told.Value}/retraction", new { reason = "Misheard" }),
        ["POST /api/v1/opportunities/{id:guid}/plans"] = all => Api(all.NextOpen(), "/plans", new { activity = "meet", on = "2031-01-31" }),
        ["POST /api/v1/opportunities/{id:guid}/plans/{plan:guid}/dropping"] = all =>
            Api(all.NextOpen(), $"/plans/{Planned.Value}/dropping", new { reason = "The call was enough" }),
        ["POST /api/v1/opportunities/{id:guid}/activities"] = all =>
            Api(all.NextOpen(), "/activities", new
            {
                activity = "meet",
                learned = Array.Empty<object>(),
                nothingNew = new[] { "pain", "signer" }
            }),
        ["POST /api/v1/opportunities/{id:guid}/gate"] = all =>
            Api(all.NextOpen(), "/gate", new { stage = "prove", way = "noGo", reason = "They have no budget" }, looked: true),
        ["POST /api/v1/opportunities/{id:guid}/gos/{stage}/withdrawal"] = all =>
            Api(all.NextOpen(), "/gos/qualify/withdrawal", new { reason = "Stopped" }, looked: true),
        ["PUT /api/v1/opportunities/{id:guid}/amount"] = all => Api(all.NextOpen(), "/amount", new { amount = 30_000 }),
        ["PUT /api/v1/opportunities/{id:guid}/expected-close"] = all => Api(all.NextOpen(), "/expected-close", new { on = "2031-01-31" }),
        ["PUT /api/v1/opportunities/{id:guid}/owner"] = all => Api(all.NextOpen(), "/owner", new { owner = Nils.Id.Value }),
        ["PUT /api/v1/opportunities/{id:guid}/people/{contact:guid}"] = all =>
            Api(all.NextOpen(), $"/people/{Dora.Value}", new { role = "signs" }),
        ["POST /api/v1/opportunities/{id:guid}/closing"] = all =>
            Api(all.NextOpen(), "/closing", new { how = "noDecision", on = Yesterday, reason = "Silence" }, looked: true),
        ["POST /api/v1/opportunities/{id:guid}/reopening"] = all => Api(all.NextClosed(), "/reopening", new { reason = "They came back" }),
        ["POST /api/v1/opportunities/{id:guid}/undo"] = all => Api(all.NextOpen(), "/undo", new { }),
        ["POST /api/v1/opportunities/{id:guid}/migration"] = all => Api(all.NextOpen(), "/migration", new { reason = "Try" }, looked: true),
        ["GET /api/v1/accounts"] = _ => new("/api/v1/accounts"),
        ["GET /api/v1/accounts/{id:guid}"] = _ => new($"/api/v1/accounts/{Acme.Value}", Absent: $"/api/v1/accounts/{Never}"),
        ["POST /api/v1/accounts/{id:guid}/contacts"] = _ => new(
            $"/api/v1/accounts/{Acme.Value}/contacts", new { name = $"Somebody {++number}" }, Absent: $"/api/v1/accounts/{Never}/contacts"),
        ["GET /api/v1/palette"] = _ => new("/api/v1/palette?q=pumps"),
        ["GET /api/v1/goals"] = _ => new("/api/v1/goals"),
        ["POST /api/v1/goals"] = _ => new("/api/v1/goals", new
        {
            scope = new { of = "seller", seller = Ana.Id.ToString() },
            metric = new { counts = "wins" },
            target = 3,
            first = "2031-01-01",
            last = "2031-03-31",
        }),
        ["GET /api/v1/processes"] = _ => new("/api/v1/processes"),
        ["GET /api/v1/processes/{key}/voices"] = _ => new(
            "/api/v1/processes/new-business/voices", Absent: "/api/v1/processes/never/voices"),
        ["GET /api/v1/processes/{key}/questions"] = _ => new(
            "/api/v1/processes/new-business/questions", Absent: "/api/v1/processes/never/questions"),
        ["GET /api/v1/processes/{key}/hours"] = _ => new(
            "/api/v1/processes/new-business/hours", Absent: "/api/v1/processes/never/hours"),
        ["PUT /api/v1/processes/{key}/hours"] = _ => new("/api/v1/processes/new-business/hours", new
        {
            perWeek = new { qualify = 2, prove = 2, agree = 2 },
            capacityPerSellerWeek = ++hoursAsked,
        }),
        ["GET /api/v1/forecast"] = _ => new("/api/v1/forecast?by=2020-01-01"),
        ["GET /api/v1/learn/funnel"] = _ => new("/api/v1/learn/funnel"),
        ["GET /api/v1/people"] = _ => new("/api/v1/people"),
        ["POST /api/v1/people"] = _ => new("/api/v1/people", new
        {
            name = "Nora",
            email = $"nora{++number}@example.com",
            roles = new[] { "administrator" }
        }),
        ["PUT /api/v1/people/{id:guid}"] = all =>
            new($"/api/v1/people/{all.NextPerson().Value}", new
            {
                name = "Renamed",
                roles = new[] { "administrator" },
                team = (Guid?)null,
                active = true
            }),
        ["POST /api/v1/people/{id:guid}/sign-in-link"] = all => new($"/api/v1/people/{all.NextPerson().Value}/sign-in-link", new { }),
        ["GET /api/v1/teams"] = _ => new("/api/v1/teams"),
        ["POST /api/v1/teams"] = _ => new("/api/v1/teams", new { name = $"New team {++number}" }),
        ["PUT /api/v1/teams/{id:guid}"] = all => new($"/api/v1/teams/{all.NextTeam().Value}", new { name = $"Renamed {++number}" }),
    };

    /// <summary>A draft that stands already is refused, so everybody keeps another.</summary>
    private static string Draft(int which) => $"# Draft {which}\n{ProcessFileWriter.Print(Storage.Company.Road)}";

    public static HttpContent Content(object json) => JsonContent.Create(json);

    private static string Yesterday => DateTime.UnixEpoch.AddDays(
        Math.Floor((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalDays) - 1)
        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Call Page(OpportunityId id, string below) =>
        new($"/opportunities/{id.Value}{below}", Absent: $"/opportunities/{Never}{below}");

    private static Call Api(OpportunityId id, string below, object? body = null, bool looked = false) =>
        new($"/api/v1/opportunities/{id.Value}{below}", body, Looked: looked, Absent: $"/api/v1/opportunities/{Never}{below}");

    private static Call Work(OpportunityId id, string deed, params (string Name, string Value)[] fields) => Work(id, deed, "", fields);

    private static Call Work(OpportunityId id, string deed, string below, params (string Name, string Value)[] fields) =>
        Page(id, below) with
        {
            Form = [("_handler", "work"), ("Form.Do", deed),
            .. fields.Select(field => ($"Form.{field.Name}", field.Value))]
        };

    /// <summary>Hours that stand already are refused, so everybody asks for others.</summary>
    private static int hoursAsked = 20;

    private static Call Goal(string scope) => new("/goals", Form: [("_handler", "goal"), ("Form.Scope", scope), ("Form.Metric", "wins"),
        ("Form.Target", "3"), ("Form.First", "2031-01-01"), ("Form.Last", "2031-03-31")]);

    private static Call People(string deed, params (string Name, string Value)[] fields) =>
        new("/people", Form: [("_handler", "people"), ("Form.Do", deed), .. fields.Select(field => ($"Form.{field.Name}", field.Value))]);
}
