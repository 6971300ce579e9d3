using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary><c>headway learn gates --opportunity</c>: what going on with one is worth, what would change that, and what each piece of
/// evidence on it changed (rule 22).</summary>
internal static class GateOfOneAnswer
{
    /// <param name="asked">Its id or the start of it.</param>
    /// <param name="hours">Null while nobody has set them: then only the headway is told.</param>
    public static int Tell(OpenedHistory opened, string asked, GateHours? hours, ulong seed, bool json, CancellationToken stop)
    {
        var history = opened.History;
        var found = Enumerable.Range(0, history.Cases).Where(c =>
            IdOf(opened, c).StartsWith(asked, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count != 1)
            return TextOutput.Refuse(new Refusal("opportunity-unclear",
                $"{found.Count} opportunities of {opened.Name} begin with “{asked}”; give enough of one id."), json);
        // Without needs there is no headway, and without hours no worth: nothing is left to tell.
        if (hours is null && !opened.Needed.IsSaid)
            return TextOutput.Refuse(new Refusal("needs-not-said", GateSentences.NoNeeds(opened.Name, HasEvidence(opened, found[0]))
                + " What an hour on it is worth by its stage and time alone needs --hours and --capacity."), json);
        if (hours is null) return Tell(opened, found[0], seed, json);
        return GateModel.Fit(history, opened.Needed, hours, seed, stop).Match(
            model =>
            {
                Write(opened, found[0], GateOutlook.Of(history, model, found[0]), model.Evidence, json);
                return 0;
            },
            few => TextOutput.Refuse(NotEnough(few.Have, few.Need, few.What), json));
    }

    public static Refusal NotEnough(int have, int need, string what) => new("not-enough-history",
        $"There is not enough history for gates: {have:N0} {what}, and {need:N0} are needed.");

    private static int Tell(OpenedHistory opened, int caseIndex, ulong seed, bool json) => StageModel.Fit(opened.History, seed).Match(
        stages =>
        {
            Write(opened, caseIndex, null, EvidenceModel.Of(opened.History, stages, opened.Needed), json);
            return 0;
        },
        few => TextOutput.Refuse(NotEnough(few.Have, few.Need, few.What), json));

    private static void Write(OpenedHistory opened, int caseIndex, GateOutlook? outlook, EvidenceModel model, bool json)
    {
        var pieces = EvidenceHeadway.Of(opened.History, caseIndex, model, opened.Needed);
        if (json)
        {
            JsonOutput.Write(Json(opened, IdOf(opened, caseIndex), outlook, pieces));
            return;
        }
        if (!opened.Needed.IsSaid) Console.WriteLine(GateSentences.NoNeeds(opened.Name, HasEvidence(opened, caseIndex))
            + " What follows is by its stage and the time in it alone.");
        var name = opened.CaseName(IdOf(opened, caseIndex));
        if (outlook is not null) Tell(opened, name, outlook);
        if (opened.Needed.IsSaid) Tell(opened, name, pieces);
    }

    private static bool HasEvidence(OpenedHistory opened, int caseIndex) =>
        opened.History.Columns.Evidence.Start[caseIndex] < opened.History.Columns.Evidence.Start[caseIndex + 1];

    private static string IdOf(OpenedHistory opened, int caseIndex) =>
        opened.History.Log.CaseIds[opened.History.Columns.CaseIndex[caseIndex]];

    private static void Tell(OpenedHistory opened, string id, GateOutlook outlook)
    {
        var shape = opened.History.Shape;
        string Money(double amount) => $"{amount:N0} {shape.Currency}";
        string Named(int outcome) => shape.Outcomes[outcome].Name;
        Console.WriteLine($"{id}, in {shape.Stages[outlook.Case.Stage].Name} for {outlook.Case.Weeks} whole "
            + $"{(outlook.Case.Weeks == 1 ? "week" : "weeks")}. "
            + OutlookSentences.Answer(outlook, Money));
        Console.WriteLine(OutlookSentences.Alike(outlook, opened.Needed.IsSaid));
        if (OutlookSentences.WhatWouldChangeIt(outlook, Named) is { Length: > 0 } change) Console.WriteLine(change);
        foreach (var answer in outlook.Price is null ? [] : outlook.Answers)
            Console.WriteLine($"  {Named(answer.Outcome)} ({OutlookSentences.Of(answer.Standing)}). "
                + OutlookSentences.Of(answer, Money).TrimEnd());
        if (outlook.Price > 0) Console.WriteLine(OutlookSentences.OtherHours(outlook));
    }

    private static void Tell(OpenedHistory opened, string id, IReadOnlyCollection<EvidenceHeadway> pieces)
    {
        var shape = opened.History.Shape;
        var total = pieces.Sum(piece => piece.Points);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{id}: {pieces.Count} pieces of evidence, {total:+0.0;-0.0;0.0} points of headway together."));
        foreach (var piece in pieces)
            Console.WriteLine($"  {opened.Calendar.DayOf(piece.RecordedAt):yyyy-MM-dd} {(piece.Confirms ? "confirms" : "refutes")} "
                + GateSentences.Of(piece, shape.Outcomes[piece.Outcome].Name, shape.Stages[piece.Stage].Name));
        if (pieces.FirstOrDefault() is { } first) Console.WriteLine($"Model {first.Fingerprint[..12]}. An association, and derived: "
            + "another history gives another headway.");
    }

    private static object Json(OpenedHistory opened, string caseId, GateOutlook? outlook, IEnumerable<EvidenceHeadway> pieces) => new
    {
        History = opened.Id,
        Case = caseId,
        NeedsAreSaid = opened.Needed.IsSaid,
        Outlook = outlook is null ? null : Json(opened, outlook),
        Headway = pieces.Select(piece => new
        {
            Outcome = opened.History.Shape.Outcomes[piece.Outcome].Key,
            piece.Confirms,
            piece.RecordedAt,
            Stage = opened.History.Shape.Stages[piece.Stage].Key,
            piece.From,
            piece.To,
            piece.Before,
            piece.Points,
            Interval = FigureText.Json(piece.Interval),
            WeeksSeen = piece.Weeks,
            piece.Fingerprint,
        }),
    };

    private static object Json(OpenedHistory opened, GateOutlook outlook) => new
    {
        Stage = opened.History.Shape.Stages[outlook.Case.Stage].Key,
        outlook.Case.Weeks,
        outlook.Case.Evidence,
        outlook.Case.Amount,
        outlook.Case.AmountFilled,
        outlook.Chance,
        Interval = FigureText.Json(outlook.ChanceInterval),
        outlook.HoursLeft,
        outlook.Worth,
        outlook.WorthLow,
        outlook.WorthHigh,
        outlook.Price,
        outlook.Verdict,
        outlook.IfHalfTheHours,
        outlook.IfHalfAgain,
        outlook.Alike,
        Answers = outlook.Answers.Select(answer => new
        {
            Outcome = opened.History.Shape.Outcomes[answer.Outcome].Key,
            answer.Standing,
            Confirms = FigureText.Json(answer.Confirms),
            N = answer.Answered,
            Confirmed = answer.AnsweredYes,
            answer.IfConfirmed,
            answer.IfRefuted,
            answer.AskingHours,
            answer.WorthKnowing,
        }),
        outlook.Fingerprint,
    };
}
