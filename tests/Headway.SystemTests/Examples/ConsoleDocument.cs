using System.Text;
using Headway.SystemTests.CommandLine;

namespace Headway.SystemTests.Examples;

/// <summary>A document whose console blocks are run: a line that starts with "$ headway" is a command, what follows is what it
/// says.</summary>
internal static class ConsoleDocument
{
    private const string Prompt = "$ headway ";

    /// <summary>The document with what the commands say now in place of what it says they do.</summary>
    public static string RunAgain(string document, HeadwayProgram headway)
    {
        var text = new StringBuilder();
        var (inBlock, afterCommand) = (false, false);
        foreach (var line in document.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) (inBlock, afterCommand) = (line == "```console", false);
            if (inBlock && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                var said = headway.Run(line[Prompt.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                text.Append(line).Append('\n').Append(said.Output);
                if (said.Code != 0) text.Append(said.Messages);
                afterCommand = true;
            }
            else if (!inBlock || !afterCommand) text.Append(line).Append('\n');
        }
        return text.ToString();
    }
}
