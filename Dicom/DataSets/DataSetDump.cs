using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.DataSets;

/// <summary>
/// A data set as lines for the debug log, in the reference's layout:
/// <code>(0008,0052) CS [PATIENT]                                #   8, 1 QueryRetrieveLevel</code>
/// that is tag, representation, value, length in bytes, number of values, keyword.
/// </summary>
internal static class DataSetDump
{
    /// <summary>Characters to which a value is filled up with blanks.</summary>
    private const int ValueWidth = 40;

    private static readonly Tag Item = Tag.FromValue(ElementHeader.Item);
    private static readonly Tag ItemDelimiter = Tag.FromValue(ElementHeader.ItemEnd);
    private static readonly Tag SequenceDelimiter = Tag.FromValue(ElementHeader.SequenceEnd);

    /// <summary>Appends the lines of a data set: two of heading and one for each element, item and end.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="encoding">Named in the heading; lengths are those in this encoding.</param>
    /// <param name="dictionary">Gives the keywords.</param>
    /// <param name="lines">Takes the lines, without line ends.</param>
    public static void Append(DataSet set, DataEncoding encoding, DataDictionary dictionary, List<string> lines)
    {
        lines.Add("# Dicom-Data-Set");
        lines.Add($"# Used TransferSyntax: {NameOf(encoding)}");
        AppendElements(set, encoding, dictionary, 0, lines);
    }

    private static string NameOf(DataEncoding encoding) => encoding switch
    {
        DataEncoding.ImplicitLittle => "Little Endian Implicit",
        DataEncoding.ExplicitBig => "Big Endian Explicit",
        DataEncoding.DeflatedLittle => "Deflated Explicit VR Little Endian",
        _ => "Little Endian Explicit",
    };

    // The depth of a data set is bounded (Limits.QueryDepth), so these two may call each other.
    private static void AppendElements(
        DataSet set, DataEncoding encoding, DataDictionary dictionary, int depth, List<string> lines)
    {
        foreach (DataElement element in set)
        {
            string name = KeywordOf(set, element.Tag, dictionary);
            if (element.Items is null)
            {
                int length = element.Vr == Vr.UI ? DataSetWriter.WithoutBlanks(element.Value).Length : element.Value.Length;
                length += length & 1;
                string value = element.IsEncapsulated ? "(PixelSequence)" : DumpValue.Of(element);
                lines.Add(Line(depth, element.Tag, element.Vr, value, length, DumpValue.CountOf(element), name));
            }
            else
            {
                AppendItems(element, name, encoding, dictionary, depth, lines);
            }
        }
    }

    private static void AppendItems(
        DataElement sequence, string name, DataEncoding encoding, DataDictionary dictionary, int depth, List<string> lines)
    {
        List<DataSet> items = sequence.Items!;
        bool isExplicit = encoding != DataEncoding.ImplicitLittle;
        int length = DataSetWriter.LengthOf(items, isExplicit);
        lines.Add(Line(depth, sequence.Tag, Vr.SQ, $"(Sequence with explicit length #={items.Count})", length, 1, name));
        foreach (DataSet item in items)
        {
            length = DataSetWriter.LengthOf(item, isExplicit);
            lines.Add(Line(depth + 1, Item, Vr.na, $"(Item with explicit length #={item.Count})", length, 1, "Item"));
            AppendElements(item, encoding, dictionary, depth + 2, lines);
            lines.Add(Line(
                depth + 1, ItemDelimiter, Vr.na, "(ItemDelimitationItem for re-encoding)", 0, 0, "ItemDelimitationItem"));
        }

        lines.Add(Line(
            depth, SequenceDelimiter, Vr.na, "(SequenceDelimitationItem for re-encod.)", 0, 0, "SequenceDelimitationItem"));
    }

    private static string Line(int depth, Tag tag, Vr vr, string value, int length, int count, string name)
    {
        string representation = vr == Vr.na ? "na" : VrTraits.Name(vr);
        return $"{new string(' ', 2 * depth)}{tag} {representation} {value.PadRight(ValueWidth)} # {length,3},{count,2} {name}";
    }

    private static string KeywordOf(DataSet set, Tag tag, DataDictionary dictionary)
    {
        if (tag.IsGroupLength)
        {
            return tag.IsPrivate ? "PrivateGroupLength" : "GenericGroupLength";
        }

        return tag.IsPrivateCreator ? "PrivateCreator"
            : dictionary.TryFind(tag, set.PrivateCreatorOf(tag), out DictionaryEntry entry) ? entry.Name
            : "Unknown Tag & Data";
    }
}
