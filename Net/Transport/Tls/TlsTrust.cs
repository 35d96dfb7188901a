using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.OpenSsl;

namespace GetScu.Net.Transport.Tls;

/// <summary>
/// Whom certificates are believed, and what was revoked. A file of no use is a warning, as in the reference: without it less is
/// believed, never more.
/// </summary>
internal sealed unsafe class TlsTrust
{
    private readonly int _type;
    private readonly void* _files;

    public TlsTrust(void* context, TlsSettings settings)
    {
        _type = settings.IsDer ? SSL_FILETYPE_ASN1 : SSL_FILETYPE_PEM;
        void* store = StoreOf(context);
        _files = AddLookup(store, FileLookup());
        foreach (string file in settings.Authorities)
        {
            Note(file, "certificate", (path, isDer) =>
                isDer ? LoadCertificates(_files, path, _type) : LoadAll(_files, path, _type));
        }

        foreach (string directory in settings.Directories)
        {
            AddDirectory(context, store, directory);
        }

        foreach (string file in settings.Revocations)
        {
            Note(file, "CRL", (path, _) => LoadRevocations(_files, path, _type));
        }

        if (settings.ChecksChain || settings.ChecksLeaf || settings.Revocations.Count > 0)
        {
            _ = SetStoreFlags(store, X509_V_FLAG_CRL_CHECK | (settings.ChecksChain ? X509_V_FLAG_CRL_CHECK_ALL : 0));
        }

        ClearErrors();
    }

    /// <summary>What was left out.</summary>
    public List<string> Warnings { get; } = [];

    private void Note(string file, string kind, System.Func<byte[], bool, int> load)
    {
        ClearErrors();
        string? reason = WholeFile.WhyUnreadable(file);
        if (reason is not null || load(RawText.Terminated(file), _type == SSL_FILETYPE_ASN1) <= 0)
        {
            Warnings.Add($"unable to load {kind} file '{file}', ignoring ({reason ?? TlsErrors.Reason()})");
        }
    }

    private void AddDirectory(void* context, void* store, string directory)
    {
        if (directory == TlsSettings.System)
        {
            _ = SetDefaultVerifyPaths(context);
#if STATIC_EXECUTABLE
            AddSystem();
#endif
            return;
        }

        // OpenSSL looks into it when it needs a certificate, and says nothing then. A colon separates names to it.
        string? reason = WholeFile.WhyUnreadable(directory)
            ?? (WholeFile.Exists(directory) ? "not a directory" : directory.Contains(':') ? "a colon in its name" : null);
        if (reason is not null || ControlLookup(AddLookup(store, DirectoryLookup()), X509_L_ADD_DIR, RawText.Terminated(directory), _type, null) <= 0)
        {
            Warnings.Add($"unable to load certificates from directory '{directory}', ignoring ({reason ?? TlsErrors.Reason()})");
        }
    }

#if STATIC_EXECUTABLE
    // OpenSSL knows the place of the system it was built on: Debian, Ubuntu, Alpine; Fedora, Red Hat; SUSE.
    private void AddSystem()
    {
        foreach (string file in (string[])["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"])
        {
            if (WholeFile.Exists(file) && LoadCertificates(_files, RawText.Terminated(file), SSL_FILETYPE_PEM) > 0)
            {
                return;
            }
        }
    }
#endif
}
