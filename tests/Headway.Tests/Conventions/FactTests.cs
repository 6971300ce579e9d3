using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Headway.Access;
using Headway.Goals;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;

namespace Headway.Tests.Conventions;

/// <summary>
/// A stored fact is read for ever. golden/facts holds one as it lies in a database for each name, and one for each alternative inside.
/// </summary>
public sealed partial class Every_fact
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden", "facts");

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static IEnumerable<Fact> Stored => Samples.Select(sample => Read((string)sample));

    [Fact]
    public void Has_a_name_of_its_own_with_a_version() =>
        Assert.All(FactJson.Names.Values, name => Assert.Matches(@"^[a-z]+(-[a-z]+)*\.v\d+$", name));

    [Fact]
    public void Has_a_stored_sample() =>
        Repository.None(FactJson.Names.Values.Where(name => !File.Exists(Path.Combine(Folder, name + ".json"))));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Is_read_and_written_again_as_the_same_text(string sample) => Assert.Equal(Text(sample), FactJson.Write(Read(sample)));

    [Fact]
    public void Has_a_sample_of_each_alternative_inside()
    {
        var stored = string.Join('\n', Samples.Select(sample => Text((string)sample)));
        var missing =
            from type in Reached()
            where type.GetCustomAttribute<JsonPolymorphicAttribute>() is not null
            let discriminator = type.GetCustomAttribute<JsonPolymorphicAttribute>()!.TypeDiscriminatorPropertyName
            from derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>()
            where !stored.Contains($"\"{discriminator}\":\"{derived.TypeDiscriminator}\"")
            select $"{type.Name} as {derived.TypeDiscriminator}";
        Repository.None(missing);
    }

    [Fact]
    public void Can_be_read_back_whatever_alternative_it_holds() =>
        Repository.None(
            from type in Reached()
            where type.IsAbstract && type.GetCustomAttribute<JsonPolymorphicAttribute>() is null
            select type.Name);

    /// <summary>What is computed would change the chain's bytes with the code that computes it.</summary>
    [Fact]
    public void Stores_nothing_that_is_computed() => Repository.None(
        from type in Reached()
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
        where type.GetCustomAttribute<JsonConverterAttribute>() is null
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Of_an_opportunity_has_a_rule()
    {
        var opened = Stored.OfType<OpportunityOpened>().First();
        var state = OpportunityEvolving.Evolve(null, At(1, opened));
        foreach (var fact in Stored.OfType<OpportunityFact>().Except([opened])) OpportunityEvolving.Evolve(state, At(2, fact));
    }

    [Fact]
    public void Of_a_goal_or_an_account_has_a_rule()
    {
        var goal = Goal.Evolve(null, Stored.OfType<GoalSet>().First());
        foreach (var fact in Stored.Where(fact => fact.GetType().Namespace == typeof(Goal).Namespace)) Goal.Evolve(goal, fact);
        var account = Account.Evolve(null, Stored.OfType<AccountAdded>().First());
        foreach (var fact in Stored.OfType<ContactAdded>()) Account.Evolve(account, fact);
    }

    [Fact]
    public void Of_a_draft_has_a_rule()
    {
        var (drafted, discarded) = (Stored.OfType<ProcessDrafted>().First(), Stored.OfType<ProcessDraftDiscarded>().First());
        var kept = ProcessDrafts.None.Evolve(At(1, drafted));
        Assert.Equal(drafted.Source, kept.Find(discarded.Draft)?.Source);
        Assert.Empty(kept.Evolve(At(2, discarded)).Kept);
    }

    [Fact]
    public void Of_a_voice_or_a_question_has_a_rule()
    {
        var (raised, back) = (Stored.OfType<VoiceRaised>().First(), Stored.OfType<VoiceTakenBack>().First());
        StoredFact By(int version, Fact fact) => At(version, fact) with { Actor = new Actor(new PersonId(Guid.Empty), "page") };
        var voices = ProcessVoices.None.Evolve(By(1, raised));
        Assert.Equal(raised.Why, voices.Standing.Single().Why);
        Assert.Empty(voices.Evolve(By(2, back)).Standing);
        var proposed = Stored.OfType<QuestionProposed>().First();
        var asked = ProposedQuestions.None.Evolve(At(1, proposed)).Evolve(At(2, proposed));
        Assert.Equal(3, asked.Evolve(At(3, Stored.OfType<QuestionTaken>().First())).All[0].Draft);
        Assert.False(asked.Evolve(At(3, Stored.OfType<QuestionDeclined>().First())).All[1].Waits);
    }

    [Fact]
    public void Of_a_person_or_a_team_has_a_rule()
    {
        var (person, team) = (Person.Evolve(null, Stored.OfType<PersonJoined>().First()),
            Team.Evolve(null, Stored.OfType<TeamFormed>().First()));
        foreach (var fact in Stored.Where(fact => fact.GetType().Namespace == typeof(Person).Namespace
            && fact is not OrganisationDescribed))
            if (FactJson.NameOf(fact).StartsWith("team-", StringComparison.Ordinal)) Team.Evolve(team, fact);
            else Person.Evolve(person, fact);
    }

    [Fact]
    public void That_this_version_does_not_know_is_said_so()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => FactJson.Read("moon-landed.v1", "{}"));
        Assert.Contains("newer version", failure.Message);
    }

    private static StoredFact At(int version, Fact fact) => new(
        version, new StreamId("opportunity", "x"), version, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch,
        Actor.Program, fact);

    private static string Text(string sample) => File.ReadAllText(Path.Combine(Folder, sample + ".json")).TrimEnd('\n');

    private static Fact Read(string sample) => FactJson.Read(NameIn().Match(sample).Value, Text(sample));

    /// <summary>Our types that a stored fact is made of.</summary>
    private static HashSet<Type> Reached()
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>(FactJson.Names.Keys);
        while (open.TryPop(out var type))
        {
            foreach (var argument in type.GetGenericArguments()) open.Push(argument);
            if (type.Assembly != typeof(Fact).Assembly || type.IsEnum || !reached.Add(type)) continue;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                if (property.GetCustomAttribute<JsonIgnoreAttribute>() is null) open.Push(property.PropertyType);
            foreach (var derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>()) open.Push(derived.DerivedType);
        }
        return reached;
    }

    [GeneratedRegex(@"^[^.]+\.v\d+")]
    private static partial Regex NameIn();
}
