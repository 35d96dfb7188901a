using System.Net;

namespace GetScu.Tests.Scp;

/// <summary>The options of the server as a whole.</summary>
internal static class ServerOptions
{
    public static IReadOnlyList<ScpOption<ScpOptions>> All { get; } =
    [
        new("--address", "ADDRESS", "listen there (default: 127.0.0.1)",
            (options, text) => options with { Address = IPAddress.Parse(text) }),
        new("--max-pdu", "BYTES", "maximum length announced (default: 16384)",
            (options, text) => options with { MaximumLength = OptionValue.Number(text) }),
        new("--send-pdu", "BYTES", "longest PDU sent, where the peer allows more (default: 131072)",
            (options, text) => options with { SendLength = OptionValue.Number(text) }),
        new("--once", "", "end after the first association", (options, _) => options with { IsOnce = true }),
        new("--title", "TITLE", "Retrieve AE Title of C-FIND (default: GETSCP)",
            (options, text) => options with { Title = text }),
        new("--delay", "MS", "everything arrives so many milliseconds later, each way",
            (options, text) => options with { Delay = TimeSpan.FromMilliseconds(OptionValue.Fraction(text)) }),
        new("--at-once", "N", "reject associations beyond N at a time",
            (options, text) => options with { AtOnce = OptionValue.Number(text) }),
        new("--in-all", "N", "reject associations after the first N",
            (options, text) => options with { InAll = OptionValue.Number(text) }),
        new("--reject-first", "N", "reject the first N associations",
            (options, text) => options with { RejectedFirst = OptionValue.Number(text) }),
        new("--identity", "NAME[:PASSWORD]", "reject everybody else (or a token), confirm this one where asked to",
            (options, text) => options with { Identity = text }),
        new("--rejection", "RESULT,SOURCE,REASON", "how (default: 2,3,2)",
            (options, text) => options with { Rejection = Rejection(OptionValue.Numbers(text)) }),
        new("--returns-after", "SECONDS", "after a loss nobody listens for so long",
            (options, text) => options with { ReturnsAfter = TimeSpan.FromSeconds(OptionValue.Fraction(text)) }),
    ];

    private static Rejection Rejection(int[] numbers)
    {
        return numbers is [int result, int source, int reason] ? new Rejection(result, source, reason)
            : throw new FormatException("three numbers");
    }
}
