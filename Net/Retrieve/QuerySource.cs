using System;
using System.Collections.Generic;
using System.IO;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Storage.Posix;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The queries of a run in order: those that are held, then those of key files, which are read as they are sent. Key files are
/// read twice, the first time for errors; standard input and pipes once.
/// </summary>
/// <param name="keys">Of the command line, for each line of a key file.</param>
internal sealed class QuerySource(
    List<DataSet> held, IReadOnlyList<string> keyFiles, IReadOnlyList<string> keys, DataDictionary dictionary) : IDisposable
{
    private readonly List<Input> _inputs = [];

    /// <summary>Ends a wait for what somebody has yet to write; callable from the thread that reads.</summary>
    public Func<bool> IsStopped { get; set; } = static () => false;

    /// <summary>How many there are; null: that is known when the last one has been read.</summary>
    public long? Count { get; private set; }

    /// <summary>All of them, where none is to be read.</summary>
    public IReadOnlyList<DataSet>? Held => keyFiles.Count == 0 ? held : null;

    /// <summary>The name of an input that can be read once only; null: there is none.</summary>
    public string? Once { get; private set; }

    /// <summary>The first pass: everything that can be found out before anything is sent.</summary>
    /// <exception cref="KeyException">A line is no query, or a file has none or cannot be read; the message names it.</exception>
    public void Check()
    {
        long count = held.Count;
        foreach (string path in keyFiles)
        {
            if (_inputs.Find(other => other.Path == path) is { } known)
            {
                throw new KeyException($"{known.Name} can be read once only");
            }

            Input input = Open(path);
            if (input.IsRepeatable)
            {
                while (Next(input) is not null)
                {
                    count++;
                }

                input.Dispose();
                continue;
            }

            Once ??= input.Name;
            _inputs.Add(input);
            if (count == 0)
            {
                // Nothing is sent where its first line is wrong.
                input.First = Next(input);
                count++;
            }
        }

        Count = Once is null ? count : null;
    }

    /// <summary>One query after the other, each read when it is asked for.</summary>
    /// <exception cref="KeyException">As from <see cref="Check"/>, where there was no first pass or a file has changed since.</exception>
    public IEnumerable<DataSet> Read()
    {
        foreach (DataSet query in held)
        {
            yield return query;
        }

        foreach (string path in keyFiles)
        {
            using Input input = _inputs.Find(input => input.Path == path) ?? Open(path);
            for (DataSet? query = input.First ?? Next(input); query is not null; query = Next(input))
            {
                yield return query;
            }
        }
    }

    /// <summary>Reads them all.</summary>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="KeyException">There are more, or as from <see cref="Read"/>.</exception>
    public QuerySource Hold(int most)
    {
        List<DataSet> all = [];
        foreach (DataSet query in Read())
        {
            if (all.Count == most)
            {
                throw new KeyException($"more than {most} queries, which a run that follows a plan would have to hold");
            }

            all.Add(query);
        }

        return new QuerySource(all, [], keys, dictionary) { Count = all.Count };
    }

    public void Dispose() => _inputs.ForEach(input => input.Dispose());

    private Input Open(string path)
    {
        string name = path == InputFile.Standard ? "standard input" : path;
        try
        {
            InputFile file = new(path);
            return new Input(path, name, file, new KeyFile(name, memory => file.Read(memory, IsStopped), keys, dictionary));
        }
        catch (IOException error)
        {
            throw Unreadable(name, error);
        }
    }

    private DataSet? Next(Input input)
    {
        try
        {
            DataSet? query = input.Queries.Next();
            // A line may have been cut off.
            return IsStopped() || query is null ? null
                : Query.IsEmpty(query) ? throw input.Queries.Wrong("query is empty")
                : query;
        }
        catch (IOException error)
        {
            throw Unreadable(input.Name, error);
        }
        catch (KeyException) when (IsStopped())
        {
            return null;
        }
    }

    private static KeyException Unreadable(string name, IOException error) => new($"cannot read key file {name}: {error.Message}");

    /// <summary>A key file that is being read.</summary>
    private sealed class Input(string path, string name, InputFile file, KeyFile queries) : IDisposable
    {
        public string Path => path;

        public string Name => name;

        public KeyFile Queries => queries;

        public bool IsRepeatable => file.IsRepeatable;

        /// <summary>Read before its turn.</summary>
        public DataSet? First { get; set; }

        public void Dispose() => file.Dispose();
    }
}
