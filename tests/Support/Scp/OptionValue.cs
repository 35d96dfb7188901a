using System.Globalization;

namespace GetScu.Tests.Scp;

/// <summary>Values of the command line; a <see cref="FormatException"/> for what is none.</summary>
internal static class OptionValue
{
    public static int Number(string text)
    {
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw new FormatException(text);
    }

    public static int[] Numbers(string text)
    {
        return Array.ConvertAll(text.Split(','), Number);
    }

    public static double Fraction(string text)
    {
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number
            : throw new FormatException(text);
    }

    /// <summary>A DIMSE status of four hex digits.</summary>
    public static int Status(string text)
    {
        return ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort status) ? status
            : throw new FormatException(text);
    }

    /// <summary>STATUS or STATUS,COUNT.</summary>
    public static BareAnswer Bare(string text)
    {
        string[] parts = text.Split(',', 2);
        return parts.Length == 1 ? new BareAnswer(Status(text)) : new BareAnswer(Status(parts[0]), Number(parts[1]));
    }

    /// <summary>Separated by commas; an empty text is an empty list.</summary>
    public static string[] List(string text)
    {
        return text.Length == 0 ? [] : text.Split(',');
    }

    /// <summary>A member by its name in lower case with dashes: <c>most-held</c> for <c>MostHeld</c>.</summary>
    public static T Member<T>(string text) where T : struct, Enum
    {
        string wanted = text.Replace("-", "", StringComparison.Ordinal);
        string name = Array.Find(Enum.GetNames<T>(), name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException(text);
        return Enum.Parse<T>(name);
    }
}
