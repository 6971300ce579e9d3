namespace Headway.Formats.Crm;

/// <summary>The names behind the ids of owners and doers.</summary>
internal sealed class CrmPeople
{
    private readonly Dictionary<string, (string Name, string Email)> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ofName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Email), int> alike = [];

    public bool IsEmpty => byId.Count == 0;

    /// <summary>False when the id is named already, or there is no name to give.</summary>
    public bool Add(string id, string name, string email)
    {
        if (name.Length == 0 || !byId.TryAdd(id, (name, email))) return false;
        ofName[name] = ofName.GetValueOrDefault(name) + 1;
        alike[(name, email)] = alike.GetValueOrDefault((name, email)) + 1;
        return true;
    }

    /// <summary>Null when nobody has this id. Two of one name stay two: the address, or the id, stands behind it.</summary>
    public string? NameOf(string id) => !byId.TryGetValue(id, out var person) ? null
        : ofName[person.Name] == 1 ? person.Name
        : $"{person.Name} ({(person.Email.Length > 0 && person.Email != person.Name && IsAlone(person) ? person.Email : id)})";

    private bool IsAlone((string Name, string Email) person) => alike[person] == 1;
}
