namespace GetScu.Tests.Scp;

/// <summary>How a server loses a connection.</summary>
internal enum LossKind
{
    /// <summary>FIN.</summary>
    Close,

    /// <summary>RST.</summary>
    Reset,

    /// <summary>A-ABORT (PS3.8 9.3.8), then FIN.</summary>
    Abort,
}
