using System;
using System.Buffers.Binary;

using GetScu.Dicom;
using GetScu.Net.Pdu;

namespace GetScu.Net.Dimse;

/// <summary>
/// A received command set: its bytes, collected from any number of fragments, and the fields found in them.
/// One instance serves a whole association.
/// </summary>
internal sealed class ReceivedCommand
{
    /// <summary>The value of Command Data Set Type that says there is none (PS3.7 E.1).</summary>
    public const ushort NoDataSet = 0x0101;

    /// <summary>One of the values that say there is one; the reference's.</summary>
    public const ushort SomeDataSet = 0x0001;

    // PS3.7 6.3.1: implicit VR little endian; group (2), element (2), length (4), value
    private const int ElementHeader = 8;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Limits.Command);
    private int _length;
    private Range _sopClass;
    private Range _sopInstance;
    private Range _errorComment;
    private Range _offendingElements;
    private Range _moveOriginator;
    private Range _failedInstances;

    public CommandField Field { get; private set; }

    public ushort MessageId { get; private set; }

    public ushort MessageIdBeingRespondedTo { get; private set; }

    public ushort DataSetType { get; private set; }

    public ushort? Status { get; private set; }

    public ushort? Priority { get; private set; }

    public ushort? Remaining { get; private set; }

    public ushort? Completed { get; private set; }

    public ushort? Failed { get; private set; }

    public ushort? Warning { get; private set; }

    public ushort? MoveOriginatorMessageId { get; private set; }

    /// <summary>Without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> AffectedSopClassUid => _bytes.AsSpan(_sopClass);

    /// <summary>Without padding; empty when absent.</summary>
    public ReadOnlySpan<byte> AffectedSopInstanceUid => _bytes.AsSpan(_sopInstance);

    public ReadOnlySpan<byte> ErrorComment => _bytes.AsSpan(_errorComment);

    public ReadOnlySpan<byte> MoveOriginatorAet => _bytes.AsSpan(_moveOriginator);

    /// <summary>Pairs of group and element, little endian.</summary>
    public ReadOnlySpan<byte> OffendingElements => _bytes.AsSpan(_offendingElements);

    /// <summary>A (0008,0058) that strayed into the command set; UIDs separated by a backslash.</summary>
    public ReadOnlySpan<byte> FailedSopInstanceUids => _bytes.AsSpan(_failedInstances);

    public bool HasDataSet => DataSetType != NoDataSet;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <exception cref="ProtocolException">The command does not end.</exception>
    public void Append(ReadOnlySpan<byte> fragment)
    {
        if (fragment.Length > _bytes.Length - _length)
        {
            throw new ProtocolException($"command set longer than {_bytes.Length} bytes");
        }

        fragment.CopyTo(_bytes.AsSpan(_length));
        _length += fragment.Length;
    }

    /// <summary>Finds the fields in the collected bytes.</summary>
    /// <exception cref="ProtocolException">An element leaves the command, has a wrong length, or a needed one is missing.</exception>
    public void Parse()
    {
        ResetFields();
        bool hasField = false;
        bool hasDataSetType = false;
        ReadOnlySpan<byte> bytes = Bytes;
        int position = 0;
        while (position < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            uint length = rest.Length < ElementHeader ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (rest.Length < ElementHeader || length > rest.Length - ElementHeader)
            {
                throw new ProtocolException(
                    $"command element at offset {position} needs {ElementHeader + (long)length} bytes; {rest.Length} are there");
            }

            ushort group = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            ushort element = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            Range value = (position + ElementHeader)..(position + ElementHeader + (int)length);
            position = value.End.Value;
            if (group != 0)
            {
                // Only group 0000 belongs here (PS3.7 6.3.1), but Orthanc puts its Failed SOP Instance UID List here.
                if (group == 0x0008 && element == 0x0058)
                {
                    _failedInstances = value;
                }

                continue;
            }

            hasField |= element == CommandElement.CommandField;
            hasDataSetType |= element == CommandElement.CommandDataSetType;
            Take(element, value);
        }

        if (!hasField || !hasDataSetType)
        {
            throw new ProtocolException(
                $"command set without {(hasField ? "(0000,0800) Command Data Set Type" : "(0000,0100) Command Field")}");
        }
    }

    private void ResetFields()
    {
        Field = 0;
        MessageId = MessageIdBeingRespondedTo = DataSetType = 0;
        Status = Priority = Remaining = Completed = Failed = Warning = MoveOriginatorMessageId = null;
        _sopClass = _sopInstance = _errorComment = _offendingElements = _moveOriginator = _failedInstances = default;
    }

    private void Take(ushort element, Range value)
    {
        switch (element)
        {
            case CommandElement.AffectedSopClassUid: _sopClass = Trimmed(value); break;
            case CommandElement.AffectedSopInstanceUid: _sopInstance = Trimmed(value); break;
            case CommandElement.ErrorComment: _errorComment = Trimmed(value); break;
            case CommandElement.OffendingElement: _offendingElements = value; break;
            case CommandElement.MoveOriginatorAet: _moveOriginator = Trimmed(value); break;
            case CommandElement.CommandField: Field = (CommandField)UInt16(element, value); break;
            case CommandElement.MessageId: MessageId = UInt16(element, value); break;
            case CommandElement.MessageIdBeingRespondedTo: MessageIdBeingRespondedTo = UInt16(element, value); break;
            case CommandElement.CommandDataSetType: DataSetType = UInt16(element, value); break;
            case CommandElement.Status: Status = UInt16(element, value); break;
            case CommandElement.Priority: Priority = OptionalUInt16(element, value); break;
            case CommandElement.RemainingSubOperations: Remaining = OptionalUInt16(element, value); break;
            case CommandElement.CompletedSubOperations: Completed = OptionalUInt16(element, value); break;
            case CommandElement.FailedSubOperations: Failed = OptionalUInt16(element, value); break;
            case CommandElement.WarningSubOperations: Warning = OptionalUInt16(element, value); break;
            case CommandElement.MoveOriginatorMessageId: MoveOriginatorMessageId = OptionalUInt16(element, value); break;
        }
    }

    // An optional field that is there without a value says nothing (PS3.7 6.3.1 has no rule; servers do send it).
    private ushort? OptionalUInt16(ushort element, Range value) =>
        value.Start.Equals(value.End) ? null : UInt16(element, value);

    private ushort UInt16(ushort element, Range value)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(value);
        if (bytes.Length != 2)
        {
            throw new ProtocolException($"command element (0000,{element:x4}) has {bytes.Length} bytes; needs 2");
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    // PS3.5 9.1: UIDs are padded with NUL, text with space; servers mix them up.
    private Range Trimmed(Range value)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(value);
        int start = value.End.Value - bytes.TrimStart(" \0"u8).Length;
        return start..(start + bytes.Trim(" \0"u8).Length);
    }
}
