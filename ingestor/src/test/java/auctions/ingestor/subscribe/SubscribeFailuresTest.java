package auctions.ingestor.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.MzTimestamp;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribeFailuresTest {

    private static SubscribeException of(String state, String message) {
        return SubscribeFailures.of(new SQLException(message, state), "read v");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    08006 | connection reset                                        | TRANSIENT
                    08001 | Connection refused                                      | TRANSIENT
                    08004 | the server is starting                                  | TRANSIENT
                    08004 | TLS encryption is required                              | CONFIGURATION
                    08004 | The server does not support SSL.                        | CONFIGURATION
                    53000 | creating connection would violate max_connections limit | TRANSIENT
                    25P03 | terminating connection due to idle-in-transaction timeout | TRANSIENT
                    08004 | Server requested 600,000 SCRAM PBKDF2 iterations        | CONFIGURATION
                    28P01 | invalid password                                        | ACCESS_REFUSED
                    28000 | authentication expired                                  | ACCESS_REFUSED
                    42501 | permission denied for MATERIALIZED VIEW "v"             | ACCESS_REFUSED
                    MZ011 | session denied                                          | ACCESS_REFUSED
                    0A000 | CLUSTER "auction_house" has no replicas available to service request | NO_REPLICAS
                    P0002 | object v has recently been dropped                      | OBJECT_DROPPED
                    XX000 | Evaluation error: division by zero                      | VIEW_FAILED
                    22012 | division by zero                                        | VIEW_FAILED
                    XX000 | internal error nobody has seen                          | UNKNOWN
                    0A000 | something not yet supported                             | UNKNOWN
                    53200 | total result exceeds max size of 1073.7 MB              | RESULT_TOO_LARGE
                    XX000 | column "x" does not exist                               | CONFIGURATION
                    XX000 | error: 'x' cannot be subscribed to because it is a sink | CONFIGURATION
                    3D000 | database "x" does not exist                             | UNKNOWN_OBJECT
                    57014 | canceling statement due to user request                 | CANCELLED
                    53200 | SUBSCRIBE fell behind: the client did not read          | FELL_BEHIND
                    42704 | relation 'materialize.public.t' was dropped             | OBJECT_DROPPED
                    XX000 | subscribe has been terminated because underlying relation "t" was dropped | OBJECT_DROPPED
                    XX000 | total result exceeds max size of 1073.7 MB              | RESULT_TOO_LARGE
                    XX000 | unknown catalog item 'x'                                | UNKNOWN_OBJECT
                    XX000 | unknown cluster 'x'                                     | UNKNOWN_OBJECT
                    22000 | could not find a valid timestamp for the query          | HISTORY_LOST
                    XX000 | Timestamp (17) is not valid for all inputs: []          | HISTORY_LOST
                    42601 | syntax error                                            | CONFIGURATION
                    """)
    void classifiesByStateAndText(String state, String message, FailureClass expected) {
        assertThat(of(state, message).failureClass()).isEqualTo(expected);
    }

    @Test
    void findsTheEarliestReadableTimeInBothWordings() {
        var detail = "could not find a valid timestamp for the query (Constraints:\nlower:\n"
                + "  (Storage inputs: [u10]): [1712871735000 (2024-04-11 21:42:15.000)]\nupper:\n"
                + "  (Query's AS OF): [            1 (1970-01-01 00:00:00.001)]\n)";

        assertThat(of("22000", detail).since()).contains(new MzTimestamp(1712871735000L));
        assertThat(of("XX000", "Timestamp (1) is not valid for all inputs: [(User(5), Antichain { elements: [42] })]")
                        .since())
                .contains(new MzTimestamp(42));
    }

    @Test
    void takesSilenceForADeadPeer() {
        var cause = new SQLException("An I/O error occurred", "08006", new SocketTimeoutException("Read timed out"));

        assertThat(SubscribeFailures.of(cause, "read v").failureClass()).isEqualTo(FailureClass.SILENT);
    }

    @Test
    void saysWhatWasAttemptedWhatIsWrongAndWhatToDo() {
        assertThat(of("28P01", "invalid password"))
                .hasMessage(
                        "could not read v: invalid password (SQLSTATE 28P01, class access_refused); check MZ_USER and MZ_PASSWORD, and that the user has SELECT on the relation and USAGE on the cluster");
    }

    @Test
    void namesTheHostThatIsUnknown() {
        var cause = new SQLException("The connection attempt failed.", "08001", new UnknownHostException("nowhere"));

        assertThat(SubscribeFailures.of(cause, "connect"))
                .hasMessage(
                        "could not connect: The connection attempt failed. (java.net.UnknownHostException: nowhere) (SQLSTATE 08001, class transient); reconnecting");
    }
}
