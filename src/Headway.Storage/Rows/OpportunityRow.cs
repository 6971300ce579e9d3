namespace Headway.Storage.Rows;

/// <summary>An opportunity as lists show and filter it. Rebuilt from facts at any time.</summary>
public sealed class OpportunityRow
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public required string Name { get; set; }

    public Guid AccountId { get; set; }

    public required string AccountName { get; set; }

    public string? Segment { get; set; }

    public Guid OwnerId { get; set; }

    public required string OwnerName { get; set; }

    public Guid? TeamId { get; set; }

    public required string Process { get; set; }

    public int ProcessVersion { get; set; }

    /// <summary>From 0; the number of stages means Ready to close.</summary>
    public int StageIndex { get; set; }

    public required string StageName { get; set; }

    public int StageCount { get; set; }

    /// <summary>open, won, lost, no decision, no-go or void.</summary>
    public required string Status { get; set; }

    /// <summary>In hundredths of the currency; null = not known. Whole numbers sort and sum alike on both databases.</summary>
    public long? AmountMinor { get; set; }

    public string? Currency { get; set; }

    public DateOnly? ExpectedClose { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public long OpenedAt { get; set; }

    public long StageSince { get; set; }

    public long LastHeardAt { get; set; }

    /// <summary>Needed outcomes of the present stage.</summary>
    public int Needed { get; set; }

    /// <summary>For each of them that rests on a confirmation: until when it is fresh (UTC ms), separated by spaces.</summary>
    public string NeededUntil { get; set; } = "";

    /// <summary>How many of them are confirmed at a moment (UTC ms); what went stale by then does not count (rule 8).</summary>
    public int NeededConfirmed(long at) => NeededUntil.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Count(until => long.Parse(until, System.Globalization.CultureInfo.InvariantCulture) > at);

    /// <summary>
    /// All needed outcomes are confirmed until this moment (UTC ms): the gate waits. Null = not ready; <see cref="long.MaxValue"/> = for
    /// good.
    /// </summary>
    public long? GateReadyUntil { get; set; }

    /// <summary>The present gate is the leader's to decide.</summary>
    public bool LeaderDecides { get; set; }

    /// <summary>A Not yet at the present gate asks again on this day.</summary>
    public DateOnly? AskAgainOn { get; set; }

    /// <summary>From this moment (UTC ms) a passed gate is no longer supported by its evidence; null = never as things stand.</summary>
    public long? UnsupportedFrom { get; set; }

    /// <summary>Name and account in lower case, for search.</summary>
    public required string SearchText { get; set; }
}

public sealed class AccountRow
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public required string Name { get; set; }

    public string? Segment { get; set; }
}

public sealed class ContactRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public required string Name { get; set; }

    public string? Title { get; set; }
}
