using GetScu.Net.Log;

namespace GetScu.Tests.Net.Log;

/// <summary>What the C library's strftime gives in the C locale.</summary>
[TestClass]
public sealed class LogTimeTests
{
    private static readonly long Ticks = new DateTime(2026, 3, 4, 14, 5, 9, 7, 89).Ticks;

    [TestMethod]
    [DataRow("%a %A %b %B %h", "Wed Wednesday Mar March Mar")]
    [DataRow("%c", "Wed Mar  4 14:05:09 2026")]
    [DataRow("%C %d %e %g %G %y %Y", "20 04  4 26 2026 26 2026")]
    [DataRow("%D %x %F", "03/04/26 03/04/26 2026-03-04")]
    [DataRow("%H %I %k %l %M %S", "14 02 14  2 05 09")]
    [DataRow("%j %m %u %U %V %w %W", "063 03 3 09 10 3 09")]
    [DataRow("%p %P %r %R %T %X", "PM pm 02:05:09 PM 14:05 14:05:09 14:05:09")]
    [DataRow("%q %Q", "007 007.089")]
    [DataRow("%s %z %Z", "1772633109 +0000 GMT")]
    [DataRow("%n%t%%%%Y", "\n\t%%Y")]
    [DataRow("%E %", "%E %")]
    [DataRow("%Ey %Od %EY %Ex %OH", "26 04 2026 03/04/26 14", DisplayName = "modifiers")]
    [DataRow("[%-d] [%_d] [%0e] [%^a] [%#Z] [%5Y] [%_5M]", "[4] [ 4] [04] [WED] [gmt] [02026] [    5]", DisplayName = "flags and widths")]
    [DataRow("%+ %f %i %J", "%+ %f %i %J", DisplayName = "no conversions")]
    [DataRow("%%q %%Q %%%q", "%q %Q %007")]
    [DataRow("", "")]
    [DataRow("no conversion ä", "no conversion ä")]
    public void Conversions(string pattern, string expected)
    {
        Assert.AreEqual(expected, LogTime.Format(pattern, Ticks, isUtc: true));
    }

    [TestMethod]
    [DataRow("2024-12-29", "52 2024 52 52", DisplayName = "Sunday")]
    [DataRow("2024-12-30", "01 2025 52 53", DisplayName = "Monday that belongs to the next year")]
    [DataRow("2026-12-31", "53 2026 52 52", DisplayName = "53rd week")]
    [DataRow("2020-12-31", "53 2020 52 52", DisplayName = "last day of a leap year")]
    [DataRow("2027-01-01", "53 2026 00 00", DisplayName = "Friday that belongs to the last year")]
    [DataRow("2021-01-03", "53 2020 01 00", DisplayName = "first Sunday, of a week that belongs to a leap year")]
    [DataRow("2000-02-29", "09 2000 09 09", DisplayName = "leap day of a century")]
    public void Weeks(string date, string expected)
    {
        Assert.AreEqual(expected, LogTime.Format("%V %G %U %W", DateTime.Parse(date).Ticks, isUtc: true));
    }

    [TestMethod]
    [DataRow("2024-01-01", "2023-52 2023-12-31", DisplayName = "Monday")]
    [DataRow("2021-01-01", "2020-51 2020-12-27", DisplayName = "Friday")]
    [DataRow("2016-12-31", "2016-51 2016-12-25", DisplayName = "Saturday")]
    [DataRow("2017-01-01", "2017-00 2017-01-01", DisplayName = "Sunday, first of a year")]
    [DataRow("2026-11-26", "2026-46 2026-11-22", DisplayName = "Thursday")]
    [DataRow("2026-11-29", "2026-47 2026-11-29", DisplayName = "Sunday")]
    [DataRow("2024-02-29", "2024-08 2024-02-25", DisplayName = "leap day")]
    [DataRow("2024-03-02", "2024-08 2024-02-25", DisplayName = "after a leap day")]
    [DataRow("2026-03-29", "2026-12 2026-03-29", DisplayName = "clocks go forward in Europe")]
    [DataRow("2026-10-31", "2026-42 2026-10-25", DisplayName = "week in which clocks go back in Europe")]
    [DataRow("2026-03-14", "2026-09 2026-03-08", DisplayName = "week in which clocks go forward in America")]
    [DataRow("2026-11-01", "2026-43 2026-11-01", DisplayName = "clocks go back in America")]
    public void The_Sunday_of_a_week(string date, string expected)
    {
        DateTime day = DateTime.SpecifyKind(DateTime.Parse(date), DateTimeKind.Local);
        foreach (TimeSpan time in (TimeSpan[])[new(3, 0, 1), new(12, 0, 0), new(23, 59, 59)])
        {
            Assert.AreEqual(expected, LogTime.FormatSunday("%Y-%W %F", (day + time).ToUniversalTime().Ticks), $"{time}");
        }
    }

    [TestMethod]
    public void Dates_are_bounded()
    {
        Assert.AreEqual(new string('0', 59_996) + "2026", LogTime.Format("%60000Y", Ticks, isUtc: true));
        Assert.AreEqual("%2000000000Y", LogTime.Format("%2000000000Y", Ticks, isUtc: true));
    }

    [TestMethod]
    public void Hours_of_twelve()
    {
        string[] hours = [.. Enumerable.Range(0, 24).Select(hour => LogTime.Format("%I%p", hour * TimeSpan.TicksPerHour + LogTime.UnixEpoch, isUtc: true))];
        Assert.AreEqual(
            "12AM 01AM 02AM 03AM 04AM 05AM 06AM 07AM 08AM 09AM 10AM 11AM 12PM 01PM 02PM 03PM 04PM 05PM 06PM 07PM 08PM 09PM 10PM 11PM",
            string.Join(' ', hours));
    }

    [TestMethod]
    public void Local_time_is_that_of_the_system()
    {
        foreach (int month in (int[])[1, 7])
        {
            DateTime utc = new(2026, month, 4, 14, 5, 9, DateTimeKind.Utc);
            DateTimeOffset local = utc.ToLocalTime();
            Assert.AreEqual(
                local.ToString("yyyy-MM-dd HH:mm:ss zzz").Replace(":", ""),
                LogTime.Format("%F %T %z", utc.Ticks, isUtc: false).Replace(":", ""));
        }
    }
}
