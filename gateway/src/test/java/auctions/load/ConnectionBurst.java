package auctions.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Many connections that a gateway gets at once. */
final class ConnectionBurst {
    /** A stream that begins with the next row. */
    static final String LIVE = "/subscribe?snapshot=false";

    private ConnectionBurst() {}

    /** Opens so many streams of this path, waits until all are open, and drops them; how long the opening took. */
    static double seconds(int port, int connects, String path) throws IOException, InterruptedException {
        var options = LoadOptions.parse("ports=" + port, "n=" + connects, "sample=0", "path=" + path);
        var client = new LoadClient(options, 0, 1, null);
        var thread = Thread.ofPlatform().name("connects").start(client);
        long startNanos = System.nanoTime();
        while (client.count().opened() + client.count().failed() < connects) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        if (client.count().failed() > 0) {
            throw new IOException(client.count().failed() + " connections failed");
        }
        client.stop();
        thread.join();
        // Until the gateway has noticed that all are gone.
        TimeUnit.MILLISECONDS.sleep(500);
        return seconds;
    }
}
