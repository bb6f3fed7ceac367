namespace Benchmarks.Kernels;

/// <summary>The kernels in plain C#: what the same work costs without any of this.</summary>
internal static class CSharpKernels
{
    public static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);

    public static int Mandelbrot(int size, int limit)
    {
        var inside = 0;
        for (var y = 0; y < size; y++)
        {
            var ci = 2.0 * y / size - 1.0;
            for (var x = 0; x < size; x++)
            {
                var cr = 3.0 * x / size - 2.0;
                var zr = 0.0;
                var zi = 0.0;
                var n = 0;
                while (n < limit && zr * zr + zi * zi <= 4.0)
                {
                    var t = zr * zr - zi * zi + cr;
                    zi = 2.0 * zr * zi + ci;
                    zr = t;
                    n++;
                }

                if (n == limit) inside++;
            }
        }

        return inside;
    }

    public static long Collatz(long top)
    {
        long longest = 0;
        for (long start = 1; start < top; start++)
        {
            var n = start;
            long steps = 0;
            while (n != 1)
            {
                n = n % 2 == 0 ? n / 2 : 3 * n + 1;
                steps++;
            }

            if (steps > longest) longest = steps;
        }

        return longest;
    }

    public static double HostCalls(long n)
    {
        var x = 0.0;
        for (long i = 0; i < n; i++) x = Arc.Stl.MathModule.Clamp(x + 1.5, 0.0 - 1000.0, 1000.0);
        return x;
    }
}
