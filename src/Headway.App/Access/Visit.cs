using Headway.Access;
using Headway.Storage.Views;

namespace Headway.App.Access;

/// <summary>Who visits a page, of which organisation, and what day it is there.</summary>
public sealed class Visit(CurrentPrincipal current, IHttpContextAccessor http, Views views, TimeProvider time)
{
    private bool begun;

    public Principal Who { get; private set; } = null!;

    public Calendar Calendar { get; private set; } = Calendar.Utc;

    public string OrganisationName { get; private set; } = "";

    public string Currency { get; private set; } = "EUR";

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => Calendar.DayOf(Now);

    /// <summary>What this person may see; every list on a page starts here.</summary>
    public Visibility Visibility => Visibility.Of(Who);

    public async Task Begin()
    {
        if (begun) return;
        begun = true;
        Now = time.GetUtcNow();
        Calendar = await views.Calendar();
        if (await views.Organisation() is { } organisation) (OrganisationName, Currency) = (organisation.Name, organisation.Currency);
        Who = await current.Find(http.HttpContext!.User)
            ?? throw new InvalidOperationException("A page that needs somebody was reached by nobody.");
    }
}
