package auctions.ingestor.sim;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a simulated Materialize by itself, for psql and as a stand-in for the Docker image: SQL on one port, readiness
 * ({@code GET /api/readyz}) on another.
 *
 * <p>Settings are system properties, or environment variables in capitals with underscores ({@code SIM_TICK}):
 *
 * <ul>
 *   <li>{@code sim.address} to listen at (0.0.0.0), {@code sim.port} for SQL (6875), {@code sim.internal.port} for
 *       {@code mz_system} (6877), {@code sim.http.port} (6878)
 *   <li>{@code sim.tick} between two rows of the generator, in milliseconds; scales all times of an auction. Without it
 *       the TICK INTERVAL of the source counts, as on a real server
 *   <li>{@code sim.progress} between two steps of the frontier, in milliseconds (1000)
 *   <li>{@code sim.correct.every}, {@code sim.retract.every}: see {@link SimulatedMaterializeBuilder} (0)
 *   <li>{@code sim.adjustments}: true for the demo's own table {@code adjustments} (false)
 *   <li>{@code sim.password}, {@code sim.scram}: the password of every user at {@code sim.port}, in clear text or by
 *       SCRAM-SHA-256 (none)
 *   <li>{@code sim.setup}: true to start with what {@code sql/setup.sql} creates (false)
 *   <li>{@code sim.kept.in}: a file, so that a restart comes back with the same auction house (none: all is forgotten)
 * </ul>
 */
public final class SimulatedMaterializeServer {
    private static final int NO_CONTENT_LENGTH = -1;

    private SimulatedMaterializeServer() {}

    /** Starts the server and leaves it running. */
    public static void main(String[] args) throws IOException {
        var address = InetAddress.getByName(setting("sim.address").orElse("0.0.0.0"));
        var builder = SimulatedMaterialize.builder()
                .address(address)
                .port(number("sim.port", 6875))
                .progressInterval(Duration.ofMillis(number("sim.progress", 1000)))
                .correctEvery(number("sim.correct.every", 0))
                .retractEvery(number("sim.retract.every", 0))
                .forgetful();
        var tick = setting("sim.tick").map(Integer::parseInt).map(Duration::ofMillis);
        tick.ifPresent(builder::scaledTick);
        if (setting("sim.adjustments").filter("true"::equals).isPresent()) {
            builder.adjustments();
        }
        if (setting("sim.setup").filter("true"::equals).isPresent()) {
            builder.auctionHouse(tick.orElse(Duration.ofSeconds(1)));
        }
        setting("sim.kept.in").map(Path::of).ifPresent(builder::keptIn);
        var server = builder.start();
        setting("sim.password").ifPresent(password -> server.faults().password(Optional.of(password)));
        setting("sim.scram").ifPresent(password -> server.faults().scram(password));
        server.listenAlsoAt(number("sim.internal.port", 6877));
        var http = HttpServer.create(new InetSocketAddress(address, number("sim.http.port", 6878)), 0);
        http.createContext("/api/readyz", exchange -> {
            exchange.sendResponseHeaders(200, NO_CONTENT_LENGTH);
            exchange.close();
        });
        http.start();
        System.out.println(
                "simulated Materialize at " + address.getHostAddress() + ":" + server.port() + ", ready at http://"
                        + address.getHostAddress() + ":" + http.getAddress().getPort() + "/api/readyz");
    }

    private static int number(String name, int absent) {
        return setting(name).map(Integer::parseInt).orElse(absent);
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(
                        System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'))));
    }
}
