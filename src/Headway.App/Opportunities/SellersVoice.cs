using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;

namespace Headway.App.Opportunities;

/// <summary>What sellers said about a process: what is of no use, and which questions they propose.</summary>
/// <param name="Version">Of the process's stream when it was read.</param>
public sealed record SaidOfProcess(int Version, ProcessVoices Voices, ProposedQuestions Questions);

/// <summary>From the page of an opportunity to the stream of the process it follows.</summary>
public sealed class SellersVoice(FactStore store, OpportunityWork work)
{
    private const int Attempts = 5;

    private static readonly Type[] Kinds =
        [typeof(VoiceRaised), typeof(VoiceTakenBack), typeof(QuestionProposed), typeof(QuestionTaken), typeof(QuestionDeclined)];

    public async Task<SaidOfProcess> About(ProcessKey process, CancellationToken cancel = default)
    {
        var (version, facts) = await store.ReadOf(StreamId.Of(process), Kinds, cancel);
        return new SaidOfProcess(version, ProcessVoices.Of(facts), ProposedQuestions.Of(facts));
    }

    /// <returns>Null when it is said.</returns>
    public async Task<Refusal?> Do(
        OpportunityId id, Principal who, string cause, WorkForm form, RequestKey request, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await work.Find(id, who, cancel) is not { } at)
                return new Refusal("not-yours", "There is no such opportunity, or it is not yours to see.");
            var said = await About(at.Process.Key, cancel);
            var decision = Decide(at, said, form);
            // A refusal may only mean that the first try succeeded and its answer got lost.
            if (decision is Decision.Refused(var refusal))
                return request.Key is { } key && await store.WasAnswered(who.Person, key, request.Hash, cancel) ? null : refusal;
            var facts = ((Decision.Accepted)decision).Facts;
            var append = Append.To(
                StreamId.Of(at.Process.Key), said.Version, new Actor(who.Person, cause), facts, request.Key, request.Hash);
            switch (await store.Append(append, cancel))
            {
                case AppendResult.Appended or AppendResult.Repeated:
                    return null;
                case AppendResult.KeyUsedOtherwise:
                    return new Refusal("key-used-otherwise", "This request key was used for something else; send a new one.");
                case AppendResult.Conflict when attempt == Attempts:
                    return new Refusal("changed-since-you-looked", "Others are changing this process right now; try again.");
            }
        }
    }

    private static Decision Decide(Situation at, SaidOfProcess said, WorkForm form)
    {
        if (form.Do == "propose")
            return at.Refuses(Deed.Work) ?? ProposeQuestion.Decide(
                at.Who, at.Process, said.Questions,
                new ProposeQuestion(ActivityKey.Of(form.Activity ?? ""), OutcomeKey.Of(form.Outcome ?? ""), form.Sentence ?? ""), at.Now);
        if (VoicedText.Read(form.About) is not { } about)
            return Decision.Refuse("element-gone", "Choose what is of no use here.");
        return form.Do == "voice" ? RaiseVoice.Decide(at, said.Voices, new RaiseVoice(about, form.Reason ?? ""))
            : TakeVoiceBack.Decide(at, said.Voices, new TakeVoiceBack(about));
    }
}
