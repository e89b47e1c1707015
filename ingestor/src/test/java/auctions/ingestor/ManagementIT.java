package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Where an ingestor, whose broker and database are away, answers about itself. */
class ManagementIT {

    // Of this machine, and not localhost's own.
    private static final String OTHER_ADDRESS = "127.0.0.2";

    @Test
    void isOfThisMachineUnlessToldOtherwise() throws Exception {
        try (var ingestor = start()) {
            assertThat(ingestor.health("liveness")).isEqualTo(200);
            assertThatThrownBy(() -> connect(ingestor)).isInstanceOf(ConnectException.class);
        }
        try (var open = start("INGESTOR_MANAGEMENT_ADDRESS=0.0.0.0")) {
            connect(open);
        }
    }

    private static RunningIngestor start(String... properties) {
        return RunningIngestor.start("localhost:1", 1, "winners", properties);
    }

    private static void connect(RunningIngestor ingestor) throws IOException {
        new Socket(InetAddress.getByName(OTHER_ADDRESS), ingestor.managementPort()).close();
    }
}
