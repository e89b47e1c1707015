package auctions.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.util.PSQLException;

/** The ingestor asks its questions about the view by prepared statements; a server without them must say so and stay. */
@Timeout(20)
class ScriptedMaterializeTest {
    @Test
    void refusesPreparedStatementsAndGoesOn() throws Exception {
        try (var server = ScriptedMaterialize.start((_, _) -> {});
                var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:%d/?preferQueryMode=extendedForPrepared&user=materialize"
                                .formatted(server.port()));
                var question = connection.prepareStatement("SELECT ?")) {
            question.setString(1, "x");

            assertThatThrownBy(question::executeQuery)
                    .isInstanceOfSatisfying(
                            PSQLException.class,
                            refusal -> assertThat(refusal.getServerErrorMessage())
                                    .isNotNull()
                                    .extracting("severity")
                                    .isEqualTo("ERROR"));
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("BEGIN")).isFalse();
            }
        }
    }
}
