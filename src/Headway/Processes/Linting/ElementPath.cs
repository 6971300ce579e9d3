namespace Headway.Processes.Linting;

/// <summary>
/// Names for the parts of a process, the same in findings, in the file's places and on the page. Outcomes and activities are named by
/// their key
/// alone, because keys are permanent and an outcome may move to another stage without becoming another one.
/// </summary>
public static class ElementPath
{
    public const string Process = "process";

    public static string ProcessField(string field) => $"process.{field}";

    public static string Stage(StageKey key) => $"stages.{key}";

    public static string Stage(StageKey key, string field) => $"stages.{key}.{field}";

    public static string Gate(StageKey key) => $"stages.{key}.gate";

    public static string Gate(StageKey key, string field) => $"stages.{key}.gate.{field}";

    public static string Outcome(OutcomeKey key) => $"outcomes.{key}";

    public static string Outcome(OutcomeKey key, string field) => $"outcomes.{key}.{field}";

    public static string Activity(ActivityKey key) => $"activities.{key}";

    public static string Activity(ActivityKey key, string field) => $"activities.{key}.{field}";

    /// <summary>The element a path lies in, or null for a path without one.</summary>
    public static string? Parent(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot < 0 ? null : path[..dot];
    }

    /// <summary>True when the path names the element itself or a part of it.</summary>
    public static bool IsWithin(string path, string element) =>
        path == element || (path.StartsWith(element, StringComparison.Ordinal) && path[element.Length] == '.');
}
