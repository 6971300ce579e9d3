using Headway.Access;
using Headway.App.Forecasting;
using Headway.App.Opportunities;
using Headway.Opportunities;
using Headway.Processes;
using Headway.SystemTests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Headway.SystemTests.Opportunities;

public sealed class Naming_somebody_new
{
    private static readonly WorkForm Said = new()
    {
        Do = "record",
        Outcome = "pain",
        Sentence = "“We lose a shift a week.”",
        NewContact = "Emil Roth",
        Channel = "call",
    };

    private static async Task<(WorkAnswer Answer, Account Account, Opportunity Pumps)> Send(
        StoredCompany company, WorkForm form, Action? before = null)
    {
        var command = form.Command(Guid.NewGuid(), "EUR");
        var answer = await company.Work.Do(Company.Pumps, await company.As(Company.Ana), "page", form.Named(), (at, contact) =>
        {
            before?.Invoke();
            return command(at, contact);
        }, form.Request(), StoredCompany.Cancel);
        return (answer, Account.Fold(await company.Store.Read(StreamId.Of(Company.Acme), StoredCompany.Cancel)),
            Opportunity.Fold(await company.Store.Read(StreamId.Of(Company.Pumps), StoredCompany.Cancel)));
    }

    [Fact]
    public async Task Adds_the_contact_and_what_he_said_in_one_append()
    {
        await using var company = await StoredCompany.Found();
        var (answer, account, pumps) = await Send(company, Said);
        Assert.IsType<WorkAnswer.Done>(answer);
        var emil = account.Contacts.Single(contact => contact.Name == "Emil Roth").Id;
        Assert.Equal((Proof.Customer, emil), (pumps.Evidence[^1].Fact.Proof, pumps.Evidence[^1].Fact.SaidBy));
        var last = await company.Store.ReadAfter(await company.Store.Head(StoredCompany.Cancel) - 2, cancel: StoredCompany.Cancel);
        Assert.Equal([typeof(ContactAdded), typeof(EvidenceRecorded)], last.Select(fact => fact.Fact.GetType()));
    }

    [Fact]
    public async Task Decides_again_when_the_account_changed_meanwhile_and_never_loses_who_said_it()
    {
        await using var company = await StoredCompany.Found();
        var tries = 0;
        var (answer, account, pumps) = await Send(company, Said, () =>
        {
            if (tries++ == 0) company.Add(StreamId.Of(Company.Acme), new ContactAdded(
                Company.Id(60, ContactId.Of), "emil roth", null)).GetAwaiter().GetResult();
        });
        Assert.IsType<WorkAnswer.Done>(answer);
        Assert.Equal(2, tries);
        // The other one named the same person first: there is one of him, and he said it.
        Assert.Equal(Company.Id(60, ContactId.Of), account.Contacts.Single(contact => contact.Name == "emil roth").Id);
        Assert.Equal(Company.Id(60, ContactId.Of), pumps.Evidence[^1].Fact.SaidBy);
    }

    [Fact]
    public async Task Adds_nobody_when_what_he_said_is_refused()
    {
        await using var company = await StoredCompany.Found();
        var form = new WorkForm { Do = "record", Outcome = "weather", Sentence = "Sunny.", NewContact = "Emil Roth", Channel = "call" };
        var (answer, account, _) = await Send(company, form);
        Assert.Equal("outcome-outside-process", Assert.IsType<WorkAnswer.Refused>(answer).Refusal.Code);
        Assert.Equal([Company.Dora], account.Contacts.Select(contact => contact.Id));
    }
}

public sealed class Recording_from_the_form
{
    private static async Task<EvidenceRecorded?> Recorded(WorkForm form, string? refused = null)
    {
        await using var company = await StoredCompany.Found();
        var answer = await company.Work.Do(
            Company.Pumps, await company.As(Company.Ana), "page", form.Named(), form.Command(Guid.NewGuid(), "EUR"), form.Request(),
            StoredCompany.Cancel);
        if (refused is null) return Assert.IsType<WorkAnswer.Done>(answer).After!.Opportunity.Evidence[^1].Fact;
        Assert.Equal(refused, Assert.IsType<WorkAnswer.Refused>(answer).Refusal.Code);
        return null;
    }

    private static WorkForm Form(string? who = null, string? channel = null, string? title = null, string? link = null) => new()
    {
        Do = "record",
        Outcome = "signer",
        Sentence = "She signs.",
        Who = who,
        Channel = channel,
        Title = title,
        Link = link,
    };

    [Fact]
    public async Task Untouched_it_is_what_the_seller_saw_and_no_proof_by_the_customer()
    {
        var fact = await Recorded(Form(who: "", channel: ""));
        Assert.Equal((Proof.Observation, null, null, false), (fact!.Proof, fact.SaidBy, fact.Channel, fact.Accepted));
    }

    [Fact]
    public async Task With_somebody_and_no_channel_it_asks_how() => await Recorded(Form(Company.Dora.ToString(), ""), "channel-missing");

