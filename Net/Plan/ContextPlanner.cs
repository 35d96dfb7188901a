using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Pdu;

namespace GetScu.Net.Plan;

/// <summary>Chooses the presentation contexts of each kind of association. The first one is always that of C-GET.</summary>
internal sealed class ContextPlanner(PlanState state)
{
    /// <summary>Odd ids of one byte (PS3.8 9.3.2.2).</summary>
    public const int MostContexts = 128;

    /// <summary>Classes by which the peer shows what it takes; the first ones it knows are used. All are of common use.</summary>
    private static readonly string[] ProbedImages =
    [
        "1.2.840.10008.5.1.4.1.1.7", // SecondaryCaptureImageStorage
        "1.2.840.10008.5.1.4.1.1.2", // CTImageStorage
        "1.2.840.10008.5.1.4.1.1.4", // MRImageStorage
        "1.2.840.10008.5.1.4.1.1.1", // ComputedRadiographyImageStorage
        "1.2.840.10008.5.1.4.1.1.1.1", // DigitalXRayImageStorageForPresentation
        "1.2.840.10008.5.1.4.1.1.6.1", // UltrasoundImageStorage
    ];

    private static readonly string[] ProbedVideos =
    [
        "1.2.840.10008.5.1.4.1.1.3.1", // UltrasoundMultiFrameImageStorage
        "1.2.840.10008.5.1.4.1.1.77.1.1.1", // VideoEndoscopicImageStorage
        "1.2.840.10008.5.1.4.1.1.7.4", // MultiFrameTrueColorSecondaryCaptureImageStorage
    ];

    /// <summary>C-GET and C-FIND, no storage.</summary>
    public List<ContextProposal> Query() => Services();

    /// <summary>
    /// What is proposed without a plan: the classes of the default, each in one context, then Verification; behind them further
    /// classes as far as there is room.
    /// </summary>
    public List<ContextProposal> Default()
    {
        List<ContextProposal> contexts = [];
        foreach (PresentationContext context in Negotiation.Propose(
            state.Settings.Model, state.Settings.QueryTransferSyntaxes, state.Settings.StorageTransferSyntaxes))
        {
            contexts.Add(new ContextProposal(context.AbstractSyntax, context.TransferSyntaxes, context.ProposedRole));
        }

        AddFurther(contexts);
        return contexts;
    }

    /// <summary>
    /// Pairs of a class and one transfer syntax that were not proposed yet, the first syntax of every class before the second of
    /// any. Empty: there are none.
    /// </summary>
    /// <param name="classes">Numbers of the classes, in order.</param>
    /// <param name="further">Those that get what room is left.</param>
    /// <param name="isFirst">Only what the peer says that it holds, where it says so.</param>
    public List<ContextProposal> Pairs(IReadOnlyList<ushort> classes, IReadOnlyList<ushort> further, bool isFirst)
    {
        List<ContextProposal> contexts = Services();
        int services = contexts.Count;
        AddPairs(contexts, classes, isFirst);
        AddPairs(contexts, further, isFirst);
        return contexts.Count > services ? contexts : [];
    }

    /// <summary>One transfer syntax for each class.</summary>
    public List<ContextProposal> Single(IReadOnlyList<(ushort SopClass, string Syntax)> pairs)
    {
        List<ContextProposal> contexts = Services();
        foreach ((ushort sopClass, string syntax) in pairs)
        {
            if (contexts.Count < MostContexts)
            {
                contexts.Add(new ContextProposal(state.SopClasses[sopClass].Uid, [syntax]));
            }
        }

        return contexts;
    }

    /// <summary>
    /// Two image classes with every compressed syntax of images, one video class with every video syntax, and the classes that
    /// the default leaves out.
    /// </summary>
    public List<ContextProposal> Probe()
    {
        List<ContextProposal> contexts = Services();
        int images = 0;
        // Those that the peer has accepted; where it has accepted none, all the same.
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (string uid in ProbedImages)
            {
                if (images < 2 && IsAccepted(uid) == (pass == 0))
                {
                    images++;
                    AddSingles(contexts, uid, TransferSyntaxRanks.ImageBeyondUncompressed);
                }
            }
        }

        string video = ProbedVideos[0];
        for (int i = ProbedVideos.Length - 1; i >= 0; i--)
        {
            video = IsAccepted(ProbedVideos[i]) ? ProbedVideos[i] : video;
        }

