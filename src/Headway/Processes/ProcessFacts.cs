using System.Collections.Immutable;

namespace Headway.Processes;

/// <summary>A version went into use. Published versions never change (rule 20).</summary>
/// <param name="Source">The process file's text as it was published, so that comments and order are kept.</param>
/// <param name="ApprovedBy">The leader who agreed (rule 20); null only for the first version of an organisation.</param>
[FactName("process-published.v1")]
public sealed record ProcessPublished(Process Process, string Source, string Reason, PersonId? ApprovedBy) : Fact;

/// <summary>A draft was saved; nothing runs on it.</summary>
[FactName("process-drafted.v1")]
public sealed record ProcessDrafted(ProcessKey Process, string Source) : Fact;

/// <summary>A draft was put away; its text stays in the record.</summary>
/// <param name="Draft">Its number: from 1, in the order in which drafts of this process were saved.</param>
[FactName("process-draft-discarded.v1")]
public sealed record ProcessDraftDiscarded(ProcessKey Process, int Draft) : Fact;

/// <summary>The process owner asks a leader to agree that a draft goes into use (rule 20).</summary>
/// <param name="SameQuestion">Outcomes whose wording changed and that still ask the same: their history continues.</param>
[FactName("publication-asked.v1")]
public sealed record PublicationAsked(ProcessKey Process, int Draft, string Reason, ImmutableArray<OutcomeKey> SameQuestion) : Fact;

/// <summary>A leader does not agree, or who asked thought better of it; the draft stays.</summary>
[FactName("publication-declined.v1")]
public sealed record PublicationDeclined(ProcessKey Process, int Draft, string Reason) : Fact;

/// <summary>Nothing new is opened on it any more; what is open goes on. Publishing a version takes it back into use.</summary>
[FactName("process-retired.v1")]
public sealed record ProcessRetired(ProcessKey Process, string Reason) : Fact;
