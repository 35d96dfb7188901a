using System.Text;

using GetScu.Dicom;
using GetScu.Storage;

namespace GetScu.Tests.Storage;

/// <summary>The UID of a request beside the data set's.</summary>
[TestClass]
public sealed class RequestUidTests
{
    [TestMethod]
    [DataRow("1.2", "1.2", "1.2", null)]
    [DataRow("1.2", "1.3", "1.3", "data set's UID is 1.3, the request's 1.2: the data set's is used")]
    [DataRow("1.2", "", "1.2", "data set has no UID, the request's 1.2 is used")]
    [DataRow("", "1.3", "1.3", "data set's UID is 1.3, the request's (none): the data set's is used")]
    [DataRow("", "", "", null)]
    [DataRow("1\n2", "1.3", "1.3", "data set's UID is 1.3, the request's 1\\x0a2: the data set's is used")]
    public void The_data_sets_counts_where_it_has_one(string request, string dataSet, string used, string? said)
    {
        RequestUid uid = new();
        uid.Set("9.9.9.9"u8);
        uid.Set(Encoding.ASCII.GetBytes(request));
        byte[] other = Encoding.ASCII.GetBytes(dataSet);
        Assert.AreEqual(used, Encoding.ASCII.GetString(uid.Or(other)));
        Assert.AreEqual(said, uid.Compare("UID", other));
    }

    [TestMethod]
    public void One_that_is_too_long_stays_too_long()
    {
        RequestUid uid = new();
        uid.Set(Encoding.ASCII.GetBytes(new string('1', 10_000)));
        Assert.AreEqual(Limits.Uid + 1, uid.Or([]).Length);
    }
}
