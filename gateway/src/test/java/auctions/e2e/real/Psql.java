package auctions.e2e.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's own client, which the start script needs as well. */
final class Psql {

    private Psql() {}

    /** Runs a file of the folder {@code sql} at a port of this machine; psql must find no fault. */
    static void run(int port, String user, String password, String file) {
        var command = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-q",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-U",
                        user,
                        "-d",
                        "materialize")
                .redirectErrorStream(true);
        command.command().addAll(List.of("-f", "../sql/" + file));
        command.environment().put("PGPASSWORD", password);
        command.environment().put("PGOPTIONS", "-c client_min_messages=warning");
        try {
            var psql = command.start();
            var said = new String(psql.getInputStream().readAllBytes());
            if (!psql.waitFor(Patience.OF_SERVER.toSeconds(), TimeUnit.SECONDS) || psql.exitValue() != 0) {
                throw new IllegalStateException("could not run " + file + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not start psql", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while psql ran " + file, e);
        }
    }
}
