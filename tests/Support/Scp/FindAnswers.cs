using System.Globalization;

using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>The matches of a C-FIND identifier, each as the elements of its response. No socket in it.</summary>
/// <param name="archive">What there is.</param>
/// <param name="policy">What is told of it.</param>
/// <param name="request">The request, of a level that its model has.</param>
/// <param name="title">(0008,0054) Retrieve AE Title.</param>
internal sealed class FindAnswers(Archive archive, FindPolicy policy, RequestRecord request, string title)
{
    /// <summary>The values of one response with their value representations, by tag.</summary>
    public IEnumerable<SortedDictionary<uint, (string Vr, string Value)>> All()
    {
        foreach (List<StoredObject> group in Groups())
        {
            StoredObject first = group[0];
            bool isImage = request.Level == InformationModel.Image;
            if (isImage && policy.LeftOut.Contains(first.SopInstance))
            {
                continue;
            }

            yield return Answer(group);
            if (isImage && policy.ListedTwice.Contains(first.SopInstance))
            {
                yield return Answer(group);
            }
        }

        foreach (StoredObject stranger in Strangers())
        {
            yield return Answer([stranger]);
        }
    }

    /// <summary>The matching objects by the unique key of the level, in the order of the archive.</summary>
    private IEnumerable<List<StoredObject>> Groups()
    {
        uint unique = InformationModel.Levels[InformationModel.Depth(request.Level)].Key;
        IEnumerable<List<StoredObject>> groups = archive.Match(request.Level, request.Keys)
            .GroupBy(stored => stored[unique]).Select(group => group.ToList());
        foreach (Element element in request.Identifier)
        {
            // Keys that are not unique match too, where the level has them; the character set is none.
            if (element.Text.Length > 0 && element.Tag != QueryAttribute.CharacterSet
                && QueryAttribute.Find(element.Tag, request.Level) is not null)
            {
                KeyMatch match = new(element.Text);
                groups = groups.Where(group => match.Takes(group[0][element.Tag]));
            }
        }

        return groups;
    }

    private IEnumerable<StoredObject> Strangers()
    {
        if (request.Level != InformationModel.Image)
        {
            yield break;
        }

        foreach (string series in request.Values(QueryAttribute.SeriesInstance))
        {
            if (policy.Strangers.TryGetValue(series, out string? instance))
            {
                yield return archive.Objects.FirstOrDefault(stored => stored.SopInstance == instance) ?? new StoredObject(
                    instance, Uids.ExplicitLittle, new Dictionary<uint, string>
                    {
                        [QueryAttribute.SopClass] = Uids.CtImage,
                        [QueryAttribute.StudyInstance] = $"{instance}.1",
                        [QueryAttribute.SeriesInstance] = $"{instance}.2",
                    },
                    _ => Stream.Null);
            }
        }
    }

    private SortedDictionary<uint, (string Vr, string Value)> Answer(List<StoredObject> group)
    {
        StoredObject first = group[0];
        SortedDictionary<uint, (string Vr, string Value)> answer = new()
        {
            // PS3.4 C.4.1.1.3.2
            [QueryAttribute.RetrieveLevel] = ("CS", request.Level),
            [QueryAttribute.RetrieveTitle] = ("AE", title),
        };
        if (first[QueryAttribute.CharacterSet] is { Length: > 0 } set)
        {
            answer[QueryAttribute.CharacterSet] = ("CS", set);
        }

        foreach ((string level, uint key) in InformationModel.Levels.Take(InformationModel.Depth(request.Level) + 1))
        {
            if (InformationModel.HasLevel(request.Model, level))
            {
                answer[key] = (QueryAttribute.Find(key, level)!.Vr, first[key]);
            }
        }

        foreach (Element element in request.Identifier)
        {
            string? value = answer.ContainsKey(element.Tag) || element.Tag == QueryAttribute.CharacterSet ? null
                : Value(element.Tag, group) ?? (policy.OmitsOthers ? null : "");
            if (value is not null)
            {
                // Without one in the request the response has none either.
                string vr = element.Vr.Length > 0 ? element.Vr : "UN";
                answer[element.Tag] = (vr, value);
            }
        }

        return answer;
    }

    /// <summary>Value of a return key, or null where this server does not give it.</summary>
    private string? Value(uint tag, List<StoredObject> group)
    {
        switch (tag, request.Level)
        {
            case (QueryAttribute.SopClass, InformationModel.Image):
                return Given(FindKeys.ImageClass, () => group[0].SopClass);
            case (QueryAttribute.SopClassesInStudy, InformationModel.Study):
                return Given(FindKeys.StudyClasses, () => Distinct(group, stored => stored.SopClass));
            case (QueryAttribute.SopClassesInStudy, InformationModel.Series):
                return Given(FindKeys.SeriesClasses, () => Distinct(group, stored => stored.SopClass));
            case (QueryAttribute.AvailableTransferSyntaxes, InformationModel.Series):
                return Given(FindKeys.SeriesSyntaxes, () => Syntaxes(group));
            case (QueryAttribute.AvailableTransferSyntaxes, InformationModel.Image):
                return Given(FindKeys.ImageSyntaxes, () => Syntaxes(group));
            case (QueryAttribute.ModalitiesInStudy, InformationModel.Study):
                return Given(FindKeys.Counts, () => Distinct(group, stored => stored[QueryAttribute.Modality]));
            case (QueryAttribute.StudiesOfPatient, InformationModel.Patient):
                return Given(FindKeys.Counts, () => Number(group.DistinctBy(stored => stored.Study)));
            case (QueryAttribute.SeriesOfPatient, InformationModel.Patient):
            case (QueryAttribute.SeriesOfStudy, InformationModel.Study):
                return Given(FindKeys.Counts, () => Number(group.DistinctBy(stored => stored.Series)));
            case (QueryAttribute.InstancesOfPatient, InformationModel.Patient):
            case (QueryAttribute.InstancesOfStudy, InformationModel.Study):
            case (QueryAttribute.InstancesOfSeries, InformationModel.Series):
                return Given(FindKeys.Counts, () => Number(group));
            default:
                return QueryAttribute.Find(tag, request.Level) is null ? null : group[0][tag];
        }
    }

    private string? Given(FindKeys key, Func<string> value)
    {
        return policy.Gives.HasFlag(key) ? value() : null;
    }

    private string Syntaxes(List<StoredObject> group)
    {
        return policy.ClaimedSyntaxes ?? Distinct(group, stored => stored.TransferSyntax);
    }

    private static string Distinct(List<StoredObject> group, Func<StoredObject, string> value)
    {
        return string.Join('\\', group.Select(value).Distinct());
    }

    private static string Number(IEnumerable<StoredObject> objects)
    {
        return objects.Count().ToString(CultureInfo.InvariantCulture);
    }
}
