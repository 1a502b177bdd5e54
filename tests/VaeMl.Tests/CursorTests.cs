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
    public void A_getter_asked_for_late_yields_the_present_row()
    {
        Example[] examples = Views.Examples(10);
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(examples));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Elbo"], view.Schema["Score"]]);
        float elbo = 0, score = 0;
        ValueGetter<float> getElbo = cursor.GetGetter<float>(view.Schema["Elbo"]);
        Assert.True(cursor.MoveNext() && cursor.MoveNext());
        getElbo(ref elbo);
        cursor.GetGetter<float>(view.Schema["Score"])(ref score);
        VaeScore core = Views.Model.Score(examples[1].Features);
        Assert.Equal((core.Elbo, core.Score), (elbo, score));
    }

    [Fact]
    public void Without_an_active_added_column_the_features_are_not_even_read()
    {
        IDataView view = _mlContext.Transformer().Transform(Data(10));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Name"]]);
        Assert.Equal(["Name"], view.Schema.Where(cursor.IsColumnActive).Select(column => column.Name));
        Assert.Equal(10, view.Column<string>("Name").Length);
    }
}
