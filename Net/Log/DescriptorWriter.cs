using System;
using System.Runtime.InteropServices;
using System.Text;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Log;

/// <summary>Writes bytes to a file descriptor; false when the system refuses.</summary>
internal delegate bool DescriptorWriter(int descriptor, ReadOnlySpan<byte> bytes);
