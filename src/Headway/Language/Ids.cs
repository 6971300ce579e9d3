using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headway;

/// <summary>An id that came in from outside; the domain never makes one.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

[JsonConverter(typeof(IdConverter<OpportunityId>))]
public readonly record struct OpportunityId(Guid Value) : IId<OpportunityId>
{
    public static OpportunityId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<AccountId>))]
public readonly record struct AccountId(Guid Value) : IId<AccountId>
{
    public static AccountId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<ContactId>))]
public readonly record struct ContactId(Guid Value) : IId<ContactId>
{
    public static ContactId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<PersonId>))]
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<TeamId>))]
public readonly record struct TeamId(Guid Value) : IId<TeamId>
{
    public static TeamId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<EvidenceId>))]
public readonly record struct EvidenceId(Guid Value) : IId<EvidenceId>
{
    public static EvidenceId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<PlanId>))]
public readonly record struct PlanId(Guid Value) : IId<PlanId>
{
    public static PlanId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<GoalId>))]
public readonly record struct GoalId(Guid Value) : IId<GoalId>
{
    public static GoalId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

[JsonConverter(typeof(IdConverter<ImportId>))]
public readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static ImportId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

/// <summary>Ids are 32 lower-case hexadecimal digits in JSON.</summary>
public sealed class IdConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.Of(Guid.Parse(reader.GetString()!));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value.ToString("N"));
}
