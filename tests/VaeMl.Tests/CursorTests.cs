namespace VaeMl.Tests;

/// <summary>What every consumer of a view relies on: order, ids, laziness, shuffling, parts.</summary>
public sealed class CursorTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private IDataView Data(int rows) => _mlContext.View(Views.Examples(rows));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Rows_keep_their_order_and_their_other_columns(int rows)
    {
        Example[] examples = Views.Examples(rows);
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(examples));
        int at = 0;
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<float> score = cursor.GetGetter<float>(view.Schema["Score"]);
        ValueGetter<ReadOnlyMemory<char>> name = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Name"]);
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        (float Score, ReadOnlyMemory<char> Name, VBuffer<float> Features, DataViewRowId Id) row = default;
        Assert.Equal(-1, cursor.Position);
        for (; cursor.MoveNext(); at++)
        {
            score(ref row.Score);
            name(ref row.Name);
            features(ref row.Features);
            id(ref row.Id);
            Assert.Equal((at, Views.Model.Score(examples[at].Features).Score), (cursor.Position, row.Score));
            Assert.Equal($"row {at}", row.Name.ToString());
            Assert.Equal(examples[at].Features, row.Features.DenseValues());
            Assert.Equal(new DataViewRowId((ulong)at, 0), row.Id);
        }
        Assert.Equal((rows, -1), (at, cursor.Position));
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Nothing_is_read_before_a_cursor_moves_and_one_pass_reads_once()
    {
        int reads = 0;
        IDataView data = _mlContext.View(Views.Examples(100).Select(example =>
        {
            reads++;
            return example;
        }));
        int before = reads;
        IDataView view = _mlContext.Transformer().Transform(data);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            Assert.Equal(before, reads);
            Assert.True(cursor.MoveNext());
            Assert.Equal(before + 32, reads);
            while (cursor.MoveNext())
            {
            }
        }
        Assert.Equal(before + 100, reads);
    }

    [Fact]
    public void A_source_that_cannot_be_read_twice_keeps_rows_together()
    {
        Queue<Example> queue = new(Views.Examples(500));
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(Drain()));
        (float[] Features, float Score)[] rows = [.. view.Column<float[]>("Features").Zip(new float[500])];
        Assert.Empty(queue);
        Assert.Equal(500, rows.Length);

        queue = new Queue<Example>(Views.Examples(500));
        Scored[] scored = [.. _mlContext.Data.CreateEnumerable<Scored>(_mlContext.Transformer().Transform(_mlContext.View(Drain())), reuseRowObject: false)];
        Assert.All(scored, row => Assert.Equal(Views.Model.Score(row.Features).Score, row.Score));
        Assert.Equal(500, scored.Length);

        IEnumerable<Example> Drain()
        {
            while (queue.TryDequeue(out Example? example))
                yield return example;
        }
    }

    [Fact]
    public void Cached_shuffled_and_cut_views_keep_rows_together()
    {
        VaeTransformer transformer = _mlContext.Transformer();
        IDataView cached = _mlContext.Data.Cache(Data(700));
        IDataView scored = transformer.Transform(cached);
        IDataView shuffledBefore = transformer.Transform(_mlContext.Data.ShuffleRows(cached, seed: 3)), shuffledAfter = _mlContext.Data.ShuffleRows(scored, seed: 3);
        IDataView[] views = [scored, _mlContext.Data.Cache(transformer.Transform(Data(700))), shuffledBefore, shuffledAfter];
        Assert.True(scored.CanShuffle);
        Assert.Equal(700, scored.GetRowCount());
        foreach (IDataView view in views)
            Check(view, 700);
        Assert.NotEqual(scored.Bits("Score"), shuffledAfter.Bits("Score"));
        Check(_mlContext.Data.TakeRows(scored, 40), 40);
        Check(_mlContext.Data.SkipRows(scored, 40), 660);
        Check(transformer.Transform(_mlContext.Data.TakeRows(cached, 3)), 3);
        Assert.Equal(scored.Bits("Score")[..40], _mlContext.Data.TakeRows(scored, 40).Bits("Score"));
    }

    [Fact]
    public void A_shuffled_cursor_keeps_rows_together()
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.Data.Cache(Data(700)));
        float[] Scores(Random? random)
        {
            List<float> scores = [];
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
            Collect(cursor, view.Schema, scores);
            return [.. scores];
        }
        Assert.NotEqual(Scores(null), Scores(new Random(1)));
        Assert.Equal(Scores(null).Order(), Scores(new Random(1)).Order());
    }

    [Fact]
    public void A_set_of_cursors_shares_the_rows_and_their_order_can_be_restored()
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.Data.Cache(Data(5000)));
        List<(long Batch, float Score)> rows = [];
        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, 4);
        Assert.Equal(4, cursors.Length);
        Parallel.ForEach(cursors, cursor =>
        {
            using (cursor)
            {
                List<float> scores = [];
                List<long> batches = [];
                Collect(cursor, view.Schema, scores, batches);
                Assert.Equal(batches.Order(), batches);
                lock (rows)
                    rows.AddRange(batches.Zip(scores));
            }
        });
        Assert.Equal(view.Column<float>("Score"), rows.GroupBy(row => row.Batch).OrderBy(batch => batch.Key).SelectMany(batch => batch.Select(row => row.Score)));
    }

    [Fact]
    public void Only_what_is_asked_for_is_active()
    {
        IDataView view = _mlContext.Transformer().Transform(Data(10));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Elbo"], view.Schema["Label"]]);
        Assert.Equal(["Label", "Elbo"], view.Schema.Where(cursor.IsColumnActive).Select(column => column.Name));
        Assert.Contains("Column 'Latent' is not active here", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Latent"])).Message, StringComparison.Ordinal);
        Assert.Contains("Column 'Elbo' holds Single", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema["Elbo"])).Message, StringComparison.Ordinal);
        float elbo = 0;
        ValueGetter<float> get = cursor.GetGetter<float>(view.Schema["Elbo"]);
        Assert.Throws<InvalidOperationException>(() => get(ref elbo));
    }

    [Fact]
    public void Without_an_active_added_column_the_features_are_not_even_read()
    {
        IDataView view = _mlContext.Transformer().Transform(Data(10));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Name"]]);
        Assert.Equal(["Name"], view.Schema.Where(cursor.IsColumnActive).Select(column => column.Name));
        Assert.Equal(10, view.Column<string>("Name").Length);
    }

    [Fact]
    public void Many_threads_can_use_one_transformer()
    {
        VaeTransformer transformer = _mlContext.Transformer();
        IDataView data = _mlContext.Data.Cache(Data(400));
        int[] expected = transformer.Transform(data).Bits("Score");
        Parallel.For(0, 16, _ => Assert.Equal(expected, transformer.Transform(data).Bits("Score")));
    }

    private static void Check(IDataView view, int rows)
    {
        List<float> scores = [];
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Collect(cursor, view.Schema, scores);
        Assert.Equal(rows, scores.Count);
    }

    /// <summary>The scores of a cursor's rows, each checked against the row's features.</summary>
    private static void Collect(DataViewRowCursor cursor, DataViewSchema schema, List<float> scores, List<long>? batches = null)
    {
        ValueGetter<float> getScore = cursor.GetGetter<float>(schema["Score"]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(schema["Features"]);
        float score = 0;
        VBuffer<float> features = default;
        while (cursor.MoveNext())
        {
            getScore(ref score);
            getFeatures(ref features);
            scores.Add(score);
            batches?.Add(cursor.Batch);
            Assert.Equal(Views.Model.Score(features.GetValues()).Score, score);
        }
    }

    private sealed class Scored
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];

        public float Score { get; set; }
    }
}
