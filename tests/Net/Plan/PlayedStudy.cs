using System.Reflection;

namespace GetScu.Tests.Net;

/// <summary>Studies in few words: "Mr Elittle 3, Ct J2k 1" is one series, "a | b" are two.</summary>
internal static class PlayedStudy
{
    public static IReadOnlyList<PlannedObject> Of(string text, string study = "1.2.3")
    {
        List<PlannedObject> objects = [];
        string[] series = text.Split('|');
        for (int i = 0; i < series.Length; i++)
        {
            int number = 0;
            foreach (string group in series[i].Split(','))
            {
                string[] words = group.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                for (int j = 0; j < int.Parse(words[2]); j++)
                {
                    objects.Add(new PlannedObject($"{study}.{i + 1}.{++number}", $"{study}.{i + 1}", Uid(words[0]), Uid(words[1])) { Study = study });
                }
            }
        }

        return objects;
    }

    private static string Uid(string name) =>
        (string)typeof(PlanUids).GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
