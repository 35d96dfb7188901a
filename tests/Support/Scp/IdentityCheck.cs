using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>User identity as a server sees it (PS3.7 D.3.3.7). No socket in it.</summary>
internal static class IdentityCheck
{
    /// <summary>The identity of a request: <c>NAME</c>, <c>NAME:PASSWORD</c>, a ticket, an assertion or a token; null without one.</summary>
    public static string? Of(AssociateRq request)
    {
        WireReader? item = Item(request);
        if (item is null)
        {
            return null;
        }

        int type = item.U8();
        item.Skip(1);
        string primary = item.Text(item.U16Big());
        string secondary = item.Text(item.U16Big());
        return type == 2 ? $"{primary}:{secondary}" : primary;
    }

    /// <summary>The item that confirms it, where that is asked for.</summary>
    public static byte[] Response(AssociateRq request)
    {
        WireReader? item = Item(request);
        item?.Skip(1);
        return item?.U8() == 1 ? [0x59, 0, 0, 2, 0, 0] : [];
    }

    private static WireReader? Item(AssociateRq request)
    {
        WireReader items = new(request.ExtraUserItems);
        while (!items.AtEnd)
        {
            (int type, byte[] content) = items.Item();
            if (type == 0x58)
            {
                return new WireReader(content);
            }
        }

        return null;
    }
}
