using System;
using System.Collections.Generic;

namespace GetScu.Net.Plan;

/// <summary>What is expected, what has come, and what the peer has said: all that a plan is made from.</summary>
internal sealed class PlanState
{
    public PlanState(PlanSettings settings, IReadOnlyList<PlanQuery> queries)
    {
        Settings = settings;
        Instances = new InstanceTable(settings.InstanceLimit);
        Queries = new QueryProgress[queries.Count];
        for (int i = 0; i < queries.Count; i++)
        {
            Queries[i] = new QueryProgress(queries[i]);
        }

        foreach (string uid in settings.AddedClasses)
        {
            ushort number = SopClasses.Add(uid);
            if (number != 0)
            {
                AddedClasses.Add(number);
            }
        }
    }

    public PlanSettings Settings { get; }

    public QueryProgress[] Queries { get; }

    public Catalogue Catalogue { get; } = new();

    public InstanceTable Instances { get; }

    public SopClassTable SopClasses { get; } = new();

    /// <summary>Numbers of the SOP classes that the user has added.</summary>
    public List<ushort> AddedClasses { get; } = [];

    /// <summary>An instance is listed without its SOP class and without transfer syntaxes: what is told of classes may not be all.</summary>
    public bool HasUntold { get; set; }

    /// <summary>An object came over another context than the first accepted one of its class.</summary>
    public bool HasLaterContext { get; set; }

    /// <summary>The peer has reported expected instances as failed.</summary>
    public bool HasFailures { get; set; }

    /// <summary>A request for several instances of a series has brought some.</summary>
    public bool TakesLists { get; set; }

    /// <summary>No request for several instances is understood, one for a single instance is.</summary>
    public bool TakesNoLists { get; set; }

    /// <summary>Nothing more is to be asked for: a signal, or nothing can be written any more.</summary>
    public bool IsStopped { get; set; }

    /// <summary>What transfer syntaxes the peer takes was asked by way of some image classes.</summary>
    public bool IsProbed { get; set; }

    /// <summary>Associations that were had or tried.</summary>
    public int Associations { get; set; }

    /// <summary>Objects that came and were not here before.</summary>
    public long New { get; set; }

    /// <summary>Objects that came and were here already.</summary>
    public long Duplicates { get; set; }

    /// <summary>Expected instances whose file was there.</summary>
    public long Existing { get; set; }

    /// <summary>Of <see cref="New"/> those that are held.</summary>
    public long Held { get; set; }

    /// <summary>
    /// Grows with every new object. What is not held may be the same again: it counts as far as one request brought more than any before.
    /// </summary>
    public long Progress
    {
        get
        {
            long progress = Held;
            foreach (QueryProgress query in Queries)
            {
                progress += query.Unheld;
            }

            return progress;
        }
    }

    /// <summary>A transfer syntax in a context of its own was refused for some class.</summary>
    public bool HasRefusedSyntax
    {
        get
        {
            bool any = false;
            for (int i = 1; i <= SopClasses.Count; i++)
            {
                any |= SopClasses[i].HasRefusedSyntax;
            }

            return any;
        }
    }

    /// <summary>What classes there are is known for every query.</summary>
    public bool HasClasses
    {
        get
        {
            bool all = true;
            foreach (QueryProgress query in Queries)
            {
                all &= query.HasClasses;
            }

            return all;
        }
    }

    /// <summary>There is nothing left to ask for.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (QueryProgress query in Queries)
            {
                // What this side has refused would be refused again.
                if (query.IsOpen || query.Missing > query.Refused)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>An instance is here from now on; once.</summary>
    public void Arrive(int number, InstanceFlags how)
    {
        ref Instance instance = ref Instances[number];
        QueryProgress query = Queries[instance.Query];
        if (instance.Has(InstanceFlags.Expected))
        {
            query.Missing--;
            query.Refused -= instance.Has(InstanceFlags.Refused) ? 1 : 0;
        }
        else if (instance.Has(InstanceFlags.Reported))
        {
            query.Outstanding--;
        }

        instance.Flags |= how;
    }

    /// <summary>Asks of every expected instance whether it is there.</summary>
    public void FindExisting()
    {
        if (Settings.Exists is not { } exists)
        {
            return;
        }

        for (int i = 0; i < Instances.Count; i++)
        {
            Instance instance = Instances[i];
            if (instance.IsWanted && exists(instance.Query + 1, Instances.Uid(i), SopClasses.Bytes(instance.SopClass)))
            {
                Arrive(i, InstanceFlags.Existing);
                Existing++;
            }
        }
    }

    /// <summary>A new stage begins: everything that is wanted may be asked for.</summary>
    public void ForgetTries(InstanceFlags only = InstanceFlags.None)
    {
        for (int i = 0; i < Instances.Count; i++)
        {
            ref Instance instance = ref Instances[i];
            if (only == InstanceFlags.None || instance.Has(only))
            {
                instance.Flags &= ~(InstanceFlags.Tried | InstanceFlags.Alone);
            }
        }
    }
}
