using Headway.Learning;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats;

/// <summary>What an import says its file can teach, beside what the page of honesty says of the same history.</summary>
public sealed class What_an_import_is_said_to_teach
{
    [Fact]
    public void Is_what_its_history_is_said_to_teach_in_the_same_words()
    {
        var read = Import(Zip(("Event.csv", SalesforceMeetings), ("Opportunity.csv", SalesforceRows),
            ("OpportunityHistory.csv", SalesforceChanges)));
        var lessons = HistoryHonesty.Of(read.History, Calendar.Utc, TestContext.Current.CancellationToken).Lessons;
        foreach (var (topic, question) in new[] { ("contribution", Lesson.OfContribution), ("smallest", Lesson.OfSmallest) })
        {
            var lesson = lessons.Single(each => each.Question == question);
            Assert.Equal($"{lesson.Question} {lesson.Because}", Depth(read, topic).Sentence);
            Assert.Equal(lesson.CanTeach, Depth(read, topic).Teaches);
            Assert.False(Depth(read, topic).Teaches, "a handful of opportunities teaches neither");
        }
        Assert.False(Depth(read, "evidence").Teaches);
    }
}
