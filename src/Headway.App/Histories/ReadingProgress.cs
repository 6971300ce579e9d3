namespace Headway.App.Histories;

/// <summary>How far a file was read; written by the one who reads, looked at by pages.</summary>
public sealed class ReadingProgress
{
    private long done;
    private long length;
    private int passes;

    /// <summary>0 to 1, of this time through the file.</summary>
    public double Share => Volatile.Read(ref length) is > 0 and var all ? Math.Clamp(Volatile.Read(ref done) / (double)all, 0, 1) : 0;

    /// <summary>A file is gone through more than once: for its dates, for its rows, for its hash. From 1 once it has begun.</summary>
    public int Passes => Volatile.Read(ref passes);

    internal void Begin(long bytes) => Volatile.Write(ref length, bytes);

    internal void At(long position)
    {
        if (position < Volatile.Read(ref done) || passes == 0) Volatile.Write(ref passes, passes + 1);
        Volatile.Write(ref done, position);
    }
}

/// <summary>A file that tells how far it was read, and stops when whoever handed it in puts it away.</summary>
internal sealed class WatchedFile : Stream
{
    private readonly FileStream file;
    private readonly ReadingProgress progress;
    private readonly CancellationToken stop;

    public WatchedFile(string path, ReadingProgress progress, CancellationToken stop)
    {
        // It may be put away while it is read.
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        (this.progress, this.stop) = (progress, stop);
        progress.Begin(file.Length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => file.Position = value; }

    /// <exception cref="OperationCanceledException">It was put away.</exception>
    public override int Read(Span<byte> buffer)
    {
        stop.ThrowIfCancellationRequested();
        var read = file.Read(buffer);
        progress.At(file.Position);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
