namespace Headway.App.Design.Charts;

/// <summary>What the values of a chart count, and so how they are written.</summary>
public abstract record Measure
{
    Measure() { }

    public sealed record Money(string Currency) : Measure;

    public sealed record Number(string Noun) : Measure;

    /// <summary>Shares in [0, 1].</summary>
    public sealed record Share : Measure;

    public sealed record Days : Measure;

    public string Text(double value) => this switch
    {
        Money money => ChartText.Money(value, money.Currency),
        Number => ChartText.Count(value),
        Share => ChartText.Percent(value),
        Days => ChartText.Days(value),
        _ => throw new InvalidOperationException($"A measure without words: {GetType().Name}."),
    };
}
