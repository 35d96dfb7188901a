using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GetScu.Tests.Support;

/// <summary>A private key with its certificate, and the files they are in.</summary>
internal sealed record TestIdentity(
    string KeyFile, string CertificateFile, string KeyFileDer, string CertificateFileDer, X509Certificate2 Certificate, AsymmetricAlgorithm Key);
