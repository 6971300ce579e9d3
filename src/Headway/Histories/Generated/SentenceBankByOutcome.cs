namespace Headway.Histories.Generated;

/// <summary>Sentences for outcomes with a known key: at least 8 that confirm and 4 that refute.</summary>
internal static partial class SentenceBank
{
    private static readonly Dictionary<string, Sentences> Known = new()
    {
        ["what-goes-wrong"] = new(
            [
                "{name}: “We ship about forty orders a month late, and each one costs us a credit note.”",
                "The {title} put the yearly cost of rework at roughly 300,000.",
                "{name} said two people do nothing but copy figures between systems.",
                "They showed us last month's complaints; half of them come from this one step.",
                "{name}: “Every Friday somebody stays until eight to fix the plan by hand.”",
                "The {title} counted eleven days of standstill last year because of it.",
                "{name} said an auditor wrote it up twice and the next finding costs money.",
                "{name}: “We lost a customer over it in spring, worth 180,000 a year.”",
            ],
            [
                "{name} said it is a nuisance, not a problem; nobody has put a figure on it.",
                "The {title} said the old system does it well enough.",
                "{name}: “That was last year. We mended it ourselves.”",
                "Asked what it costs, {name} could name nothing.",
            ]),
        ["who-is-measured"] = new(
            [
                "{name}: “It is in my own goals this year, twenty per cent of my bonus.”",
                "The {title} said the plant manager answers for on-time delivery to the board.",
                "{name} named the head of operations; it is on her scorecard.",
                "We saw the department's goals on the wall, with a name beside this one.",
                "{name} said the managing director asks him about it every Monday.",
                "The {title} took it over in January and reports on it each quarter.",
                "{name}: “If it is not better by summer, I have to explain why.”",
                "The {title} wrote who is responsible, with the target figure.",
            ],
            [
                "{name} said nobody is measured on it; it falls between two departments.",
                "The {title} who owned it has left and nobody took over.",
                "{name}: “Everybody's problem, so nobody's.”",
                "The {title} said it is not among this year's goals.",
            ]),
        ["time-given"] = new(
            [
                "{name} sent a month of order data for us to look at.",
                "The {title} booked two of her planners with us for an afternoon.",
                "{name} opened a read-only account to their test system.",
                "They let us sit with the night shift for three hours.",
                "{name} put together a list of last quarter's cases, anonymised.",
                "The {title} gave us a half-day with the team leads next week and invited them himself.",
                "{name} came with three colleagues instead of alone, all prepared.",
                "{name} shared the export and asked what we see in it.",
            ],
            [
                "{name} said nobody has time before the summer.",
                "The {title} did not want to share any data at this point.",
                "{name} cancelled the session with the users for the second time.",
                "{name}: “Send us an offer first, then we will see about data.”",
            ]),
        ["cost-of-waiting"] = new(
            [
                "{name}: “If we wait, we hire two more people in autumn, and we do not find them.”",
                "The {title} said support for the old system ends in March.",
                "{name} said their largest customer will move orders if it is not mended this year.",
                "They worked it out with us: about 25,000 for every month.",
                "{name} said the new plant opens in May and cannot start with paper.",
                "The {title}: “The regulator gives us until year end.”",
                "{name} said the present contract renews for three years unless they act by June.",
                "{name} showed us the board paper; it names the penalty for waiting.",
            ],
            [
                "{name} said they can live with it for another year.",
                "The {title} saw no date that would make it worse.",
                "{name}: “Nothing happens if we wait, honestly.”",
                "The {title} said other projects hurt more.",
            ]),
        ["alternatives"] = new(
            [
                "{name} named two rivals and said what she likes about each.",
                "The {title} said building it themselves is the real alternative.",
                "{name}: “You, one other, or another year with spreadsheets.”",
                "They showed us their short list with three names on it.",
                "{name} said their ERP supplier offered a module; IT would rather not.",
                "The {title} said they looked at four and dropped two.",
                "{name} told us the group's standard tool is an option, though nobody loves it.",
                "{name} said they spoke to a rival last week and what it would cost.",
            ],
            [
                "{name} said the other supplier is as good as chosen.",
                "The {title} would not say who else is in.",
                "{name}: “We would rather build it ourselves.”",
                "The {title} said the group has decided on its own tool.",
            ]),
        ["good-result"] = new(
            [
                "{name} wrote: 95 % on time by December, from 81 today.",
                "The {title} wants planning done in one hour instead of a day.",
                "They set it down in numbers: returns handled in two days, not nine.",
                "{name}: “If stock falls by ten per cent, it was worth it.”",
                "The {title} sent the three figures she will show to the board.",
                "{name} said no overtime on Fridays for a quarter is the proof for him.",
                "{name} wrote down today's error rate and half of it as the target.",
                "The {title} agreed on one page with the figures before and after.",
            ],
            [
                "{name} said they cannot put a number on it.",
                "The {title} and operations want opposite things from it.",
                "{name}: “We will know it when we see it.”",
                "The {title} dropped the target we had written together.",
            ]),
    };
}
