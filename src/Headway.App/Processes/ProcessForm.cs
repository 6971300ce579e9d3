using Headway.Formats.ProcessFile;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>What the forms of the process page send.</summary>
public sealed class ProcessForm
{
    public string? Key { get; set; }

    /// <summary>begin, new, discard, retire, move, take or decline-question.</summary>
    public string? Do { get; set; }

    public string? Process { get; set; }

    /// <summary>Of a draft, or of a proposed question.</summary>
    public int Number { get; set; }

    /// <summary>Into which a question is taken; 0 = a new one.</summary>
    public int Draft { get; set; }

    public string? Name { get; set; }

    /// <summary>Of <see cref="Templates.Shipped"/>; empty = from <see cref="Stages"/>.</summary>
    public string? Template { get; set; }

    /// <summary>One a line.</summary>
    public string? Stages { get; set; }

    public string? Reason { get; set; }

    /// <summary>Ids of opportunities.</summary>
    public List<string>? Move { get; set; }
}

/// <summary>The file of a process nobody has yet.</summary>
internal static class NewProcess
{
    public static Answer<string> Source(string? template, string? name, string? stages)
    {
        if (string.IsNullOrWhiteSpace(name) || Keys.FromName(name) is not { Length: > 0 } key)
            return new Refusal("name-missing", "Say what the process is called, in letters that can be part of an address.");
        if (string.IsNullOrWhiteSpace(template))
        {
            var lines = (stages ?? "").ReplaceLineEndings("\n").Split('\n');
            return ProcessOutline.FromStages(key, name.Trim(), lines).IsRefused(out var no, out var outline)
                ? no : ProcessFileWriter.Print(outline);
        }
        if (!Templates.Shipped.Any(each => each.Name == template)) return new Refusal("template-unknown", "Choose one of the templates.");
        var (process, _) = Templates.Read(template);
        return ProcessFileWriter.Print(process with { Key = new ProcessKey(key), Name = name.Trim(), Version = 0 });
    }
}
