using System.Globalization;
using System.Text;

namespace VaeMl.Tests.Cli;

/// <summary>What a server might log.</summary>
internal static class ServerLog
{
    public const string Header = "id,timestamp,host,healthy,latency,load,message,region";

    /// <summary>300 rows of CSV: an identification, dates, a category, Booleans, two numbers, free text, and a constant, some of the cells missing.</summary>
    public static string Text()
    {
        Random random = new(1);
        string[] hosts = ["web-1", "web-2", "db-1"];
        StringBuilder text = new(Header + "\n");
        for (int i = 0; i < 300; i++)
        {
            int host = random.Next(3);
            string[] cells =
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), new DateTime(2024, 1, 1).AddHours(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                hosts[host], random.Next(9) > 0 ? "true" : "false", (20 + 50 * host + 9 * random.NextDouble()).ToString("F1", CultureInfo.InvariantCulture),
                (host + random.Next(4) * 0.5).ToString(CultureInfo.InvariantCulture), $"request {i:x8} done", "eu",
            ];
            // Cells are missing in every kind.
            if (i is > 0 and < 299 && i % 10 == 3)
                cells[1 + random.Next(4)] = "";
            text.AppendJoin(',', cells).Append('\n');
        }
        return text.ToString();
    }
}