    [Fact]
    public async Task With_somebody_and_a_channel_it_is_proof_by_the_customer()
    {
        var fact = await Recorded(Form(Company.Dora.ToString(), "call"));
        Assert.Equal((Proof.Customer, Company.Dora, "call", true), (fact!.Proof, fact.SaidBy, fact.Channel, fact.Accepted));
    }

    [Fact]
    public async Task With_somebody_nobody_knows_it_is_refused_and_no_observation() =>
        await Recorded(Form(Guid.NewGuid().ToString(), "call"), "contact-unknown");

    [Fact]
    public async Task By_a_document_it_takes_title_and_link()
    {
        await Recorded(Form(channel: "document"), "document-missing");
        var fact = await Recorded(Form(title: "Order form", link: "https://files.example/o.pdf"));
        Assert.Equal((Proof.Document, new DocumentLink("Order form", "https://files.example/o.pdf")), (fact!.Proof, fact.Document));
    }
}

public sealed class Saying_what_an_activity_brought
{
    private static async Task<(WorkAnswer Answer, Opportunity Pumps)> Send(params ActivityRow[] rows)
    {
        await using var company = await StoredCompany.Found();
        var form = new ActivityForm { Activity = "meet", Rows = [.. rows], Minutes = "40" };
        var answer = await company.Work.Do(
            Company.Pumps, await company.As(Company.Ana), "page", form.Command(Guid.NewGuid), form.Request(), StoredCompany.Cancel);
        return (answer, Opportunity.Fold(await company.Store.Read(StreamId.Of(Company.Pumps), StoredCompany.Cancel)));
    }

    [Fact]
    public async Task Nothing_new_beside_one_outcome_says_nothing_about_the_others()
    {
        var (answer, pumps) = await Send(
            new ActivityRow { Outcome = "pain", Result = ActivityRow.NothingNew }, new ActivityRow { Outcome = "signer" });
        var refusal = Assert.IsType<WorkAnswer.Refused>(answer).Refusal;
        Assert.Equal("result-missing", refusal.Code);
        Assert.Contains("They named who signs", refusal.Sentence);
        Assert.Single(pumps.Done);
    }

    [Fact]
    public async Task Each_outcome_gets_its_own_answer()
    {
        var (answer, pumps) = await Send(
            new ActivityRow { Outcome = "pain", Result = ActivityRow.NothingNew },
            new ActivityRow
            {
                Outcome = "signer",
                Result = "refutes",
                Sentence = "Not her alone.",
                Who = Company.Dora.ToString(),
                Channel = "meeting",
            });
        Assert.IsType<WorkAnswer.Done>(answer);
        var results = pumps.Done[^1].Fact.Results;
        Assert.Equal((null, pumps.Evidence[^1].Id), (results[0].Evidence, results[1].Evidence));
        var said = pumps.Evidence[^1].Fact;
        Assert.Equal((false, Company.Dora, 40), (said.Confirms, said.SaidBy, pumps.Done[^1].Fact.Minutes));
    }
}

public sealed class Deciding_on_what_the_page_showed
{
    private static readonly IDataProtectionProvider Protection = new EphemeralDataProtectionProvider();
    private static readonly ChanceShown Shown = new("58 % chance", 0.58, "model-7") { BelowFloor = true };

    [Fact]
    public async Task Keeps_the_chance_and_the_floor_that_were_shown_although_the_model_was_fitted_anew()
    {
        await using var company = await StoredCompany.Found();
        var version = (await company.Work.Find(Company.Pumps, await company.As(Company.Lea), StoredCompany.Cancel))!.Opportunity.Version;
        var form = new WorkForm
        {
            Do = "decide",
            Stage = "prove",
            Way = "go",
            Reason = "Known.",
            Seen = version,
            Shown = SeenChance.Close(Protection, Company.Pumps, version, Shown),
        };
        var seen = SeenChance.Open(Protection, Company.Pumps, form.Seen, form.Shown);
        var answer = await company.Work.Do(Company.Pumps, await company.As(Company.Lea), "page", NamedContact.Nobody,
            form.Command(Guid.NewGuid(), "EUR", seen), form.Request(), StoredCompany.Cancel);
        var decided = Assert.IsType<WorkAnswer.Done>(answer).After!.Opportunity.Decisions[^1].Fact;
        Assert.Equal((0.58, "model-7", version), (decided.Chance, decided.Fingerprint, decided.SeenVersion));
        Assert.Equal(((bool?)true, true), (decided.BelowFloor, decided.Override));
    }

