using System.Text;
using System.Threading;

using GetScu.Dicom;

namespace GetScu.Net.Log;

/// <summary>
/// The last line of the terminal that standard error is: rewritten in place, and gone whenever anything else is written there.
/// </summary>
/// <param name="turn">Held by whoever writes.</param>
/// <param name="console">Takes it.</param>
internal sealed class StatusLine(Lock turn, DescriptorWriter console)
{
    private bool _isShown;
    private bool _isEnded;

    /// <summary>Puts a text in place of the last one, and erases what is behind it.</summary>
    /// <param name="text">Printable, and shorter than the terminal is wide.</param>
    public void Show(string text)
    {
        lock (turn)
        {
            if (!_isEnded)
            {
                _isShown = true;
                console(2, Encoding.UTF8.GetBytes($"\r{text}\e[K"));
            }
        }
    }

    /// <summary>Takes it away; the cursor is where it began. For the thread whose turn it is.</summary>
    public void Erase()
    {
        if (_isShown)
        {
            _isShown = false;
            console(2, "\r\e[K"u8);
        }
    }

    /// <summary>Takes it away for good, unless a thread hangs in writing it.</summary>
    public void End()
    {
        if (turn.TryEnter(Limits.LogCloseWait * 1000))
        {
            _isEnded = true;
            Erase();
            turn.Exit();
        }
    }
}
