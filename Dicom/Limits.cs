namespace GetScu.Dicom;

/// <summary>Every bound on what a peer may make this program hold or wait for, with its source.</summary>
internal static class Limits
{
    /// <summary>
    /// Bytes received at most by one system call. Arbitrary: eight of the largest PDUs `-pdu` can ask for. With a quarter of
    /// it large objects cost a fifth more CPU time; what never arrives takes no memory.
    /// </summary>
    public const int ReceiveBuffer = 1024 * 1024;

    /// <summary>The same where objects are dropped. Arbitrary: stays in the processor's cache, which then is what counts.</summary>
    public const int ReceiveDropped = 128 * 1024;

    /// <summary>Bytes of one object that are held in memory before it goes to the disk. Arbitrary.</summary>
    public const int HeldObject = 4 * 1024 * 1024;

    /// <summary>Longest SOP class or instance UID taken, in bytes. Arbitrary: a UID has 64 (PS3.5 9.1), a file name 255.</summary>
    public const int Uid = 256;

    /// <summary>Instances of a plan that are held one by one; beyond them they are only counted. As Dicom/QUERIES.md says.</summary>
    public const int PlannedInstances = 200_000;

    /// <summary>Studies, and series, of a plan. Arbitrary.</summary>
    public const int PlannedSeries = ushort.MaxValue;

    /// <summary>SOP classes of a plan. Arbitrary: more than five times those of the standard.</summary>
    public const int PlannedClasses = 1200;

    /// <summary>Transfer syntaxes that a peer may name for one SOP class. Arbitrary: PS3.6 has 62.</summary>
    public const int ToldSyntaxes = 100;

    /// <summary>UIDs in one request. Servers were seen to take as many.</summary>
    public const int RequestedUids = 500;

    /// <summary>Bytes of a list of UIDs: 32,000 for a request leave room for its other keys.</summary>
    public const int RequestedList = 31_000;

    /// <summary>Requests in a row for instances of one series that bring nothing. Arbitrary.</summary>
    public const int FruitlessRequests = 3;

    /// <summary>Associations in a row that bring nothing, where it is not known whether anything is missing. Arbitrary.</summary>
    public const int FruitlessAssociations = 2;

    /// <summary>Associations at once, and in a plan. Arbitrary: servers were seen to be slower with eight than with one.</summary>
    public const int Associations = 16;

    /// <summary>Bytes of a file at its beginning in which its header is looked for. Arbitrary: this program's have under 1 KiB.</summary>
    public const int FileHead = 16 * 1024;

    /// <summary>Bytes of a file that are read at once. Arbitrary.</summary>
    public const int FileStep = 64 * 1024;

    /// <summary>Seconds before an association is tried again. Arbitrary.</summary>
    public const int RetryWait = 60;

    /// <summary>UIDs of a Failed SOP Instance UID List in one line of the report. A peer counts no further (PS3.7 9.1.3.1).</summary>
    public const int ReportedFailures = ushort.MaxValue;

    /// <summary>Longest A-ASSOCIATE-AC. Arbitrary: 128 contexts with 64-byte UIDs and roles are under 20 KiB.</summary>
    public const int AssociatePdu = 128 * 1024;

    /// <summary>
    /// Bytes of a user name and password, or of a token. What 128 roles with UIDs of 64 characters and the other items leave of the
    /// 65,535 that user information may have (PS3.8 9.3.2).
    /// </summary>
    public const int UserIdentity = 56_000;

    /// <summary>Items of an answer that nobody asked for and that are logged one by one. Arbitrary.</summary>
    public const int AnswerWarnings = 16;

    /// <summary>A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT carry four bytes (PS3.8 9.3.4 to 9.3.8).</summary>
    public const int FixedPdu = 4;

    /// <summary>Longest command set. Arbitrary: those of PS3.7 annex E are below 1 KiB; Orthanc adds a list of failed UIDs.</summary>
    public const int Command = 64 * 1024;

