package auctions.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One part of the pipeline as a process of its own, to be killed, paused and started again. Its output goes to a file. */
final class ServiceProcess {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private Process process;

    private ServiceProcess(List<String> command, Map<String, String> environment, Path output) throws IOException {
        this.command = command;
        this.environment = environment;
        this.output = output;
        this.process = launch();
    }

    /** Starts a runnable jar. */
    static ServiceProcess ofJar(Path jar, Map<String, String> environment, Path output) throws IOException {
        return new ServiceProcess(
                List.of(JAVA, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                environment,
                output);
    }

    /** Starts a main class of this class path. */
    static ServiceProcess ofMain(Class<?> main, List<String> arguments, Path output) throws IOException {
        var command = new ArrayList<>(List.of(
                JAVA, "-Xmx1g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ServiceProcess(command, Map.of(), output);
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Ends it as a power cut does (SIGKILL) and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to stop (SIGTERM) and waits. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " ignored SIGTERM for 15 s, see " + output);
        }
    }

    /** Starts it again after its end. */
    void restart() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("process " + process.pid() + " is still running");
        }
        process = launch();
    }

    /** Freezes it (SIGSTOP): alive to the kernel, dead to its peers. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on (SIGCONT), unaware of the time it lost. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
