namespace GetScu.Net.Retrieve;

/// <summary>
/// Tells which request a response is about (PS3.7 9.3.3.2). One request is in flight at a time, and some peers answer every one
/// with the message id of the first: what names an earlier request is late only where the peer counts.
/// </summary>
internal sealed class ResponseIds
{
    private ushort _first;
    private ushort _current;
    private bool _hasWrapped;
    private bool _counts;
    private bool _isConstant;
    private bool _isAtWork;

    /// <summary>A request goes out.</summary>
    /// <param name="messageId">The next one of the association: counting up, and from 65535 back to 1.</param>
    public void Begin(ushort messageId)
    {
        _first = _current == 0 ? messageId : _first;
        _hasWrapped |= messageId < _current;
        _current = messageId;
        _isAtWork = false;
    }

    /// <summary>A C-STORE request or a pending response has come: the peer works on the request in flight.</summary>
    public void IsAtWork() => _isAtWork = true;

    /// <summary>Judges the id of a response; 0: it had none.</summary>
    public ResponseOrigin OriginOf(ushort respondedTo)
    {
        if (respondedTo == _current)
        {
            _counts |= _current != _first;
            return ResponseOrigin.Current;
        }

        return !IsEarlier(respondedTo) || _isConstant ? ResponseOrigin.Current
            : _counts ? ResponseOrigin.Earlier
            : _isAtWork ? ResponseOrigin.Current
            : ResponseOrigin.Either;
    }

    /// <summary>A response has been taken for the request in flight: one that names an earlier one shows that the peer does not count.</summary>
    public void IsTaken(ushort respondedTo) => _isConstant |= IsEarlier(respondedTo);

    private bool IsEarlier(ushort respondedTo) =>
        respondedTo != 0 && respondedTo != _current && (respondedTo < _current || _hasWrapped);
}
