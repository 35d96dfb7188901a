using System.Globalization;

using GetScu.Dicom;
using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>Objects of one transfer syntax with distinct SOP instance UIDs: what one retrieval can bring home.</summary>
/// <param name="Name">Short, also fit for an AE title.</param>
/// <param name="TransferSyntax">Of all of them.</param>
/// <param name="Option">The option that has it proposed first.</param>
/// <param name="Objects">The files.</param>
internal sealed record ObjectGroup(string Name, string TransferSyntax, string Option, IReadOnlyList<StoredObject> Objects);

/// <summary>
/// The real DICOM files that tests/objects.sh collects. Usable are those with readable meta information, SOP class and
/// instance UID, of a class that getscu proposes and in a transfer syntax that one of its options proposes.
/// </summary>
internal static class RealObjects
{
    /// <summary>The transfer syntaxes of the manual's +x options.</summary>
    public static readonly IReadOnlyList<(string Option, string TransferSyntax)> Preferences =
    [
        ("+x=", Uids.ExplicitLittle), ("+xe", Uids.ExplicitLittle), ("+xb", Uids.ExplicitBig),
        ("+xs", "1.2.840.10008.1.2.4.70"), ("+xy", "1.2.840.10008.1.2.4.50"), ("+xx", "1.2.840.10008.1.2.4.51"),
        ("+xv", "1.2.840.10008.1.2.4.90"), ("+xw", "1.2.840.10008.1.2.4.91"), ("+xt", "1.2.840.10008.1.2.4.80"),
        ("+xu", "1.2.840.10008.1.2.4.81"), ("+xm", "1.2.840.10008.1.2.4.100"), ("+xh", "1.2.840.10008.1.2.4.101"),
        ("+xn", "1.2.840.10008.1.2.4.102"), ("+xl", "1.2.840.10008.1.2.4.103"), ("+x2", "1.2.840.10008.1.2.4.104"),
        ("+x3", "1.2.840.10008.1.2.4.105"), ("+xo", "1.2.840.10008.1.2.4.106"), ("+x4", "1.2.840.10008.1.2.4.107"),
        ("+x5", "1.2.840.10008.1.2.4.108"), ("+xr", Uids.RleLossless), ("+xd", Uids.DeflatedLittle),
        ("+xi", Uids.ImplicitLittle),
    ];

    private static readonly Lazy<IReadOnlyList<StoredObject>> Usable = new(FindUsable);

    private static readonly Lazy<IReadOnlyList<ObjectGroup>> Grouped = new(Group);

    /// <summary>The folder of all collected files.</summary>
    public static string Folder
    {
        get
        {
            string folder = Repository.PathOf("tests", ".objects");
            return File.Exists(Path.Combine(folder, "complete"))
                ? folder
                : throw new AssertFailedException($"no real objects in {folder}: run tests/objects.sh");
        }
    }

    /// <summary>81 plain images of a few patients, several studies and series each, all in explicit little endian.</summary>
    public static string Clinic => Path.Combine(Folder, "pydicom", "test_files", "dicomdirtests");

    public static IReadOnlyList<StoredObject> All => Usable.Value;

    public static IReadOnlyList<ObjectGroup> Groups => Grouped.Value;

    /// <summary>Copies a group's files into a folder, by number.</summary>
    public static void CopyTo(this ObjectGroup group, string folder)
    {
        for (int index = 0; index < group.Objects.Count; index++)
        {
            File.Copy(group.Objects[index].File.Path, Path.Combine(folder, index.ToString("d4", CultureInfo.InvariantCulture)));
        }
    }

    private static List<StoredObject> FindUsable()
    {
        List<StoredObject> usable = [];
        foreach (StoredObject stored in new Archive(Folder).Objects)
        {
            if (Reference.ProposedClasses.Contains(stored.SopClass) && OptionOf(stored.TransferSyntax) is not null)
            {
                usable.Add(stored);
            }
        }

        return usable;
    }

    private static string? OptionOf(string transferSyntax)
    {
        foreach ((string option, string proposed) in Preferences)
        {
            if (proposed == transferSyntax)
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>Files of the same transfer syntax and instance UID go to different groups.</summary>
    private static List<ObjectGroup> Group()
    {
        SortedDictionary<(string Syntax, int Round), List<StoredObject>> groups = [];
        Dictionary<(string Syntax, string Instance), int> rounds = [];
        foreach (StoredObject stored in All)
        {
            (string, string) key = (stored.TransferSyntax, stored.SopInstance);
            int round = rounds.GetValueOrDefault(key);
            rounds[key] = round + 1;
            if (!groups.TryGetValue((stored.TransferSyntax, round), out List<StoredObject>? group))
            {
                groups.Add((stored.TransferSyntax, round), group = []);
            }

            group.Add(stored);
        }

        List<ObjectGroup> result = [];
        foreach (((string syntax, int round), List<StoredObject> objects) in groups)
        {
            string option = OptionOf(syntax)!;
            result.Add(new ObjectGroup($"{option[1..].ToUpperInvariant().Replace('=', '0')}{round}", syntax, option, objects));
        }

        return result;
    }
}
