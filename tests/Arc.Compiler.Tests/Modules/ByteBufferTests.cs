using Arc.Compiler.Wasm;

namespace Arc.Compiler.Tests.Modules;

public sealed class ByteBufferTests
{
    [Theory]
    [InlineData(0u, new byte[] { 0x00 })]
    [InlineData(127u, new byte[] { 0x7F })]
    [InlineData(128u, new byte[] { 0x80, 0x01 })]
    [InlineData(624485u, new byte[] { 0xE5, 0x8E, 0x26 })]
    [InlineData(uint.MaxValue, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    public void Unsigned_AnyValue_IsTheShortestForm(uint value, byte[] expected)
    {
        var buffer = new ByteBuffer();

        buffer.Unsigned(value);

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Theory]
    [InlineData(0L, new byte[] { 0x00 })]
    [InlineData(63L, new byte[] { 0x3F })]
    [InlineData(64L, new byte[] { 0xC0, 0x00 })]
    [InlineData(-1L, new byte[] { 0x7F })]
    [InlineData(-64L, new byte[] { 0x40 })]
    [InlineData(-65L, new byte[] { 0xBF, 0x7F })]
    [InlineData(-123456L, new byte[] { 0xC0, 0xBB, 0x78 })]
    [InlineData(long.MinValue, new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F })]
    public void Signed_AnyValue_IsTheShortestForm(long value, byte[] expected)
    {
        var buffer = new ByteBuffer();

        buffer.Signed(value);

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Fact]
    public void Placeholder_Patched_HasFiveBytes()
    {
        var buffer = new ByteBuffer();
        buffer.Byte(0x10);
        var at = buffer.Placeholder();
        buffer.Byte(0x0B);

        buffer.Patch(at, 300);

        Assert.Equal([0x10, 0xAC, 0x82, 0x80, 0x80, 0x00, 0x0B], buffer.Written.ToArray());
    }
}