    /// <summary>A peer maximum below this leaves no room for a PDV header and two bytes. (PS3.8 D.1.1, 9.3.5)</summary>
    public const int SmallestMaximumLength = 8;

    /// <summary>PDUs sent hold at most this much where the peer has no limit. Arbitrary, the reference's largest.</summary>
    public const int LargestSentPdu = 131072;

    /// <summary>Bytes of responses that are sent together. Arbitrary: they fit one segment of an Ethernet.</summary>
    public const int KeptResponses = 1400;

    /// <summary>Milliseconds after the last write within which a response may be kept. Arbitrary: a fraction of a far peer's distance.</summary>
    public const int KeptTime = 5;

    /// <summary>Seconds a peer may be silent within a PDU when no DIMSE timeout is given. As the reference.</summary>
    public const int SilenceWithinPdu = 60;

    /// <summary>Progress that restarts a wait within a message, in bytes. Arbitrary: slower peers than this a minute are gone.</summary>
    public const int Progress = 4096;

    /// <summary>Seconds to wait for the peer to close after an A-ABORT or A-RELEASE-RP. Arbitrary.</summary>
    public const int CloseWait = 1;

    /// <summary>
    /// Failed, refused and replaced objects of a run that are logged one by one, each of the three, and failed ones that are
    /// remembered so that each is named once. Arbitrary: more than anybody reads.
    /// </summary>
    public const int LoggedObjects = 1000;

    /// <summary>Warnings of one kind in a run; the rest is counted. Arbitrary.</summary>
    public const int LoggedRepeats = 16;

    /// <summary>More of an entry of a Failed SOP Instance UID List is not kept. Arbitrary: a UID has 64 characters at most.</summary>
    public const int FailedListEntry = PeerText;

    /// <summary>
    /// Seconds in which more must follow where a response names an earlier request: then it was late, else it is the answer.
    /// Arbitrary.
    /// </summary>
    public const int LateResponseWait = 1;

    /// <summary>Characters of a UID, comment or other text of a peer that one log line shows. Arbitrary: a UID has 64, a comment too.</summary>
    public const int PeerText = 256;

    /// <summary>Seconds that the end of the program waits for a log line that another thread is writing. Arbitrary.</summary>
    public const int LogCloseWait = 1;

    /// <summary>Bytes of a log configuration file. Arbitrary.</summary>
    public const int LogConfiguration = 16 * 1024 * 1024;

    /// <summary>Characters to which a layout fills up or cuts a conversion. Arbitrary.</summary>
    public const int LogFieldWidth = 9999;

    /// <summary>Bytes of a date in a log line. Arbitrary: strftime takes field widths.</summary>
    public const int LogTime = 64 * 1024;

    /// <summary>Variables put into one setting of a log configuration. Arbitrary; the reference never ends on one that names itself.</summary>
    public const int LogSubstitutions = 100;

    /// <summary>Bytes of a log file that is put aside: for every smaller size, and for none. As the reference.</summary>
    public const long LogFileLeast = 200 * 1024;

    public const long LogFileDefault = 10 * 1024 * 1024;

    /// <summary>Seconds before a syslog service is tried again. Arbitrary: one that does not answer must not hold up every event.</summary>
    public const int LogRetry = 10;

    /// <summary>Storage classes that can be added to those always proposed: context ids end at 255 (PS3.8 9.3.2.2).</summary>
    public const int AddedClasses = 6;

    /// <summary>Bytes of a value in a C-FIND response that are looked at. Arbitrary: identifiers have 64 characters.</summary>
    public const int FindText = 256;

    /// <summary>The same for a list of UIDs. Arbitrary: 250 of them.</summary>
    public const int FindList = 16 * 1024;

    /// <summary>Matches to one C-FIND request. Arbitrary: twice what a plan holds one by one, and a few seconds.</summary>
    public const int FindMatches = 400_000;

    /// <summary>Seconds in which the run must end when every wait for the peer has been ended by a signal. Arbitrary.</summary>
    public const int LeaveWait = 2;

