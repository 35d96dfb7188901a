using System.Collections.Generic;
using System.Text;

namespace GetScu.Net.Association;

/// <summary>The query/retrieve information models that have a C-GET (PS3.4 C.6).</summary>
internal enum QueryModel
{
    PatientRoot,
    StudyRoot,
    PatientStudyOnly,
}
