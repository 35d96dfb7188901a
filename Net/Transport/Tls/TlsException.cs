using System;

namespace GetScu.Net.Transport.Tls;

/// <summary>TLS cannot be set up as it is asked for. The message is the text for the log.</summary>
internal sealed class TlsException(string message) : Exception(message);
