package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lists of topics the gateway takes, and what it says of the others. */
class TopicPropertiesTest {
    @Test
    void readsTheTopicsInTheirOrder() {
        assertThat(named("auction-winners").topics()).containsExactly("auction-winners");
        assertThat(named("auction-winners, bids_per_item,a.b").topics())
                .containsExactly("auction-winners", "bids_per_item", "a.b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                ""           | a topic's name in it is empty: remove the comma too many
                a,           | a topic's name in it is empty: remove the comma too many
                a, ,b        | a topic's name in it is empty: remove the comma too many
                a,b,a        | must name each topic once: remove the second 'a'
                a,a-progress | 'a-progress' names a progress topic, which is read along with its topic: remove it
                a;b          | each topic must have 1 to 240 characters of A-Z a-z 0-9 . _ -, and be set off by a comma: correct 'a;b'
                a,b/c        | each topic must have 1 to 240 characters of A-Z a-z 0-9 . _ -, and be set off by a comma: correct 'b/c'
                """)
    void refusesAListThatCannotBeServed(String names, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(names))
                .withMessage("gateway.topic.names is '%s', but %s", names, rule);
    }

    @Test
    void refusesANameThatLeavesNoRoomForTheProgressTopic() {
        assertThat(named("a".repeat(240)).topics()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> named("a".repeat(241)));
    }

    private static TopicProperties named(String names) {
        return new TopicProperties(names, Duration.ZERO, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
}
