namespace GetScu.Dicom.Dictionary;

/// <summary>What the data dictionary says about one attribute (PS3.6 clause 6).</summary>
/// <param name="Tag">The asked tag where the entry stands for a range, asked by tag; a range's first tag, asked by keyword.</param>
/// <param name="Vr">One representation, or a dictionary mark such as <see cref="Vr.xs"/>.</param>
/// <param name="Name">The keyword; retired attributes have the prefix <c>RETIRED_</c>.</param>
/// <param name="Vm">The value multiplicity as PS3.6 writes it: <c>1</c>, <c>1-n</c>, <c>2-2n</c>.</param>
internal readonly record struct DictionaryEntry(Tag Tag, Vr Vr, string Name, string Vm);