        AddSingles(contexts, video, TransferSyntaxRanks.Video);
        AddFurther(contexts);
        AddUncommon(contexts);
        return contexts;
    }

    /// <summary>
    /// Images and video of the table in one transfer syntax, and the classes that it does not have; in a deflated one all that a
    /// study may hold. Those that the peer has accepted come first.
    /// </summary>
    public List<ContextProposal> Images(string syntax)
    {
        bool isForAll = syntax == TransferSyntax.DeflatedExplicitVRLittleEndian;
        List<(ushort, string)> pairs = [];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < StorageSopClasses.Count; i++)
            {
                StorageClassKind kind = StorageSopClasses.Kind(i);
                if (kind is StorageClassKind.Image or StorageClassKind.Video || (isForAll && kind == StorageClassKind.Other))
                {
                    AddKnown(pairs, state.SopClasses.Add(StorageSopClasses.Uid(i)), syntax, isAccepted: pass == 0);
                }
            }

            for (int i = 1; i <= state.SopClasses.Count; i++)
            {
                if (state.SopClasses[i].Kind == StorageClassKind.Unknown)
                {
                    AddKnown(pairs, (ushort)i, syntax, isAccepted: pass == 0);
                }
            }
        }

        return Single(pairs);
    }

    /// <summary>Classes that found no room yet. Empty: there are none.</summary>
    public List<ContextProposal> Leftover()
    {
        List<ContextProposal> contexts = Services();
        int services = contexts.Count;
        AddFurther(contexts);
        AddUncommon(contexts);
        return contexts.Count > services ? contexts : [];
    }

    /// <summary>Numbers contexts 1, 3, 5, ...; each association needs its own.</summary>
    public static PresentationContext[] Number(IReadOnlyList<ContextProposal> proposals)
    {
        PresentationContext[] contexts = new PresentationContext[proposals.Count];
        for (int i = 0; i < contexts.Length; i++)
        {
            ContextProposal proposal = proposals[i];
            contexts[i] = new PresentationContext((byte)(2 * i + 1), proposal.AbstractSyntax, proposal.TransferSyntaxes, proposal.Role);
        }

        return contexts;
    }

    private List<ContextProposal> Services()
    {
        List<ContextProposal> contexts =
        [
            new(Negotiation.SopClassOf(state.Settings.Model), state.Settings.QueryTransferSyntaxes, Role.Default),
        ];
        if (state.Settings.Finds)
        {
            contexts.Add(new(Negotiation.FindClassOf(state.Settings.Model), state.Settings.QueryTransferSyntaxes, Role.Default));
        }

        return contexts;
    }

    private bool IsAccepted(string uid)
    {
        int number = state.SopClasses.Find(Encoding.ASCII.GetBytes(uid));
        return number != 0 && state.SopClasses[number].IsAccepted;
    }

    private static void AddSingles(List<ContextProposal> contexts, string uid, ReadOnlySpan<string> syntaxes)
    {
        foreach (string syntax in syntaxes)
        {
            contexts.Add(new ContextProposal(uid, [syntax]));
        }
    }

    private void AddPairs(List<ContextProposal> contexts, IReadOnlyList<ushort> classes, bool isFirst)
    {
        bool any = true;
        for (int rank = 0; any; rank++)
        {
            any = false;
            foreach (ushort number in classes)
            {
                SopClassEntry entry = state.SopClasses[number];
                if (rank >= entry.Offers.Count || (entry.IsUnsupported && !entry.IsAccepted))
                {
                    continue;
                }

                any = true;
                SyntaxOffer offer = entry.Offers[rank];
                if (offer.State == OfferState.Open && !(isFirst && offer.IsLater) && contexts.Count < MostContexts)
                {
                    contexts.Add(new ContextProposal(entry.Uid, [offer.Syntax]));
                }
            }
        }
    }

    /// <summary>Classes that the user has added or that the peer lists, and that the default leaves out.</summary>
    private void AddFurther(List<ContextProposal> contexts)
    {
        foreach (ushort number in state.AddedClasses)
        {
            AddClass(contexts, number);
        }

        for (int i = 1; i <= state.SopClasses.Count; i++)
        {
            if (state.SopClasses[i].IsPresent)
            {
                AddClass(contexts, (ushort)i);
            }
        }
    }

    /// <summary>Classes of the table that the default leaves out and that a study may hold.</summary>
    private void AddUncommon(List<ContextProposal> contexts)
    {
        for (int i = StorageSopClasses.ProposedCount; i < StorageSopClasses.Count; i++)
        {
            if (StorageSopClasses.Kind(i) != StorageClassKind.NonPatient)
            {
                AddClass(contexts, state.SopClasses.Add(StorageSopClasses.Uid(i)));
            }
        }
    }

    private void AddClass(List<ContextProposal> contexts, ushort number)
    {
        if (number == 0 || state.SopClasses[number].IsProposed || contexts.Count >= MostContexts)
        {
            return;
        }

        string uid = state.SopClasses[number].Uid;
        foreach (ContextProposal context in contexts)
        {
            if (context.AbstractSyntax == uid)
            {
                return;
            }
        }

        contexts.Add(new ContextProposal(uid, state.Settings.StorageTransferSyntaxes));
    }

    private void AddKnown(List<(ushort SopClass, string Syntax)> pairs, ushort number, string syntax, bool isAccepted)
    {
        if (number != 0 && state.SopClasses[number].IsAccepted == isAccepted && (isAccepted || !state.SopClasses[number].IsUnsupported))
        {
            pairs.Add((number, syntax));
        }
    }
}
