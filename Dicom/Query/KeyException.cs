using System;

namespace GetScu.Dicom.Query;

/// <summary>A matching key that cannot be used; the message names the key, the representation and the reason.</summary>
internal sealed class KeyException(string message) : Exception(message);
