using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;

namespace GetScu.Net.Retrieve;

/// <summary>
/// What a peer sends after its final response, while the answer to the release request is awaited (PS3.8 table 9-10, AR-6):
/// it is dropped, and the objects in it are counted.
/// </summary>
internal sealed class LateObjects(Logger log)
{
    private readonly ReceivedCommand _command = new();
    private bool _isSaid;

    /// <summary>C-STORE-RQ that came whole.</summary>
    public long Count { get; private set; }

    public void Take(in Received received)
    {
        if (!_isSaid)
        {
            _isSaid = true;
            log.Write(LogLevel.Warn, "Peer goes on sending after its final response: dropped");
        }

        if (!received.IsCommand)
        {
            return;
        }

        try
        {
            _command.Append(received.Bytes);
            if (received.IsLast)
            {
                _command.Parse();
                Count += _command.Field == CommandField.CStoreRq ? 1 : 0;
                _command.Clear();
            }
        }
        catch (ProtocolException)
        {
            // It is of no object that anybody could name.
            _command.Clear();
        }
    }
}
