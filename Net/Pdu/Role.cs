using System.Collections.Generic;

namespace GetScu.Net.Pdu;

/// <summary>SCP/SCU role selection for one SOP class (PS3.7 D.3.3.4).</summary>
internal enum Role
{
    /// <summary>No role item: the requestor is SCU, the acceptor SCP.</summary>
    Default,
    Scu,
    Scp,
    Both,
    /// <summary>An answer that grants neither role.</summary>
    None,
}
