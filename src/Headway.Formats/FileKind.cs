using System.Collections.Immutable;

namespace Headway.Formats;

/// <summary>What a file is that is no text, by how it begins.</summary>
internal static class FileKind
{
    private static readonly ImmutableArray<(byte[] Start, string Kind)> kinds =
    [
        ([0x89, .. "PNG"u8], "a PNG picture"),
        ([0xff, 0xd8, 0xff], "a JPEG picture"),
        ([.. "GIF8"u8], "a GIF picture"),
        ([.. "%PDF"u8], "a PDF document"),
        ([.. "PK\x03\x04"u8], "a ZIP archive or an Excel workbook"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old Excel or Word document"),
        ([.. "SQLite format 3"u8], "an SQLite database"),
        ([0x7f, .. "ELF"u8], "a program"),
        ([.. "MZ"u8, 0x90], "a program"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a file packed with zstd"),
        ([.. "BZh"u8], "a file packed with bzip2"),
        ([0xfd, .. "7zXZ"u8], "a file packed with xz"),
    ];

    /// <summary>With its article, as in "This is …"; null for what may be text. UTF-16 with its mark is text, and so is UTF-8.</summary>
    public static string? OtherThanText(ReadOnlySpan<byte> start)
    {
        foreach (var (signature, kind) in kinds)
            if (start.StartsWith(signature)) return kind;
        var isUtf16 = start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || start.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);
        return !isUtf16 && start.Contains((byte)0) ? "a binary file" : null;
    }
}
