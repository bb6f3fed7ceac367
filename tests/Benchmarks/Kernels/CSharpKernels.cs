using System.Globalization;
using System.Numerics.Tensors;

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

    public static long Sieve(byte[] composite)
    {
        Array.Clear(composite);
        long primes = 0;
        long n = composite.Length;
        for (long i = 2; i < n; i++)
        {
            if (composite[i] != 0) continue;
            primes++;
            for (var j = i * i; j < n; j += i) composite[j] = 1;
        }

        return primes;
    }

    public static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>One array an operator, as the language asks for, each computed by System.Numerics.Tensors.</summary>
    public static double ArithmeticOnTensors(double[] a, double[] b)
    {
        var scaled = new double[a.Length];
        TensorPrimitives.Multiply(a, 2.5, scaled);
        var c = new double[a.Length];
        TensorPrimitives.Add(scaled, b, c);
        var difference = new double[a.Length];
        TensorPrimitives.Subtract(c, a, difference);
        var d = new double[a.Length];
        TensorPrimitives.Divide(difference, b, d);
        return d[0] + d[^1];
    }

    /// <summary>One loop over all operators: what a person would write by hand.</summary>
    public static double ArithmeticInOneLoop(double[] a, double[] b)
    {
        var d = new double[a.Length];
        for (var i = 0; i < d.Length; i++) d[i] = (a[i] * 2.5 + b[i] - a[i]) / b[i];
        return d[0] + d[^1];
    }

    public static long Build(long n)
    {
        var text = "";
        for (long i = 0; i < n; i++) text += i.ToString(CultureInfo.InvariantCulture) + ",";
        return text.Length;
    }

    public static long Format(long n)
    {
        long total = 0;
        for (long i = 0; i < n; i++) total += string.Create(CultureInfo.InvariantCulture, $"{i:00000} {i / 8.0:F3}").Length;
        return total;
    }
}
