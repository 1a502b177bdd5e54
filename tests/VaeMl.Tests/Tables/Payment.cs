namespace VaeMl.Tests.Tables;

/// <summary>A row of every kind of column that an input can be.</summary>
internal sealed class Payment
{
    public double Amount { get; set; }

    public string Country { get; set; } = "";

    public bool IsCard { get; set; }

    public DateTime Time { get; set; }

    [VectorType(2)]
    public float[] Place { get; set; } = [];

    public int Items { get; set; }

    /// <summary>As a property a key counts from 0, and 4 is missing; as a column it counts from 1, and 0 is missing.</summary>
    [KeyType(4)]
    public uint Tier { get; set; }

    public string Id { get; set; } = "";

    /// <summary>All but the identification, in an order in which they may be named.</summary>
    public static string[] Inputs { get; } = [nameof(Amount), nameof(Country), nameof(IsCard), nameof(Time), nameof(Place), nameof(Items), nameof(Tier)];

    public static Payment[] Rows(int count, int seed = 1)
    {
        Random random = new(seed);
        string[] countries = ["at", "ch", "de"];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int country = random.Next(3);
            return new Payment
            {
                Amount = 20 * (country + 1) + Models.Normal(random),
                Country = countries[country],
                IsCard = random.Next(4) > 0,
                Time = new DateTime(2026, 3, 2).AddHours(24 * random.Next(5) + 9 + 8 * random.NextDouble()),
                Place = [(float)Models.Normal(random), country + 0.1f * (float)Models.Normal(random)],
                Items = 1 + random.Next(5) + country,
                Tier = (uint)random.Next(4),
                Id = $"payment {seed}-{i}",
            };
        })];
    }
}

/// <summary>What a detector says of a <see cref="Payment"/>.</summary>
internal sealed class PaymentVerdict
{
    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    [VectorType(8)]
    public float[] Contributions { get; set; } = [];
}
