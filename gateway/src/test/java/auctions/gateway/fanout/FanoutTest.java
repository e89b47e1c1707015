package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The columns of a view whose progress declares none are those of the rows of the log of now. */
class FanoutTest {
    private final Fixture fixture = new Fixture();

    @Test
    void columnsBecomeKnownWithTheFirstRow() {
        assertThat(fixture.fanout.columns()).isEmpty();

        fixture.put(1, "a", "{\"item\":\"Best Pizza in Town\",\"amount\":97}").append();

        assertThat(fixture.fanout.columns()).containsExactly("item", "amount");
    }

    @Test
    void columnsOfATopicThatIsCreatedAnewAreNotThoseOfTheOneBefore() {
        fixture.put(1, "a", "{\"item\":\"Best Pizza in Town\"}").append();
        assertThat(fixture.fanout.columns()).containsExactly("item");

        fixture.log.restart("topic re-created");

        assertThat(fixture.fanout.columns()).isEmpty();

        fixture.put(2, "b", "{\"buyer\":3338}").append();

        assertThat(fixture.fanout.columns()).containsExactly("buyer");
    }
}
