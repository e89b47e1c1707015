package auctions.gateway.pump;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.fanout.EmptyViews;
import auctions.gateway.fanout.FakeReadTopic;
import auctions.gateway.fanout.Scratch;
import auctions.gateway.fanout.Start;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import auctions.gateway.filter.Filter;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Two views of the test's own, and a pump over them that runs on no thread. */
final class PumpFixture {
    final Views views = EmptyViews.of(FakeReadTopic.read("winners"), FakeReadTopic.read("bids"));
    final View view = views.first();
    final View second = views.all().getLast();
    final TopicLog log = view.log();
    final Scratch scratch = views.scratch();
    final Admission admission = new Admission(100, 100, new AdmissionProperties(0, 1000, 100));
    final Deliveries deliveries = new Deliveries();
    final Pump pump;

    private long time;
    private long offset;

    /** A pump with the defaults, but for these pairs of a name and a value. */
    PumpFixture(String... changes) {
        pump = new Pump(views, admission, deliveries, OpeningTrace.OFF, properties(changes));
    }

    /** Appends a row of its own key to the first view, later than the one before. */
    void append(String value) {
        append(view, value);
    }

    /** Appends a row of its own key to a view, later than the one before. */
    void append(View to, String value) {
        to.log().append(new TopicSlice(List.of(row(value)), Optional.empty(), false));
    }

    /** Appends so many rows to the first view as one batch. */
    void append(int count, String value) {
        var rows = new ArrayList<Update>(count);
        for (int i = 0; i < count; i++) {
            rows.add(row(value));
        }
        log.append(new TopicSlice(rows, Optional.empty(), false));
    }

    /** Appends a row of a key to the first view, at a time that is not before the one before. */
    void put(long at, String key, String value) {
        log.append(new TopicSlice(List.of(row(at, key, value)), Optional.empty(), false));
    }

    private Update row(String value) {
        return row(time + 1, Long.toString(time + 1), value);
    }

    private Update row(long at, String key, String value) {
        time = at;
        offset++;
        return new Update.Upsert(new MzTimestamp(at), offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** A subscriber of the first view, who wants a snapshot. */
    Subscriber subscriber(Connection connection) {
        return subscriber(connection, view);
    }

    /** A subscriber of a view of the pump, who wants a snapshot. */
    Subscriber subscriber(Connection connection, View of) {
        return subscriber(connection, of, Client.FOREVER);
    }

    /** The same, whose stream may last so long. */
    Subscriber subscriber(Connection connection, View of, Duration life) {
        var request = new StreamRequest(new Start.Snapshot(), Filter.everything(), false);
        return pump.subscriber(connection, of, request, new Client("", "", life));
    }

    /** A subscriber of the first view. */
    Subscriber subscriber(Connection connection, Start start, Filter filter) {
        return pump.subscriber(
                connection, view, new StreamRequest(start, filter, false), new Client("", "", Client.FOREVER));
    }

    /** The defaults, but for these pairs of a name and a value. */
    static PumpProperties properties(String... changes) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < changes.length; i += 2) {
            values.put("gateway.pump." + changes[i], changes[i + 1]);
        }
        return new Binder(List.of(new MapConfigurationPropertySource(values)))
                .bindOrCreate("gateway.pump", PumpProperties.class);
    }

    static ByteBuffer direct(String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
