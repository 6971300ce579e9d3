using System.Collections.Immutable;

namespace Headway.Histories;

/// <summary>Gathers the stage visits and the spells of the cases, one case after the other.</summary>
internal sealed class HistoryVisits(CaseSpells spells, ImmutableArray<NamedElement> stages)
{
    private readonly List<int> start = [0];
    private readonly List<int> stage = [];
    private readonly List<long> entered = [];
    private readonly List<long> left = [];
    private readonly List<int> spellOf = [];
    private readonly List<int> spellStart = [0];
    private readonly List<long> spellFrom = [];
    private readonly List<long> spellUntil = [];
    private int at;
    private int now;
    private bool assumed;

    public int[] Start => [.. start];

    public int[] Stage => [.. stage];

    public long[] Entered => [.. entered];

    public long[] Left => [.. left];

    public int[] Spell => [.. spellOf];

    public SpellColumns Spells => new([.. spellStart], [.. spellFrom], [.. spellUntil]);

    /// <summary>Visits left at the instant they were entered.</summary>
    public int ZeroLength => Enumerable.Range(0, stage.Count).Count(v => left[v] == entered[v]);

    public void BeginCase()
    {
        (at, now) = (0, 0);
        foreach (var spell in spells.All)
        {
            spellFrom.Add(spell.FromTicks);
            spellUntil.Add(spell.UntilTicks);
        }
        BeginSpell();
    }

    public void Enter(int index, int next, long ticks)
    {
        while (at + 1 < spells.All.Count && spells.All[at + 1].FromTicks <= ticks) NextSpell();
        now = next;
        var spell = spells.All[at];
        // Said while it was closed: where it stands when it is opened again.
        if (at + 1 < spells.All.Count && (ticks > spell.UntilTicks || (ticks == spell.UntilTicks && index > spell.ClosedBy))) return;
        Visit(next, Math.Max(ticks, spell.FromTicks));
    }

    public void EndCase()
    {
        while (at + 1 < spells.All.Count) NextSpell();
        Leave(spells.All[at].UntilTicks);
        start.Add(stage.Count);
        spellStart.Add(spellFrom.Count);
    }

    private void NextSpell()
    {
        Leave(spells.All[at].UntilTicks);
        at++;
        BeginSpell();
    }

    /// <summary>The first stage is where a case starts when no label says otherwise, and a reopening is a new visit of the stage it stood
    /// in: its clock restarts (rule 19).</summary>
    private void BeginSpell()
    {
        if (stages.IsDefaultOrEmpty) return;
        Add(now, spells.All[at].FromTicks);
        assumed = true;
    }

    private void Visit(int next, long ticks)
    {
        // A stage said at the instant the spell begins is the one it begins in.
        if (assumed && ticks == entered[^1]) stage[^1] = next;
        else if (stage[^1] != next)
        {
            Leave(ticks);
            Add(next, ticks);
        }
        assumed = false;
    }

    private void Add(int next, long ticks)
    {
        stage.Add(next);
        entered.Add(ticks);
        left.Add(ticks);
        spellOf.Add(spellStart[^1] + at);
    }

    private void Leave(long ticks)
    {
        if (!stages.IsDefaultOrEmpty) left[^1] = ticks;
    }
}
