using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>Invented companies and the people there. Names are put together from parts; likeness to a real firm would be chance.</summary>
internal sealed record InventedCustomer(AccountId Id, string Name, string Segment, ImmutableArray<Contact> Contacts)
{
    private static readonly string[] Segments = ["Manufacturing", "Logistics", "Retail", "Energy", "Healthcare"];

    private static readonly string[] Firsts =
    [
        "Aldermoor", "Brennvik", "Calderon", "Dravik", "Eskelund", "Fennmark", "Grauwald", "Halvorsund", "Isenbach", "Jutlow", "Kestrup",
        "Lindenau", "Marvik", "Nettelbeck", "Osterlund", "Pellworth", "Quillhaven", "Ravnsborg", "Sandmoen", "Tolvik", "Ulvestad",
        "Vandermeer", "Westerholt", "Ystervik", "Zandhoek", "Ambergate", "Birkhaven", "Corvane", "Dunmarsh", "Elverum", "Farrowby",
        "Greyfell", "Hollenbeck", "Innervik", "Karlsmo", "Langmead", "Mossdal", "Nordbrook", "Okerhem", "Prestvik", "Rothenau", "Stenfors",
    ];

    private static readonly string[][] Seconds =
    [
        ["Precision", "Castings", "Drives", "Packaging", "Tools", "Plastics", "Pumps", "Bearings", "Metalworks"],
        ["Freight", "Logistics", "Shipping", "Cold Chain", "Parcels", "Terminals", "Haulage"],
        ["Stores", "Outdoor", "Home", "Grocers", "Sports", "Garden", "Books"],
        ["Energy", "Grid", "Wind", "Heat", "Hydro", "Utilities", "Solar"],
        ["Clinics", "Diagnostics", "Care", "Dental Group", "Laboratories", "Pharma", "Rehabilitation"],
    ];

    private static readonly string[] Given =
    [
        "Anna", "Bjorn", "Carla", "David", "Emma", "Farid", "Greta", "Hugo", "Ines", "Jakob", "Katarina", "Leon", "Maja", "Nils", "Olga",
        "Pieter", "Rania", "Stefan", "Tara", "Ulrik", "Vera", "Willem", "Ximena", "Yara", "Amir", "Beatrix", "Dmitri", "Fiona", "Lars",
            "Mei",
    ];

    private static readonly string[] Family =
    [
        "Aaltonen", "Berger", "Claes", "Dahlgren", "Eriksen", "Fischer", "Gruber", "Hansen", "Ivarsson", "Jansen", "Keller", "Lund",
        "Meyer", "Nowak", "Osei", "Petrov", "Quist", "Rossi", "Schmitt", "Tanaka", "Unger", "Visser", "Walsh", "Yilmaz", "Zimmer",
        "Chowdhury", "Moreau", "Silva", "Haugen", "Brandt",
    ];

    private static readonly string[] Titles =
    [
        "Head of operations", "Chief financial officer", "IT director", "Head of purchasing", "Plant manager", "Head of customer service",
        "Managing director", "Data protection officer", "Controller", "Project manager",
    ];

    private static readonly string[][] Wanted =
    [
        ["Shop-floor scheduling", "Spare-parts planning", "Quality records", "Maintenance planning", "Order tracking for three plants"],
        ["Dock scheduling", "Customs documents", "Driver app", "Warehouse tracking", "Carrier settlement"],
        ["Replenishment for all stores", "Returns handling", "Store staffing", "Price labels", "Supplier portal"],
        ["Outage planning", "Field service", "Meter data", "Contractor portal", "Asset register"],
        ["Appointment planning", "Sample tracking", "Staff rostering", "Referral portal", "Device register"],
    ];

    private static readonly string[] Extents =
        ["", ", first site", ", renewal and extension", ", all sites", ", pilot", ", phase two", " with mobile app"];

    public static ImmutableArray<InventedCustomer> All(ulong seed, int count)
    {
        var used = new HashSet<string>();
        var customers = ImmutableArray.CreateBuilder<InventedCustomer>(count);
        for (var account = 0; account < count; account++)
        {
            var random = Xoshiro256StarStar.For(seed, "customer", account);
            var segment = GeneratedCase.SegmentOf(account);
            var id = new AccountId(Nordhaven.NextGuid(random));
            var name = $"{Of(random, Firsts)} {Of(random, Seconds[segment])}";
            // Larger test companies have more accounts than the parts give names; a region tells them apart.
            for (var i = 0; !used.Add(name); i++) name =
                $"{Of(random, Firsts)} {Of(random, Seconds[segment])}{(i < 3 ? "" : $" {account}")}";
            customers.Add(new InventedCustomer(id, name, Segments[segment], People(random)));
        }
        return customers.MoveToImmutable();
    }

    /// <summary>What the customer would buy.</summary>
    public static string NameOf(Xoshiro256StarStar random, int segment) => Of(random, Wanted[segment]) + Of(random, Extents);

    public static T Of<T>(Xoshiro256StarStar random, IReadOnlyList<T> choices) => choices[random.NextBelow(choices.Count)];

    private static ImmutableArray<Contact> People(Xoshiro256StarStar random)
    {
        var first = random.NextBelow(Titles.Length);
        var many = 3 + random.NextBelow(3);
        var people = ImmutableArray.CreateBuilder<Contact>(many);
        for (var i = 0; i < many; i++)
            people.Add(new Contact(
                new ContactId(Nordhaven.NextGuid(random)), $"{Of(random, Given)} {Of(random, Family)}",
                    Titles[(first + 3 * i) % Titles.Length]));
        return people.MoveToImmutable();
    }
}
