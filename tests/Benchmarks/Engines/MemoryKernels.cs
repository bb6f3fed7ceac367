namespace Benchmarks.Engines;

/// <summary>The kernels on linear memory in plain C#, on arrays made once as a guest's memory is.</summary>
internal static class MemoryKernels
{
    private static readonly byte[] Bytes = new byte[16 << 20];
    private static readonly double[] A = new double[1 << 16];
    private static readonly double[] B = new double[1 << 16];
    private static readonly double[] C = new double[1 << 16];

    public static int Sieve(int n)
    {
        var composite = Bytes;
        composite.AsSpan(0, n).Clear();
        var primes = 0;
        for (var i = 2; i < n; i++)
        {
            if (composite[i] != 0) continue;
            primes++;
            if (i > 46340) continue;
            for (var j = i * i; j < n; j += i) composite[j] = 1;
        }

        return primes;
    }

    public static double Multiply(int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                A[(i * n) + j] = i + j;
                B[(i * n) + j] = i - j;
            }
        }

        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                sum = 0;
                for (var k = 0; k < n; k++) sum += A[(i * n) + k] * B[(k * n) + j];
                C[(i * n) + j] = sum;
            }
        }

        return sum;
    }

    public static int Hash(int n)
    {
        var bytes = Bytes;
        for (var i = 0; i < n; i++) bytes[i] = (byte)i;
        var hash = 0x811C9DC5;
        for (var i = 0; i < n; i++) hash = (hash ^ bytes[i]) * 0x01000193;
        return (int)hash;
    }

    public static int FillAndCopy(int n, int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            Bytes.AsSpan(0, n).Fill((byte)rounds);
            Bytes.AsSpan(0, n).CopyTo(Bytes.AsSpan(n, n));
        }

        return Bytes[(2 * n) - 1];
    }
}
