using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;

namespace GetScu.Net.Plan;

/// <summary>What is known of one storage SOP class: what the peer holds of it, and what it has accepted.</summary>
internal sealed class SopClassEntry(string uid)
{
    private readonly List<string> _told = [];
    private readonly List<SyntaxOffer> _offers = [];

    public string Uid { get; } = uid;

    public StorageClassKind Kind { get; } = StorageSopClasses.KindOf(uid);

    /// <summary>The peer lists it, or the user has added it.</summary>
    public bool IsPresent { get; set; }

    /// <summary>The peer lists something of it without (0008,3002).</summary>
    public bool IsUntold { get; set; }

    /// <summary>A context of it was answered.</summary>
    public bool IsProposed { get; set; }

    /// <summary>A context of it was accepted.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>The peer does not know the class: result 3 (PS3.8 9.3.3.2).</summary>
    public bool IsUnsupported { get; set; }

    /// <summary>A transfer syntax in a context of its own was not accepted.</summary>
    public bool HasRefusedSyntax { get; set; }

    /// <summary>Transfer syntaxes in the order they are to be proposed in; empty before <see cref="Rank"/>.</summary>
    public IReadOnlyList<SyntaxOffer> Offers => _offers;

    /// <summary>The peer names a transfer syntax it holds the class in.</summary>
    public void Tell(string syntax)
    {
        if (_told.Count < Limits.ToldSyntaxes && !_told.Contains(syntax))
        {
            _told.Add(syntax);
        }
    }

    /// <summary>Puts the transfer syntaxes in order: those the peer names and the uncompressed ones, else those of the kind.</summary>
    public void Rank()
    {
        ReadOnlySpan<string> ranked = TransferSyntaxRanks.Of(Kind);
        bool isTold = _told.Count > 0 && !IsUntold;
        foreach (string syntax in ranked)
        {
            // The peer need not have named the form it is stored in.
            if (!isTold || TransferSyntaxRanks.Uncompressed.Contains(syntax) || _told.Contains(syntax))
            {
                Offer(syntax, isLater: false);
            }
        }

        foreach (string syntax in _told)
        {
            Offer(syntax, isLater: false);
        }

        foreach (string syntax in ranked)
        {
            Offer(syntax, isLater: true);
        }
    }

    /// <summary>The offer of a transfer syntax, a new one where there is none.</summary>
    public SyntaxOffer Offer(string syntax, bool isLater)
    {
        foreach (SyntaxOffer offer in _offers)
        {
            if (offer.Syntax == syntax)
            {
                return offer;
            }
        }

        SyntaxOffer added = new(syntax, isLater);
        _offers.Add(added);
        return added;
    }
}
