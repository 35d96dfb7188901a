namespace GetScu.Tests.Scp;

/// <summary>An attribute of stored objects that queries may ask for (PS3.4 C.6.1.1.2 to C.6.1.1.5).</summary>
/// <param name="Tag">Group in the upper, element in the lower half.</param>
/// <param name="Vr">Value representation.</param>
/// <param name="Level">The outermost level that has it.</param>
internal sealed record QueryAttribute(uint Tag, string Vr, string Level)
{
    public const uint CharacterSet = 0x00080005;
    public const uint SopClass = 0x00080016;
    public const uint SopInstance = 0x00080018;
    public const uint RetrieveLevel = 0x00080052;
    public const uint RetrieveTitle = 0x00080054;
    public const uint FailedInstances = 0x00080058;
    public const uint Modality = 0x00080060;
    public const uint ModalitiesInStudy = 0x00080061;
    public const uint SopClassesInStudy = 0x00080062;
    public const uint AvailableTransferSyntaxes = 0x00083002;
    public const uint PatientId = 0x00100020;
    public const uint StudyInstance = 0x0020000D;
    public const uint SeriesInstance = 0x0020000E;
    public const uint InstanceNumber = 0x00200013;
    public const uint StudiesOfPatient = 0x00201200;
    public const uint SeriesOfPatient = 0x00201202;
    public const uint InstancesOfPatient = 0x00201204;
    public const uint SeriesOfStudy = 0x00201206;
    public const uint InstancesOfStudy = 0x00201208;
    public const uint InstancesOfSeries = 0x00201209;

    /// <summary>Those read from each object, in tag order.</summary>
    public static IReadOnlyList<QueryAttribute> Stored { get; } =
    [
        new(CharacterSet, "CS", InformationModel.Patient),
        new(SopClass, "UI", InformationModel.Image),
        new(SopInstance, "UI", InformationModel.Image),
        new(0x00080020, "DA", InformationModel.Study),
        new(0x00080030, "TM", InformationModel.Study),
        new(0x00080050, "SH", InformationModel.Study),
        new(Modality, "CS", InformationModel.Series),
        new(0x00080090, "PN", InformationModel.Study),
        new(0x00081030, "LO", InformationModel.Study),
        new(0x0008103E, "LO", InformationModel.Series),
        new(0x00100010, "PN", InformationModel.Patient),
        new(PatientId, "LO", InformationModel.Patient),
        new(0x00100030, "DA", InformationModel.Patient),
        new(0x00100040, "CS", InformationModel.Patient),
        new(StudyInstance, "UI", InformationModel.Study),
        new(SeriesInstance, "UI", InformationModel.Series),
        new(0x00200010, "SH", InformationModel.Study),
        new(0x00200011, "IS", InformationModel.Series),
        new(InstanceNumber, "IS", InformationModel.Image),
    ];

    /// <summary>The attribute of a tag where an object of a level has it, or null.</summary>
    public static QueryAttribute? Find(uint tag, string level)
    {
        foreach (QueryAttribute attribute in Stored)
        {
            if (attribute.Tag == tag)
            {
                return InformationModel.Depth(attribute.Level) <= InformationModel.Depth(level) ? attribute : null;
            }
        }

        return null;
    }
}
