using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>However much a peer sends, what it makes the program log by default is bounded.</summary>
internal static class VolumeRows
{
    public static readonly ConductRow[] All =
    [
        ConductRow.InGet("volume-pending-7-mib", scene =>
        {
            // Each with a list of its own, and each list with the UIDs of the one before.
            string[] uids = [.. Enumerable.Range(0, 3000).Select(i => $"{Uids.TestRoot}.1234567890.1234567890.{i:D6}")];
            for (int i = 0; i < 2500; i++)
            {
                string list = string.Join('\\', uids[i..(i + 60)]);
                byte[] data = new DataSetBuilder().Add(0x00080058, "UI", list).Build();
                scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, hasData: true), 1, data);
            }

            scene.Final(0xB000);
        }) with
        {
            Check = (_, result) => Assert.IsLessThan(256 * 1024, result.ErrorText.Length, "bytes of log"),
        },
        ConductRow.InGet("volume-refused", scene =>
        {
            byte[] one = Pdu.Message(scene.Ct, Command.StoreRq(1, Uids.CtImage, new string('1', 5000)).Us(Command.DataSetType, Command.NoDataSet).Build());
            byte[] hundred = [.. Enumerable.Repeat(one, 100).SelectMany(bytes => bytes)];
            for (int i = 0; i < 12; i++)
            {
                scene.Send(hundred);
                for (int k = 0; k < 100; k++)
                {
                    scene.Peer.ExpectMessage(Command.CStoreRsp);
                }
            }

            scene.Final(0xB000);
        }) with
        {
            Check = (_, result) => Assert.IsLessThan(512 * 1024, result.ErrorText.Length, "bytes of log"),
        },
        ConductRow.InGet("volume-unreadable", scene =>
        {
            for (int i = 0; i < 30; i++)
            {
                scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, hasData: true), 1, Hex.Parse("FFFFFFFF FFFF FFFF"));
            }

            scene.Final(0);
        }),
        ConductRow.InGet("volume-odd-names", scene =>
        {
            for (int i = 0; i < 20; i++)
            {
                scene.Store($"x{i}");
            }

            scene.Final(0, completed: 20);
        }, "+B") with
        {
            Check = (scene, _) => Assert.HasCount(20, Directory.GetFiles(scene.Output)),
        },
    ];
}
