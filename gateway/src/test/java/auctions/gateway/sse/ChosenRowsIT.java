package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.json.JsonMapper;

/** Streams of some rows and some columns, over HTTP. */
class ChosenRowsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();

    @AutoClose
    private static HandWrittenTopic topic;

    @AutoClose
    private static RunningGateway gateway;

    private static long time = NOW;

    @BeforeAll
    static void start() throws Exception {
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "chosen", true);
        topic.commit(time, winner(1, 9), winner(2, 90), winner(3, 100));
        gateway = new RunningGateway(BROKER.getBrokersAsString(), topic.name(), "gateway.fanout.projections=1").ready();
    }

    @Test
    void comparesNumbersAsNumbers() throws Exception {
        try (var stream = gateway.subscribe("?amount=gte.9.5&amount=neq.90.0")) {
            assertThat(stream.next().data()).isEqualTo(row(3, 100));

            topic.commit(++time, winner(1, 10), winner(3, 9));

            assertThat(stream.next().data()).isEqualTo(row(1, 10));
            assertThat(stream.next())
                    .extracting(SseEvent::type, SseEvent::data)
                    .containsExactly("delete", gone(3).key());
            topic.commit(++time, winner(1, 9), winner(3, 100));
        }
    }

    @Test
    void showsTheColumnsThatAreAskedForAndTheKey() throws Exception {
        try (var stream = gateway.subscribe("?select=amount&auction_id=in.(2,7)")) {
            assertThat(stream.next().data()).isEqualTo("{\"auction_id\":2,\"amount\":90}");

            topic.commit(++time, winner(7, 70));
            assertThat(stream.next().data()).isEqualTo("{\"auction_id\":7,\"amount\":70}");
            topic.commit(++time, gone(7));
            assertThat(stream.next())
                    .extracting(SseEvent::type, SseEvent::data)
                    .containsExactly("delete", gone(7).key());
        }
    }

    @Test
    void refusesOneSetOfColumnsMoreThanThereMayBe() throws Exception {
        try (var stream = gateway.subscribe("?select=item&snapshot=false")) {
            stream.untilId(id -> !id.isEmpty());
            var refused = gateway.exchange("GET", "/subscribe?select=amount");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(new JsonMapper().readTree(refused.body()).path("detail").asString())
                    .isEqualTo(
                            "streams of a view may have 1 different sets of columns at a time, and others have them now");
            assertThat(gateway.exchange("HEAD", "/subscribe?select=item,auction_id")
                            .statusCode())
                    .isEqualTo(200);
        }
        await().until(() -> gateway.exchange("HEAD", "/subscribe?select=amount").statusCode() == 200);
    }

    @Test
    void saysWhatAnOperandMustBe() throws Exception {
        var refused = gateway.exchange("GET", "/subscribe?column.amount=lt.many");

        assertThat(refused.statusCode()).isEqualTo(400);
        var problem = new JsonMapper().readTree(refused.body());
        assertThat(problem.path("parameter").asString()).isEqualTo("column.amount");
        assertThat(problem.path("detail").asString())
                .isEqualTo("'many' cannot be compared with column 'amount' of type integer:"
                        + " it takes a number such as 90 or -0.5");
    }
}
