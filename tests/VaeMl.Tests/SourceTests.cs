namespace VaeMl.Tests;

/// <summary>Views over all kinds of sources, and other steps over views: every row keeps its own score.</summary>
public sealed class SourceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private IDataView Data(int rows) => _mlContext.View(Views.Examples(rows));

    [Fact]
    public void A_source_that_cannot_be_read_twice_keeps_rows_together()
    {
        Queue<Example> queue = new(Views.Examples(500));
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
    public void A_column_of_objects_is_handed_on_row_by_row()
    {
        Example[] examples = Views.Examples(100);
        IDataView source = _mlContext.Data.LoadFromEnumerable(examples.Select((example, i) => new Tagged { Features = example.Features, Tag = new Tag(i) }));
        IDataView view = _mlContext.Transformer().Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<Tag> getTag = cursor.GetGetter<Tag>(view.Schema["Tag"]);
        ValueGetter<float> getScore = cursor.GetGetter<float>(view.Schema["Score"]);
        Tag tag = new(-1);
        float score = 0;
        for (int i = 0; i < 100; i++)
        {
            Assert.True(cursor.MoveNext());
            getScore(ref score);
            getTag(ref tag);
            Assert.Equal((i, Views.Model.Score(examples[i].Features).Score), (tag.Number, score));
        }
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Rows_before_one_that_cannot_be_read_are_scored_and_it_is_an_error_only_when_reached()
    {
        Example[] examples = Views.Examples(150);
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(Failing()));
        Check(_mlContext.Data.TakeRows(view, 140), 140);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<float> getScore = cursor.GetGetter<float>(view.Schema["Score"]);
        float score = 0;
        foreach (Example example in examples)
        {
            Assert.True(cursor.MoveNext());
            getScore(ref score);
            Assert.Equal(Views.Model.Score(example.Features).Score, score);
        }
        // Trying again gives no stale row either.
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("the source is gone", Assert.Throws<IOException>(() => cursor.MoveNext()).Message);
            Assert.Throws<InvalidOperationException>(() => getScore(ref score));
        }

        IEnumerable<Example> Failing()
        {
            foreach (Example example in examples)
                yield return example;
            throw new IOException("the source is gone");
        }
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

    private sealed record Tag(int Number);

    private sealed class TagType() : StructuredDataViewType(typeof(Tag))
    {
        public override bool Equals(DataViewType? other) => other is TagType;
    }

    private sealed class TagAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new TagType(), typeof(Tag), this);

        public override bool Equals(DataViewTypeAttribute? other) => other is TagAttribute;
    }

    private sealed class Tagged
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];

        [Tag]
        public Tag Tag { get; set; } = new(-1);
    }
}
