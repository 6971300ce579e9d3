using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Headway.Histories;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>An outcome that may not be chosen, and why.</summary>
/// <param name="Code">Stable, for programs.</param>
public sealed record NotACandidate(NamedElement Outcome, string Code, string Why);

/// <summary>
/// Refuses outcomes that only look good because they were written when the end was known. A mapping that says the value was known from the
/// opening overrules what is guessed from names and completeness, and the answer then says who says so.
/// </summary>
internal static partial class KnownOnlyAtClosing
{
    /// <summary>Evidence recorded later than this after it was true was written from memory.</summary>
    private const int LateDays = 14;

    /// <summary>More than this share of late evidence and the outcome's dates mean nothing (methods 2).</summary>
    private const double MostLate = 0.20;

    /// <summary>Known more often by this much among those won, or only among the closed: it was filled in for the winners.</summary>
    private const double MostUneven = 0.20;

    private const int LeastRows = 10;

    /// <summary>Below this on either side nobody can say that it is never answered there.</summary>
    private const int LeastToCompare = 30;

    /// <summary>Answered more seldom than this among those not won: practically never.</summary>
    private const double NeverElse = 0.02;

    public static NotACandidate? Find(History history, int outcome, SmallestRows rows)
    {
        var named = history.Shape.Outcomes[outcome];
        var column = history.Shape.OutcomeColumns.FirstOrDefault(each => each.Outcome == outcome);
        if (column is { Known: KnownFrom.Closing })
            return new NotACandidate(named, "known-at-closing", $"The mapping says that {column.Column} is known only at the closing.");
        if (column is { Known: not KnownFrom.Opening })
        {
            if (Measures().Match(column.Column) is { Success: true } words)
                return new NotACandidate(named, "measured-at-the-end",
                    $"{column.Column} is measured or counted over the whole life of an opportunity (“{words.Value}”), so its value is "
                    + "known only once it has closed. If it stood there from the opening, write 'known: opening' beside it "
                    + "in the mapping.");
            if (OnlyOfClosed(history, column.Column) is { } filled)
                return new NotACandidate(named, "only-of-closed",
                    $"{column.Column} is filled in for {Wording.Percent(filled.Closed)} of 100 closed opportunities and "
                    + $"{Wording.Percent(filled.Open)} of 100 open ones: it comes with the closing.");
            if (rows.HasDates)
                return new NotACandidate(named, "no-date",
                    $"Nobody said when the value of {column.Column} was known; in a history with dates it counts only from then on. Write "
                    + "'known: opening' beside it in the mapping if it stood there from the first day.");
        }
        return Late(history, outcome) is { } late
            ? new NotACandidate(named, "recorded-late",
                $"{Wording.Percent(late)} of 100 answers were recorded more than {LateDays} days after they were true.")
            : rows.HasDates ? OnlyOfWon(history, named, outcome) : Uneven(named, outcome, rows);
    }

    /// <summary>Answered for those won and practically never for others that were open as long: not answered is not the same as
    /// no.</summary>
    private static NotACandidate? OnlyOfWon(History history, NamedElement named, int outcome)
    {
        var (columns, evidence) = (history.Columns, history.Columns.Evidence);
        var firstAfter = new long?[history.Cases];
        for (var c = 0; c < history.Cases; c++)
            for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
                if (evidence.Outcome[e] == outcome)
                    firstAfter[c] = Math.Min(firstAfter[c] ?? long.MaxValue, evidence.EffectiveTicks[e] - columns.OpenedTicks[c]);
        long[] ofWon = [.. Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) == Ending.Won && firstAfter[c] is not null)
            .Select(c => firstAfter[c]!.Value).Order()];
        if (ofWon.Length < LeastToCompare) return null;
        // Half of the won ones that have it have it by then; who ended sooner had no time for it.
        var by = ofWon[ofWon.Length / 2];
        var (known, count) = (new int[2], new int[2]);
        for (var c = 0; c < history.Cases; c++)
        {
            if (history.EndingOf(c) is not { } ending || columns.ExitTicks[c] - columns.OpenedTicks[c] < by) continue;
            var side = ending == Ending.Won ? 1 : 0;
            count[side]++;
            if (firstAfter[c] <= by) known[side]++;
        }
        if (count[0] < LeastToCompare || count[1] < LeastToCompare) return null;
        var (others, won) = ((double)known[0] / count[0], (double)known[1] / count[1]);
        return others < NeverElse && won > MostUneven
            ? new NotACandidate(named, "recorded-only-of-won",
                $"It is answered for {Wording.Percent(won)} of 100 won and {Wording.Percent(others)} of 100 others that were open as long: "
                + "not answered is not the same as no.")
            : null;
    }

    private static (double Closed, double Open)? OnlyOfClosed(History history, string column)
    {
        if (history.Log.FindAttribute(column) is not { } attribute) return null;
        var (filled, count) = (new int[2], new int[2]);
        for (var c = 0; c < history.Cases; c++)
        {
            var open = history.EndingOf(c) is null ? 1 : 0;
            count[open]++;
            if (attribute.Of(history.Columns.CaseIndex[c]) is not null) filled[open]++;
        }
        if (count[0] < LeastRows || count[1] < LeastRows) return null;
        var (closed, stillOpen) = ((double)filled[0] / count[0], (double)filled[1] / count[1]);
        return closed - stillOpen > 0.5 ? (closed, stillOpen) : null;
    }

    private static double? Late(History history, int outcome)
    {
        var evidence = history.Columns.Evidence;
        var (late, all) = (0, 0);
        for (var e = 0; e < evidence.Outcome.Length; e++)
        {
            if (evidence.Outcome[e] != outcome) continue;
            all++;
            if (evidence.RecordedTicks[e] - evidence.EffectiveTicks[e] > LateDays * TimeSpan.TicksPerDay) late++;
        }
        return all >= LeastRows && late > MostLate * all ? (double)late / all : null;
    }

    /// <summary>In a table without dates an answer missing mostly among the lost tells who filled in the table, not what was so.</summary>
    private static NotACandidate? Uneven(NamedElement named, int outcome, SmallestRows rows)
    {
        var (known, count) = (new int[2], new int[2]);
        var (confirmed, refuted, won) = (rows.Confirmed, rows.Refuted, rows.Won);
        for (var i = 0; i < rows.Count; i++)
        {
            var side = won[i] ? 1 : 0;
            count[side]++;
            if (((confirmed[i] | refuted[i]) >> outcome & 1) != 0) known[side]++;
        }
        if (count[0] < LeastRows || count[1] < LeastRows) return null;
        var (lost, wonShare) = ((double)known[0] / count[0], (double)known[1] / count[1]);
        var apart = NewcombeDifference.Of(known[1], count[1], known[0], count[0]);
        return Math.Abs(wonShare - lost) > MostUneven && !apart.Contains(0)
            ? new NotACandidate(named, "recorded-unevenly",
                $"It is answered for {Wording.Percent(wonShare)} of 100 won and {Wording.Percent(lost)} of 100 not won: not answered is "
                + "not the same as no.")
            : null;
    }

    [GeneratedRegex(@"\b(elapsed|duration|ratio|through closing|total days|days (in|to|open|identified)|cycle time|change count|"
        + @"number of (changes|stages)|stage changes?|closed?|loss reason|lost reason|won reason)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Measures();
}
