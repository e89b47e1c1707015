package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** Logins by SASL, with the iterations that Materialize asks for. */
class ScramTest {
    private final SimulatedMaterialize materialize =
            SimulatedMaterialize.builder().start();

    @BeforeEach
    void demandPassword() {
        materialize.faults().scram("secret");
    }

    @AfterEach
    void close() {
        materialize.close();
    }

    @Test
    void letsTheRightPasswordIn() throws SQLException {
        try (var connection = DriverManager.getConnection(
                materialize.jdbcUrl() + "?scramMaxIterations=600000", "publisher", "secret")) {
            assertThat(new SqlClient(connection).query("SELECT current_user")).containsExactly("publisher");
        }
    }

    @Test
    void refusesTheWrongPassword() {
        assertRefused("?scramMaxIterations=600000", "wrong", "28P01", "invalid password");
    }

    @Test
    void asksForMoreIterationsThanTheDriverTakesByItself() {
        assertRefused("", "secret", "08004", "600,000");
    }

    private void assertRefused(String options, String password, String sqlState, String message) {
        assertThatThrownBy(() -> DriverManager.getConnection(materialize.jdbcUrl() + options, "publisher", password))
                .isInstanceOfSatisfying(PSQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo(sqlState);
                    assertThat(e.getMessage()).contains(message);
                });
    }
}
