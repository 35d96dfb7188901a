using System;

namespace GetScu.Net.Transport;

/// <summary>Puts TLS on a connected socket.</summary>
/// <param name="socket">Belongs to the returned connection from here on, and is closed where this fails.</param>
/// <param name="seconds">Bound on the handshake.</param>
/// <param name="tell">Told of what was agreed on, line by line; null: nobody wants to know.</param>
/// <exception cref="NetworkException">The handshake failed.</exception>
internal delegate Connection Securing(SocketConnection socket, int seconds, Action<string>? tell);
