using Headway.Histories;

namespace Headway.Learning;

/// <summary>What came of a stay in a stage.</summary>
/// <param name="To">The later stage it went on to, the number of stages for the win; -1 = it did not go on.</param>
/// <param name="Ending">The number of the ending that ended the stay; 0 = it is open, or went to another stage.</param>
internal readonly record struct StageStep(int To, int Ending)
{
    public bool WentOn => To >= 0;

    public bool EndedWithoutWin => Ending > (int)Histories.Ending.Won;

    /// <param name="v">A visit of case <paramref name="c"/> that lasted.</param>
    public static StageStep After(History history, int c, int v)
    {
        var columns = history.Columns;
        var last = columns.VisitStart[c + 1] - 1;
        // Stages filled in at one instant are no stay: what came of this one is what follows them.
        var following = v + 1;
        while (following <= last && columns.VisitLeftTicks[following] <= columns.VisitEnteredTicks[following]) following++;
        if (following > last)
            return new StageStep(history.EndingOf(c) == Histories.Ending.Won ? history.Shape.Stages.Length : -1, columns.Endings[c]);
        var isOn = columns.VisitStage[following] > columns.VisitStage[v] && columns.VisitSpell[following] == columns.VisitSpell[v];
        return new StageStep(isOn ? columns.VisitStage[following] : -1, 0);
    }
}
