package auctions.ingestor.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import auctions.ingestor.decode.MzTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribeStatementTest {

    @Test
    void resumesAfterTheTimeThatIsGiven() {
        var statement = new SubscribeStatement("\"winning_bids\"", List.of("auction_id"));

        assertThat(statement.copy(Start.after(new MzTimestamp(999))))
                .isEqualTo("COPY (SUBSCRIBE \"winning_bids\" ENVELOPE UPSERT (KEY (\"auction_id\"))"
                        + " WITH (PROGRESS, SNAPSHOT = false) AS OF 999) TO STDOUT");
    }

    @Test
    void leavesTheTimeOfASnapshotToTheServer() {
        var statement = new SubscribeStatement("(SELECT 1 AS \"B\")", List.of("B", "order"));

        assertThat(statement.copy(Start.withSnapshot()))
                .isEqualTo("COPY (SUBSCRIBE (SELECT 1 AS \"B\") ENVELOPE UPSERT (KEY (\"B\", \"order\"))"
                        + " WITH (PROGRESS)) TO STDOUT");
    }

    @Test
    void keepsTheCaseOfNamesAndQuotesThem() {
        assertThat(Identifiers.parse("a, \"B,c\" ,\"d\"\"e\",Fg", ',')).containsExactly("a", "B,c", "d\"e", "Fg");
        assertThat(Identifiers.quote("plain_1")).isEqualTo("\"plain_1\"");
        assertThat(Identifiers.quote("Fg")).isEqualTo("\"Fg\"");
        assertThat(Identifiers.quote("d\"e")).isEqualTo("\"d\"\"e\"");
        assertThat(Identifiers.quote("select")).isEqualTo("\"select\"");
    }

    @Test
    void refusesNamesThatAreIncomplete() {
        assertThatThrownBy(() -> Identifiers.parse("a,,b", ',')).hasMessageContaining("empty name");
        assertThatThrownBy(() -> Identifiers.parse("\"a", ',')).hasMessageContaining("open double quote");
    }
}
