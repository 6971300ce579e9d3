namespace Headway.App.Design.Charts;

/// <summary>Fewer cases than the chart's floor: what there is, and what would be enough.</summary>
public sealed record NotEnoughHistory(int Have, int Need, string Noun = "closed opportunities")
{
    /// <summary>The refusal to draw, or null when there is enough.</summary>
    public static NotEnoughHistory? Unless(int have, int need, string noun) => have >= need ? null : new(have, need, noun);
}

/// <summary>The numbers behind a picture. The first cell of each row is its heading.</summary>
public sealed record NumberTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

public enum Glyph { Line, Band, Bar, Hatch, Rest, Dashes, Dots, Tick, Disc, Ring, Diamond, Range, Step, Square, Triangle, FewDisc }

/// <summary>One entry of a chart's key: a small picture of the mark and its meaning.</summary>
public sealed record KeyItem(Glyph Glyph, string Text, string Css = "")
{
    public Drawing Draw()
    {
        var key = new Drawing(18) { Height = 12 };
        var css = Css.Length > 0 ? Css : DefaultCss(Glyph);
        switch (Glyph)
        {
            case Glyph.Line or Glyph.Dashes or Glyph.Dots: key.Line(0, 6, 18, 6, css); break;
            case Glyph.Bar or Glyph.Rest: key.Box(0.5, 1.5, 17, 9, css, 1.5); break;
            case Glyph.Hatch: key.Hatch(0, 1, 18, 10); break;
            case Glyph.Tick: key.Line(9, 0, 9, 12, css); break;
            case Glyph.Disc or Glyph.Ring or Glyph.FewDisc: key.Disc(9, 6, 4.5, css); break;
            case Glyph.Diamond: key.Diamond(9, 6, 5, css); break;
            case Glyph.Square: key.Box(4.5, 1.5, 9, 9, css); break;
            case Glyph.Triangle: key.Outline("M3 1.5H15L9 11Z", css); break;
            case Glyph.Step: key.Outline("M0 10H9V3H18", css); break;
            case Glyph.Range:
                key.Line(0, 6, 18, 6, "c-ci");
                key.Line(4, 6, 14, 6, "c-ci thick");
                break;
            case Glyph.Band:
                key.Box(0, 0, 18, 12, "c-b95");
                key.Box(0, 2, 18, 8, "c-b80");
                key.Box(0, 4, 18, 4, "c-b50");
                break;
            default: throw new InvalidOperationException($"A key without a drawing: {Glyph}.");
        }
        return key;
    }

    static string DefaultCss(Glyph glyph) => glyph switch
    {
        Glyph.Line => "c-done",
        Glyph.Dashes => "c-mid",
        Glyph.Dots => "c-need",
        Glyph.Bar => "c-bar",
        Glyph.Rest => "c-rest",
        Glyph.Tick => "c-goal",
        Glyph.Disc => "c-on",
        Glyph.Ring or Glyph.Square => "c-off",
        Glyph.Triangle => "c-bad",
        Glyph.Diamond => "c-dia",
        Glyph.Step => "c-step",
        Glyph.FewDisc => "c-few",
        Glyph.Hatch or Glyph.Band or Glyph.Range => "",
    };
}
