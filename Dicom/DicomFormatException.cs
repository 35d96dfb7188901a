using System;

namespace GetScu.Dicom;

/// <summary>Bytes that are not what PS3.5 or PS3.10 says: names the field, the offset, what was needed and what was there.</summary>
internal sealed class DicomFormatException(string message) : Exception(message);
