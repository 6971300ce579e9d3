namespace Headway.App.Serving;

/// <param name="Port">0 = any free port.</param>
public sealed record ServerOptions(Database Database, int Port)
{
    public bool IsDemo { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
