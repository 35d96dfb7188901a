namespace GetScu.Tests.Support.Wire;

/// <summary>Puts PDVs together to messages (PS3.8 annex E).</summary>
internal sealed class MessageAssembler
{
    private ByteBuilder _bytes = new();
    private Command? _command;

    /// <summary>The message that this PDV completes, or null.</summary>
    public Message? Add(Pdv value)
    {
        if (value.IsCommand != _command is null)
        {
            throw new FormatException(value.IsCommand ? "command within data" : "data without command");
        }

        _bytes.Raw(value.Data);
        if (!value.IsLast)
        {
            return null;
        }

        byte[] bytes = _bytes.ToArray();
        _bytes = new ByteBuilder();
        byte[]? data = null;
        if (_command is not null)
        {
            data = bytes;
        }
        else
        {
            _command = Command.Parse(bytes);
            if (_command.Us(Command.DataSetType) != Command.NoDataSet)
            {
                return null;
            }
        }

        Message message = new(value.Context, _command, data);
        _command = null;
        return message;
    }
}
