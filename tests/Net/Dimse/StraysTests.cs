using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Tests.Net.Log;
using GetScu.Tests.Support.Wire;

using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>Each way to stray from the standard is said once in an association, and what keeps to it is not spoken of.</summary>
[TestClass]
public sealed class StraysTests
{
    private static readonly PresentationContext Query = Context(1, "1.2.840.10008.5.1.4.1.2.2.3", Role.Default);
    private static readonly PresentationContext Images = Context(3, Uids.CtImage, Role.Scp);

    [TestMethod]
    public void What_keeps_to_the_standard()
    {
        Assert.AreEqual("", Lines(strays =>
        {
            strays.Request(Images, Store(Uids.CtImage));
            strays.Request(Context(5, Uids.MrImage, Role.Both), Store(Uids.MrImage));
            strays.Response(Query, Query, 7, 7, isLate: false);
        }));
    }

    [TestMethod]
    public void Each_once()
    {
        Assert.AreEqual(
            """
            W: Peer sends objects without having accepted the SCP role (presentation context 1)
            W: Peer sends SOP class '1.2.840.10008.5.1.4.1.1.4' on presentation context 3, which is for '1.2.840.10008.5.1.4.1.1.2'
            W: Peer responds to message id 6; the request's is 7: dropped
            W: Peer responds on presentation context 3; the request's is 1
            W: Peer sends a data set that its command says is not there; dropped

            """,
            Lines(strays =>
            {
                for (int i = 0; i < 2; i++)
                {
                    strays.Request(Query, Store(Query.AbstractSyntax));
                    strays.Request(Images, Store(Uids.MrImage));
                    strays.Response(Query, Query, 6, 7, isLate: true);
                    strays.Response(Images, Query, 7, 7, isLate: false);
                    strays.DataSet();
                }
            }));
    }

    private static string Lines(Action<Strays> steps)
    {
        using LogSetup setup = new();
        steps(new Strays(new Logging(LogLevel.Warn, setup.Host).Net));
        return setup.Error;
    }

    private static PresentationContext Context(byte id, string abstractSyntax, Role accepted) =>
        new(id, abstractSyntax, [], Role.Scp) { AcceptedRole = accepted };

    private static ReceivedCommand Store(string sopClassUid)
    {
        ReceivedCommand command = new();
        command.Append(Command.StoreRq(9, sopClassUid, "1.2.3").Build());
        command.Parse();
        return command;
    }
}
