package auctions.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The ports of {@code mvn -Plocal}, and the system properties that move them; 0 means any free port.
 *
 * @param page of the gateway; the gateway's and the ingestor's management have the two ports after it
 * @param materialize for {@code psql}
 * @param kafka for clients on this machine
 */
record LocalPorts(int page, int materialize, int kafka) {
    private static final int PORT_MAX = 65_535;

    /**
     * The ports that these properties name, or the defaults.
     *
     * @throws IllegalArgumentException if one is no port, or is taken
     */
    static LocalPorts free(Properties properties) {
        var ports = new LocalPorts(
                port(properties, "port", 8000, PORT_MAX - 2),
                port(properties, "materialize.port", 6875, PORT_MAX),
                port(properties, "kafka.port", 9092, PORT_MAX));
        ports.movedBy().forEach(LocalPorts::checkFree);
        return ports;
    }

    int gatewayManagement() {
        return afterPage(1);
    }

    int ingestorManagement() {
        return afterPage(2);
    }

    private int afterPage(int distance) {
        return page == 0 ? 0 : page + distance;
    }

    /** Each port with the property that moves it. */
    private Map<Integer, String> movedBy() {
        var movedBy = new LinkedHashMap<Integer, String>();
        movedBy.put(page, "port");
        movedBy.put(gatewayManagement(), "port");
        movedBy.put(ingestorManagement(), "port");
        putOnce(movedBy, materialize, "materialize.port");
        putOnce(movedBy, kafka, "kafka.port");
        return movedBy;
    }

    private static void putOnce(Map<Integer, String> movedBy, int port, String property) {
        var other = movedBy.put(port, property);
        if (other != null && port != 0) {
            throw new IllegalArgumentException(
                    "port %d is wanted by -D%s and by -D%s: move one of them".formatted(port, other, property));
        }
    }

    private static void checkFree(int port, String property) {
        try (var _ = new ServerSocket(port)) {
            return;
        } catch (IOException e) {
            throw new IllegalArgumentException("port %d is taken: choose another by -D%s".formatted(port, property), e);
        }
    }

    private static int port(Properties properties, String property, int absent, int max) {
        var text = properties.getProperty(property, Integer.toString(absent));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > max) {
            throw new IllegalArgumentException(
                    "-D%s is '%s', but must be a port from 0 to %d".formatted(property, text, max));
        }
        return Integer.parseInt(text);
    }
}
