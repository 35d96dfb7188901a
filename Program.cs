namespace GetScu;

internal static class Program
{
    internal static int Main(string[] args)
    {
        return args.Length;
    }
}
