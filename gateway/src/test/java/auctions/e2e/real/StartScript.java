package auctions.e2e.real;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The start script of a real Materialize, as {@code -Dmaterialize.serve} names it, and one run of it. It understands
 * {@code --port P --auth none|password [--dir FOLDER]}, prints "ready on …" once the server is, serves SQL at P and P+2, uses the ports to P+4,
 * keeps all data in the folder, and ends on SIGTERM. What it starts ends with this JVM, however this JVM ends.
 */
final class StartScript implements AutoCloseable {

    private static final int PORTS = 5;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Runs its arguments until its input ends: the kernel closes that when the JVM is gone, killed or not. */
    private static final String WHILE_INPUT_IS_OPEN = """
            exec 3<&0
            "$@" </dev/null &
            server=$!
            { cat <&3 >/dev/null; kill "$server" 2>/dev/null; } &
            wait "$server"
            """;

    private final Process process;
    private final Path output;
    private final int port;

    private StartScript(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Where the script is, if it was named; a relative path begins at the top of the repository. */
    static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty("materialize.serve"))
                .filter(path -> !path.isBlank())
                .map(path -> Path.of("..").resolve(path));
    }

    /** Starts a server that forgets everything at its end. */
    static synchronized StartScript run(String auth) {
        return run(auth, freePorts(), List.of());
    }

    /** Starts a server that keeps everything in a folder, and finds there what an earlier one kept. */
    static StartScript run(int port, Path folder) {
        return run("none", port, List.of("--dir", folder.toString()));
    }

    /** One start at a time: the first on a machine installs and unpacks what all need. */
    private static synchronized StartScript run(String auth, int port, List<String> more) {
        var script = named().orElseThrow(() -> new IllegalStateException("materialize.serve names no start script"));
        var command = new ArrayList<>(List.of("bash", "-c", WHILE_INPUT_IS_OPEN, "materialize"));
        command.addAll(List.of(script.toAbsolutePath().normalize().toString()));
        command.addAll(List.of("--auth", auth, "--port", Integer.toString(port)));
        command.addAll(more);
        try {
            var output = Files.createTempFile("materialize", ".log");
            output.toFile().deleteOnExit();
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var run = new StartScript(process, output, port);
            await("a server of " + script).atMost(Patience.OF_SERVER).until(run::ready);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("could not run " + command, e);
        }
    }

    /** The first of so many free ports in a row, as the script wants them. */
    static int freePorts() {
        for (int tries = 0; tries < 100; tries++) {
            var taken = new ArrayList<ServerSocket>();
            try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int next = 1; next < PORTS; next++) {
                    taken.add(new ServerSocket(first.getLocalPort() + next, 1, InetAddress.getLoopbackAddress()));
                }
                return first.getLocalPort();
            } catch (IOException | IllegalArgumentException e) {
                // One of them is in use, or beyond the last port there is.
                continue;
            } finally {
                taken.forEach(StartScript::close);
            }
        }
        throw new IllegalStateException("no " + PORTS + " free ports in a row");
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready() throws IOException {
        var said = Files.readString(output);
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended at its start: " + said);
        }
        return said.contains("ready on");
    }

    int port() {
        return port;
    }

    /** Ends the server and everything that it started, and waits until it is gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not end within " + STOP_LIMIT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not tell the server to end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