    /// <summary>
    /// Sequences and items within each other, counted together, of an object or a query file. Arbitrary: real objects have
    /// about 10; the reference has no bound but its stack.
    /// </summary>
    public const int Nesting = 1024;

    /// <summary>Sequences within each other in a query: what <see cref="Nesting"/> leaves, a sequence and its item being two.</summary>
    public const int QueryDepth = Nesting / 2;

    /// <summary>Bytes of deflated data that are inflated at once, and that come out at once. Arbitrary, what zlib's own tools use.</summary>
    public const int InflateStep = 16 * 1024;

    /// <summary>Bytes of a query file, deflated or not, at most. Arbitrary.</summary>
    public const int QueryFile = 256 * 1024 * 1024;

    /// <summary>The highest item number in the path of a key. Arbitrary.</summary>
    public const int KeyItem = 9999;

    /// <summary>Bytes of a command file. Arbitrary; the system takes 2 MiB of arguments.</summary>
    public const int CommandFile = 16 * 1024 * 1024;

    /// <summary>Bytes of a line of a key file. Arbitrary: ten thousand UIDs.</summary>
    public const int KeyLine = 1024 * 1024;

    /// <summary>Queries of a run that follows a plan, which holds them all. Arbitrary: 100 bytes each.</summary>
    public const int PlannedQueries = 10_000;

    /// <summary>Bytes of a dictionary file. Arbitrary: the whole of PS3.6 takes 250 KB.</summary>
    public const int DictionaryFile = 16 * 1024 * 1024;

    /// <summary>After so many lines in error the rest of a dictionary file is not read. Arbitrary.</summary>
    public const int DictionaryErrors = 100;

    /// <summary>Characters of a dictionary's line that an error quotes. Arbitrary.</summary>
    public const int DictionaryQuote = 80;

    /// <summary>Characters of keywords that are compared for the nearest. Arbitrary: twice the longest of PS3.6.</summary>
    public const int ComparedKeyword = 128;

    /// <summary>Lock files looked for when a run starts, one system call each. Arbitrary.</summary>
    public const int LocksCleaned = 8;

    /// <summary>Runs at once that get a lock; the part files of further ones are never removed by others. Arbitrary.</summary>
    public const int Locks = 256;

    /// <summary>
    /// Seconds after which nobody writes to a part file any more. Arbitrary: far beyond every wait, and any clock's error.
    /// </summary>
    public const long PartFileIdle = 24 * 60 * 60;

    /// <summary>Bytes that must fit on the disk for a run to go on. Arbitrary: less than that is no object of any use.</summary>
    public const int ProbeFile = 4096;

    /// <summary>Bytes of free receive buffer that are worth a system call. Arbitrary.</summary>
    public const int ReceiveRoom = 64 * 1024;

    /// <summary>Milliseconds of a wait after which the clock is read. Arbitrary: a second is the unit of every option.</summary>
    public const int WaitSlice = 1000;

    /// <summary>Bytes of stack for the resolver. Arbitrary: it keeps answers of up to 64 KiB there.</summary>
    public const int ResolverStack = 512 * 1024;

    /// <summary>Seconds to wait for a syslog service to take a datagram. Arbitrary: it must not hold up every event.</summary>
    public const int SysLogWait = 1;

    /// <summary>Bytes of an A-ASSOCIATE-AC that the log shows. As the reference.</summary>
    public const int DumpedPdu = 512;

    /// <summary>Characters of a value that the log shows. As the reference.</summary>
    public const int DumpedValue = 70;

    /// <summary>Bytes of encrypted records that one system call receives at most. Arbitrary: sixteen records (RFC 8446 5.2).</summary>
    public const int TlsReadAhead = 256 * 1024;

    /// <summary>Bytes of a server name that is asked for: those of a name of the DNS (RFC 6066 3, RFC 1035 2.3.4), the most that OpenSSL takes.</summary>
    public const int ServerName = 255;

    /// <summary>Bytes of a private key's file. Arbitrary: a key of 16,384 bits has a fifth of it.</summary>
    public const int TlsKeyFile = 64 * 1024;
}
