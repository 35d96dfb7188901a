using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.DataSets;

/// <summary>Elements by ascending tag, each tag once (PS3.5 7.1). Never nested deeper than <see cref="Limits.QueryDepth"/>.</summary>
internal sealed class DataSet
{
    private readonly List<DataElement> _elements = [];

    /// <summary>How many elements, from the first one on, are in order; all of them save between Append and Complete.</summary>
    private int _ordered;

    public int Count => _elements.Count;

    public List<DataElement>.Enumerator GetEnumerator() => _elements.GetEnumerator();

    public bool Exists(Predicate<DataElement> match) => _elements.Exists(match);

    /// <summary>The element at a place, in ascending order of the tags.</summary>
    public DataElement this[int index] => _elements[index];

    public DataElement? Find(Tag tag)
    {
        int index = IndexOf(tag);
        return index < 0 ? null : _elements[index];
    }

    /// <summary>Inserts the element, in place of one with the same tag.</summary>
    public void Set(DataElement element)
    {
        int index = IndexOf(element.Tag);
        if (index < 0)
        {
            _elements.Insert(~index, element);
            _ordered++;
        }
        else
        {
            _elements[index] = element;
        }
    }

    /// <summary>
    /// Adds an element at the end, for readers: at once, in whatever order they come. Until <see cref="Complete"/> only the
    /// elements before the first one out of order are found.
    /// </summary>
    public void Append(DataElement element)
    {
        if (_ordered == _elements.Count && (_ordered == 0 || _elements[^1].Tag.Value < element.Tag.Value))
        {
            _ordered++;
        }

        _elements.Add(element);
    }

    /// <summary>Puts appended elements in order; of those with the same tag the first one stays.</summary>
    public void Complete()
    {
        if (_ordered == _elements.Count)
        {
            return;
        }

        DataElement[] appended = _elements.ToArray();
        ulong[] places = new ulong[appended.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = ((ulong)appended[i].Tag.Value << 32) | (uint)i;
        }

        Array.Sort(places);
        _elements.Clear();
        foreach (ulong place in places)
        {
            DataElement element = appended[(int)(uint)place];
            if (_elements.Count == 0 || _elements[^1].Tag != element.Tag)
            {
                _elements.Add(element);
            }
        }

        _ordered = _elements.Count;
    }

    public bool Remove(Tag tag)
    {
        int index = IndexOf(tag);
        if (index < 0)
        {
            return false;
        }

        _elements.RemoveAt(index);
        _ordered--;
        return true;
    }

    /// <summary>The creator of a private element's block (PS3.5 7.8.1), null when there is none in this data set.</summary>
    public string? PrivateCreatorOf(Tag tag)
    {
        int block = tag.Element >> 8;
        if (!tag.IsPrivate || block < 0x10)
        {
            return null;
        }

        byte[]? value = Find(new Tag(tag.Group, (ushort)block))?.Value;
        return value is null ? null : Encoding.Latin1.GetString(value).Trim(' ', '\0');
    }

    /// <summary>
    /// The representation of an element that does not say its own, UN when unknown; a dictionary mark where there are several.
    /// </summary>
    public Vr VrOf(Tag tag, DataDictionary dictionary) =>
        tag.IsGroupLength ? Vr.UL : tag.IsPrivateCreator ? Vr.LO : dictionary.VrOf(tag, PrivateCreatorOf(tag));

    /// <summary>The element's place, or the complement of where it would go.</summary>
    private int IndexOf(Tag tag) => CollectionsMarshal.AsSpan(_elements)[.._ordered].BinarySearch(new Place(tag));

    /// <summary>Where a tag stands among elements.</summary>
    private readonly record struct Place(Tag Tag) : IComparable<DataElement>
    {
        public int CompareTo(DataElement? other) => Tag.CompareTo(other!.Tag);
    }
}