    [Fact]
    public async Task Refuses_a_figure_that_this_page_did_not_show()
    {
        var text = SeenChance.Close(Protection, Company.Pumps, 5, Shown);
        Assert.Equal(Shown with { Sentence = "" }, SeenChance.Open(Protection, Company.Pumps, 5, text));
        foreach (var opened in new[]
        {
            SeenChance.Open(Protection, Company.Pumps, 6, text), SeenChance.Open(Protection, Company.Hoses, 5, text),
            SeenChance.Open(Protection, Company.Pumps, 5, text[..^2] + "xx"), SeenChance.Open(Protection, Company.Pumps, 5, null),
            SeenChance.Open(new EphemeralDataProtectionProvider(), Company.Pumps, 5, text),
        })
            Assert.Null(opened);
        await using var company = await StoredCompany.Found();
        var form = new WorkForm { Do = "decide", Stage = "prove", Way = "go", Reason = "Known.", Seen = 14 };
        var answer = await company.Work.Do(Company.Pumps, await company.As(Company.Lea), "page", NamedContact.Nobody,
            form.Command(Guid.NewGuid(), "EUR"), form.Request(), StoredCompany.Cancel);
        Assert.Equal("form-out-of-date", Assert.IsType<WorkAnswer.Refused>(answer).Refusal.Code);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("withdraw-go")]
    [InlineData("decide")]
    public async Task Answers_with_the_change_instead_of_ending_or_falling_back_on_what_nobody_saw(string deed)
    {
        await using var company = await StoredCompany.Found();
        var stage = deed == "decide" ? "prove" : "qualify";
        var form = new WorkForm { Do = deed, Stage = stage, Way = "go", How = "lost", Reason = "Price.", Seen = 3 };
        var answer = await company.Work.Do(Company.Pumps, await company.As(Company.Lea), "page", NamedContact.Nobody,
            form.Command(Guid.NewGuid(), "EUR", Shown), form.Request(), StoredCompany.Cancel);
        Assert.Equal("changed-since-you-looked", Assert.IsType<WorkAnswer.Refused>(answer).Refusal.Code);
    }
}

public sealed class Handing_over_an_opportunity
{
    [Fact]
    public async Task To_where_the_leader_does_not_look_is_done_and_nothing_is_shown_afterwards()
    {
        await using var company = await StoredCompany.Found();
        var (outside, cleo) = (Company.Id(70, TeamId.Of), Company.Id(71, PersonId.Of));
        await company.Add(StreamId.Of(outside), new TeamFormed(outside, "West", null, null));
        await company.Add(
            StreamId.Of(cleo), new PersonJoined(cleo, "Cleo", "cleo@example.com", [Role.Seller], outside));
        // A leader only: as a process owner she would see everything.
        var lea = (await company.As(Company.Lea)) with { Roles = [Role.Leader] };
        var form = new WorkForm { Do = "owner", Reason = "Cleo knows them." };
        var taker = await company.Views.FindPerson(cleo, StoredCompany.Cancel);
        var answer = await company.Work.Do(Company.Pumps, lea, "page", NamedContact.Nobody,
            form.Command(Guid.NewGuid(), "EUR", newOwner: taker), form.Request(), StoredCompany.Cancel);
        Assert.Null(Assert.IsType<WorkAnswer.Done>(answer).After);
        var pumps = Opportunity.Fold(await company.Store.Read(StreamId.Of(Company.Pumps), StoredCompany.Cancel));
        Assert.Equal(cleo, pumps.Owner);
    }

    [Fact]
    public async Task Takes_a_reason_and_a_leader()
    {
        await using var company = await StoredCompany.Found();
        var ben = await company.Views.FindPerson(Company.Ben, StoredCompany.Cancel);
        foreach (var (who, reason, code) in new[] { (Company.Lea, "", "reason-missing"), (Company.Ana, "Too far.", "leader-hands-over") })
        {
            var form = new WorkForm { Do = "owner", Reason = reason };
            var answer = await company.Work.Do(Company.Pumps, await company.As(who), "page", NamedContact.Nobody,
                form.Command(Guid.NewGuid(), "EUR", newOwner: ben), form.Request(), StoredCompany.Cancel);
            Assert.Equal(code, Assert.IsType<WorkAnswer.Refused>(answer).Refusal.Code);
        }
    }
}

public sealed class Opening_the_same_form_twice
{
    [Fact]
    public async Task Opens_one_opportunity_at_one_new_account()
    {
        await using var company = await StoredCompany.Found();
        var (opening, visit) = (new OpeningWork(company.Store, company.Views), await company.Visit(Company.Ana));
        var processes = await company.Views.CurrentProcesses(StoredCompany.Cancel);
        var form = new OpeningForm { Key = "one", Account = "Nordwerk", Name = "Seals", Amount = "12k", Process = "new-business" };
        var (first, refused) = await opening.Open(form, visit, processes);
        Assert.Null(refused);
        var head = await company.Store.Head(StoredCompany.Cancel);
        Assert.Equal((first, (Refusal?)null), await opening.Open(form, visit, processes));
        Assert.Equal(head, await company.Store.Head(StoredCompany.Cancel));
        form.Name = "Other seals";
        Assert.Equal("key-used-otherwise", (await opening.Open(form, visit, processes)).Refusal!.Code);
    }
}
