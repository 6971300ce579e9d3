using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Headway.App.Design.Charts;

/// <summary>Writes a drawing as SVG. Built by hand because Razor takes &lt;text&gt; for its own; every word goes through the
/// encoder.</summary>
public sealed class Svg : ComponentBase
{
    [Parameter, EditorRequired] public required Drawing Drawing { get; set; }

    [Parameter] public string Class { get; set; } = "";

    /// <summary>What the picture says to somebody who cannot see it. Empty hides it, for pictures that repeat the words beside
    /// them.</summary>
    [Parameter] public string Label { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "viewBox", $"0 0 {Drawing.N(Drawing.Width)} {Drawing.N(Drawing.Height)}");
        if (Label.Length > 0)
        {
            builder.AddAttribute(3, "role", "img");
            builder.AddAttribute(4, "aria-label", Label);
        }
        else builder.AddAttribute(5, "aria-hidden", "true");
        foreach (var shape in Drawing.Shapes)
        {
            builder.OpenRegion(6);
            Draw(builder, shape);
            builder.CloseRegion();
        }
        builder.CloseElement();
    }

    static void Draw(RenderTreeBuilder builder, Shape shape)
    {
        switch (shape)
        {
            case Shape.Line line:
                Element(builder, "line", shape.Css, ("x1", line.X1), ("y1", line.Y1), ("x2", line.X2), ("y2", line.Y2));
                break;
            case Shape.Box box:
                Element(builder, "rect", shape.Css, ("x", box.X), ("y", box.Y), ("width", box.Width),
                    ("height", box.Height), ("rx", box.Corner));
                break;
            case Shape.Disc disc:
                Element(builder, "circle", shape.Css, ("cx", disc.X), ("cy", disc.Y), ("r", disc.Radius));
                break;
            case Shape.Outline outline:
                builder.OpenElement(0, "path");
                builder.AddAttribute(1, "class", outline.Css);
                builder.AddAttribute(2, "d", outline.Commands);
                builder.CloseElement();
                break;
            case Shape.Label label:
                Text(builder, label);
                break;
            default:
                throw new InvalidOperationException($"A shape without a drawing: {shape.GetType().Name}.");
        }
    }

    static void Element(RenderTreeBuilder builder, string name, string css, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        builder.OpenElement(0, name);
        builder.AddAttribute(1, "class", css);
        foreach (var (attribute, value) in attributes) builder.AddAttribute(2, attribute, Drawing.N(value));
        builder.CloseElement();
    }

    static void Text(RenderTreeBuilder builder, Shape.Label label)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Drawing.N(label.X));
        builder.AddAttribute(2, "y", Drawing.N(label.Y));
        if (label.Css.Length > 0) builder.AddAttribute(3, "class", label.Css);
        if (label.Anchor != Anchor.Start) builder.AddAttribute(4, "text-anchor", label.Anchor == Anchor.Middle ? "middle" : "end");
        if (label.Text != label.Full)
        {
            builder.OpenElement(5, "title");
            builder.AddContent(6, label.Full);
            builder.CloseElement();
        }
        builder.AddContent(7, label.Text);
        builder.CloseElement();
    }
}
