namespace Headway.Formats.Mapping;

/// <summary>The checksum of gzip (polynomial 0xEDB88320), eight bytes at a step.</summary>
internal static class Crc32
{
    private static readonly uint[] tables = Tables();

    /// <param name="before">The checksum of what came before; 0 at the start.</param>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        var crc = ~before;
        while (bytes.Length >= 8)
        {
            var low = crc ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = Entry(7, low) ^ Entry(6, low >> 8) ^ Entry(5, low >> 16) ^ Entry(4, low >> 24)
                ^ Entry(3, bytes[4]) ^ Entry(2, bytes[5]) ^ Entry(1, bytes[6]) ^ Entry(0, bytes[7]);
            bytes = bytes[8..];
        }
        foreach (var each in bytes) crc = Entry(0, crc ^ each) ^ (crc >> 8);
        return ~crc;
    }

    private static uint Entry(int table, uint index) => tables[(table << 8) + (int)(index & 0xff)];

    private static uint[] Tables()
    {
        var made = new uint[8 * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            made[i] = crc;
        }
        for (var i = 256; i < made.Length; i++) made[i] = (made[i - 256] >> 8) ^ made[made[i - 256] & 0xff];
        return made;
    }
}
