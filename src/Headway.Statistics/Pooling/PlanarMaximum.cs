namespace Headway.Statistics.Pooling;

/// <summary>The maximum of a smooth function of two variables inside a box: Newton with differences, halving steps that do not
/// climb.</summary>
internal static class PlanarMaximum
{
    private const int MaximumSteps = 200;
    private const double Difference = 1e-4;

    internal static (double X, double Y) Of(
        Func<double, double, double> f, double x, double y, (double Low, double High) boxX, (double Low, double High) boxY)
    {
        var best = f(x, y);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var (dx, dy) = StepFrom(f, x, y, best);
            double size = 1, gained = 0;
            for (; size > 1e-10; size /= 2)
            {
                var (nx, ny) = (Math.Clamp(x + size * dx, boxX.Low, boxX.High), Math.Clamp(y + size * dy, boxY.Low, boxY.High));
                var value = f(nx, ny);
                if (!(value > best)) continue;
                (gained, best) = (value - best, value);
                (x, y) = (nx, ny);
                break;
            }
            if (gained < 1e-13) return (x, y);
        }
        return (x, y);
    }

    private static (double Dx, double Dy) StepFrom(Func<double, double, double> f, double x, double y, double here)
    {
        const double h = Difference;
        double right = f(x + h, y), left = f(x - h, y), up = f(x, y + h), down = f(x, y - h);
        double gx = (right - left) / (2 * h), gy = (up - down) / (2 * h);
        double xx = (right - 2 * here + left) / (h * h), yy = (up - 2 * here + down) / (h * h);
        var xy = (f(x + h, y + h) - f(x + h, y - h) - f(x - h, y + h) + f(x - h, y - h)) / (4 * h * h);
        var determinant = xx * yy - xy * xy;
        // Not curved like a hill here: go up the slope, at most one unit.
        if (!(xx < 0 && determinant > 1e-14))
        {
            var length = Math.Max(1, Math.Sqrt(gx * gx + gy * gy));
            return (gx / length, gy / length);
        }
        return (-(yy * gx - xy * gy) / determinant, -(xx * gy - xy * gx) / determinant);
    }
}
