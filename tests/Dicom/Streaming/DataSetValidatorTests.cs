using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Dicom;

/// <summary>A data set that is checked while it passes, and the UIDs that are kept of it.</summary>
[TestClass]
public sealed class DataSetValidatorTests
{
    [TestMethod]
    public void KeepsOnlyTheFirstUidsOfTheDataSetItself()
    {
        byte[] bytes = new DataSetBuilder()
            .Sequence(0x00081140, false, item => item.Add(0x00080016, "UI", "9.9").Add(0x00080018, "UI", "9.8"))
            .Add(0x00080018, "UI", "1.2.3 \0\0")
            .Add(0x00080016, "UI", "")
            .Add(0x00080018, "UI", "4.5")
            .Add(0x00080016, "UI", "4.6")
            .Build();
        Assert.AreEqual(new ValidatorVerdict(null, "", "1.2.3"), ValidatorVerdict.RunPieces(new DataSetValidator(), DataEncoding.ExplicitLittle, bytes, 3));
    }

    [TestMethod]
    public void KeepsLongUidsUpToItsLimit()
    {
        byte[] bytes = new DataSetBuilder().Add(0x00080018, "UI", new string('1', 5000)).Build();
        ValidatorVerdict check = ValidatorVerdict.RunPieces(new DataSetValidator(), DataEncoding.ExplicitLittle, bytes, 100);
        Assert.AreEqual(new ValidatorVerdict(null, "", new string('1', Limits.Uid)), check);
    }

    [TestMethod]
    public void One_validator_checks_many_data_sets()
    {
        DataSetValidator validator = new();
        byte[] good = new DataSetBuilder().Add(0x00080016, "UI", "1.2").Add(0x00080018, "UI", "1.3").Build();
        foreach (int length in (int[])[good.Length, good.Length - 1, 0, good.Length])
        {
            ValidatorVerdict verdict = ValidatorVerdict.Run(validator, DataEncoding.ExplicitLittle, good.AsSpan(0, length));
            Assert.AreEqual(length == good.Length || length == 0, verdict.Error is null, $"{length} bytes");
            Assert.AreEqual(length == 0 ? "" : "1.2", verdict.SopClassUid);
            Assert.AreEqual(length > 0, validator.HasElements);
            Assert.IsNull(validator.Warning);
        }
    }
}
