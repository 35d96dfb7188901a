namespace GetScu.Tests.Scp;

/// <summary>A-ASSOCIATE-RJ (PS3.8 9.3.4). Without changes: transient, presentation provider, local limit exceeded.</summary>
internal sealed record Rejection(int Result = 2, int Source = 3, int Reason = 2);
