using System.Globalization;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Names what the program has sent, one message after another, without its association request.</summary>
internal static class WireLog
{
    public static string Describe(IEnumerable<Pdu> pdus)
    {
        List<string> names = [];
        MessageAssembler assembler = new();
        foreach (Pdu pdu in pdus)
        {
            if (pdu.Type == Pdu.AssociateRqType)
            {
                continue;
            }

            if (pdu.Type != Pdu.DataType)
            {
                names.Add(NameOf(pdu));
                continue;
            }

            foreach (Pdv value in pdu.Pdvs)
            {
                if (assembler.Add(value) is Message message)
                {
                    names.Add(NameOf(message.Command));
                }
            }
        }

        return string.Join(", ", Gathered(names));
    }

    /// <summary>"name ×3" for the same one three times in a row.</summary>
    private static IEnumerable<string> Gathered(List<string> names)
    {
        for (int i = 0; i < names.Count;)
        {
            int end = names.FindIndex(i, name => name != names[i]);
            int count = (end < 0 ? names.Count : end) - i;
            yield return count == 1 ? names[i] : $"{names[i]} ×{count}";
            i += count;
        }
    }

    private static string NameOf(Pdu pdu)
    {
        return pdu.Type switch
        {
            Pdu.ReleaseRqType => "A-RELEASE-RQ",
            Pdu.ReleaseRpType => "A-RELEASE-RP",
            Pdu.AbortType => $"A-ABORT {pdu.Body[2]}/{pdu.Body[3]}",
            _ => $"PDU {pdu.Type:x2}H",
        };
    }

    private static string NameOf(Command command)
    {
        string Id(int element) => command.Us(element).ToString(CultureInfo.InvariantCulture);
        return command.Us(Command.Field) switch
        {
            Command.CFindRq => $"C-FIND-RQ {Id(Command.MessageId)}",
            Command.CGetRq => $"C-GET-RQ {Id(Command.MessageId)}",
            Command.CStoreRsp => $"C-STORE-RSP {Id(Command.MessageIdRespondedTo)}: {command.Us(Command.Status):x4}H",
            Command.CEchoRsp => $"C-ECHO-RSP {Id(Command.MessageIdRespondedTo)}: {command.Us(Command.Status):x4}H",
            Command.CCancelRq => $"C-CANCEL-RQ {Id(Command.MessageIdRespondedTo)}",
            _ => $"command {command.Us(Command.Field):x4}H",
        };
    }
}
