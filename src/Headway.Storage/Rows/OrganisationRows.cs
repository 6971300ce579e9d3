namespace Headway.Storage.Rows;

public sealed class PersonRow
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    /// <summary>Role names, separated by commas.</summary>
    public required string Roles { get; set; }

    public Guid? TeamId { get; set; }

    public bool Active { get; set; }
}

public sealed class TeamRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public Guid? ParentId { get; set; }

    public Guid? LeaderId { get; set; }
}

public sealed class OrganisationRow
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Currency { get; set; }

    public required string Zone { get; set; }

    public int FiscalYearStartMonth { get; set; }
}

public sealed class ProcessRow
{
    public required string Key { get; set; }

    public int Version { get; set; }

    public required string Name { get; set; }

    public long PublishedAt { get; set; }

    /// <summary>Position of the fact that holds the process itself.</summary>
    public long Position { get; set; }

    /// <summary>Nothing new is opened on the process; the same for all its versions.</summary>
    public bool Retired { get; set; }
}

public sealed class GoalRow
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    /// <summary>organisation, team or seller.</summary>
    public required string Scope { get; set; }

    public Guid? ScopeId { get; set; }

    public DateOnly First { get; set; }

    public DateOnly Last { get; set; }

    public Guid SetBy { get; set; }

    public bool Shared { get; set; }

    public bool Dropped { get; set; }
}

public sealed class ImportRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public required string ContentHash { get; set; }

    public long At { get; set; }

    public int Cases { get; set; }

    public int Events { get; set; }

    public bool Undone { get; set; }
}

/// <summary>Part of an imported log's columns, compressed; the import's fact holds the hash of the whole.</summary>
public sealed class LogPartRow
{
    public Guid ImportId { get; set; }

    public int Part { get; set; }

    public required byte[] Bytes { get; set; }
}

/// <summary>A value the program keeps for itself, for example the hash of the set-up link.</summary>
public sealed class SettingRow
{
    public required string Name { get; set; }

    public required string Value { get; set; }
}

/// <summary>A personal access token as it is kept: its hash, never the token.</summary>
public sealed class AccessTokenRow
{
    public Guid Id { get; set; }

    public Guid PersonId { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 in hexadecimal. The token itself is 256 random bits, so a slow hash would add nothing.</summary>
    public required string Hash { get; set; }

    public long CreatedAt { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>To the minute; null = never used.</summary>
    public long? LastUsedAt { get; set; }
}
