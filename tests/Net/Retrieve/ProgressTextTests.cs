using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>The line of progress for every width and every degree of knowledge.</summary>
[TestClass]
public sealed class ProgressTextTests
{
    private static readonly Progress Known = new()
    {
        Done = 10,
        Total = 40,
        Objects = 10,
        Bytes = 12_345_678,
        Rate = 5_900_000,
        Elapsed = 3000,
        Receiving = 2000,
    };

    private static readonly (string Name, Progress Progress, string Expected)[] Rows =
    [
        ("all is known", Known, "[#####---------------] 10 of 40 objects, 12.3 MB, 5.9 MB/s, 0:07 left"),
        ("no total", Known with { Total = null }, "10 objects, 12.3 MB, 5.9 MB/s"),
        ("nothing has come", new Progress { Elapsed = 63_999 }, "0 objects, waiting for 1:03"),
        ("C-FIND goes on", new Progress { Found = 123, Elapsed = 3000 }, "123 objects found, waiting for 0:03"),
        ("one", Known with { Total = null, Done = 1, Objects = 1 }, "1 object, 12.3 MB, 5.9 MB/s"),
        ("within the first object", Known with { Done = 0, Objects = 0 }, "[--------------------] 0 of 40 objects, 12.3 MB, 5.9 MB/s"),
        ("the rate is not known yet", Known with { Rate = null }, "[#####---------------] 10 of 40 objects, 12.3 MB, 0:07 left"),
        ("half was here before", Known with { Done = 30 }, "[###############-----] 30 of 40 objects, 12.3 MB, 5.9 MB/s, 0:03 left"),
        ("all is here", Known with { Done = 40 }, "[####################] 40 of 40 objects, 12.3 MB, 5.9 MB/s"),
        ("more than was said", Known with { Done = 41 }, "[####################] 41 of 40 objects, 12.3 MB, 5.9 MB/s"),
        ("nothing matches", Known with { Done = 0, Total = 0, Bytes = 0 }, "0 of 0 objects, waiting for 0:03"),
        ("days", Known with { Total = 4_000_000 }, "[--------------------] 10 of 4000000 objects, 12.3 MB, 5.9 MB/s, 222:13:19 left"),
    ];

    [TestMethod]
    public void What_is_known_is_shown() =>
        Table.Run(Rows, row => row.Name, row => Assert.AreEqual(row.Expected, ProgressText.Render(row.Progress, 100, isUtf8: false)));

    [TestMethod]
    public void UTF8_has_a_better_bar() => Assert.AreEqual(
        "\u2588\u2588\u2588\u2588\u2588\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591 "
        + "10 of 40 objects \u00B7 12.3 MB \u00B7 5.9 MB/s \u00B7 0:07 left",
        ProgressText.Render(Known, 100, isUtf8: true));

    [TestMethod]
    [DataRow(69, "[#####---------------] 10 of 40 objects, 12.3 MB, 5.9 MB/s, 0:07 left")]
    [DataRow(68, "10 of 40 objects, 12.3 MB, 5.9 MB/s, 0:07 left")]
    [DataRow(46, "10 of 40 objects, 12.3 MB, 5.9 MB/s, 0:07 left")]
    [DataRow(45, "10 of 40 objects, 12.3 MB, 5.9 MB/s")]
    [DataRow(34, "10 of 40 objects, 12.3 MB")]
    [DataRow(24, "10 of 40 objects")]
    [DataRow(15, "10 of 40 object")]
    [DataRow(1, "1")]
    [DataRow(0, "")]
    public void A_narrow_terminal_gets_what_matters_most(int width, string expected) =>
        Assert.AreEqual(expected, ProgressText.Render(Known, width, isUtf8: false));

    [TestMethod]
    public void No_line_is_wider_than_asked()
    {
        foreach ((string name, Progress progress, string _) in Rows)
        {
            for (int width = 0; width <= 100; width++)
            {
                Assert.IsLessThanOrEqualTo(width, ProgressText.Render(progress, width, width % 2 == 0).Length, $"{name}, {width}");
            }
        }
    }
}
