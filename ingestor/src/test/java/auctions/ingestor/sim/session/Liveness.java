package auctions.ingestor.sim.session;

import auctions.ingestor.sim.data.Pulse;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.wire.ClientGone;
import auctions.ingestor.sim.wire.FrontendMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The reading half of a connection: queues what the client sends, so that a session that waits for rows still notices that
 * the client has left, that it was cancelled, or that its credentials have expired.
 */
final class Liveness {
    private final Socket socket;
    private final DataInputStream in;
    private final Pulse pulse = new Pulse();
    private final LinkedBlockingQueue<FrontendMessage> messages = new LinkedBlockingQueue<>(1024);

    // Set by any thread.
    private volatile boolean gone;
    private volatile boolean cancelled;
    private volatile boolean expired;

    // Written by the session's thread.
    private volatile boolean busy;

    Liveness(Socket socket, DataInputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Reads until the client leaves; runs on a thread of its own. */
    void read() {
        try {
            while (true) {
                var message = FrontendMessage.read(in);
                if (message.type() == 'X') {
                    break;
                }
                messages.put(message);
            }
        } catch (IOException | InterruptedException _) {
            // the connection has ended
        }
        gone = true;
        pulse.signal();
        try {
            messages.put(FrontendMessage.END);
        } catch (InterruptedException _) {
            cut();
        }
    }

    /** The next message of the client. */
    FrontendMessage next() throws InterruptedException {
        return messages.take();
    }

    /** A message is being answered. */
    void busy() {
        cancelled = false;
        busy = true;
    }

    /** The answer is complete. */
    void idle() {
        busy = false;
    }

    /** Throws if the statement that runs must end. */
    void check() {
        if (gone) {
            throw new ClientGone();
        }
        if (cancelled) {
            cancelled = false;
            throw SqlError.error("57014", "canceling statement due to user request");
        }
        checkCredentials();
    }

    /** Throws if the credentials have expired. */
    void checkCredentials() {
        if (expired) {
            throw SqlError.fatal("28000", "authentication expired");
        }
    }

    /** Cancels the statement that runs; nothing happens between statements. Any thread. */
    void cancel() {
        if (busy) {
            cancelled = true;
            pulse.signal();
        }
    }

    /** Expires the credentials. Any thread. */
    void expire() {
        expired = true;
        pulse.signal();
    }

    /** Cuts the connection without an error message. Any thread. */
    void cut() {
        gone = true;
        pulse.signal();
        try {
            socket.close();
        } catch (IOException _) {
            // the socket is unusable already
        }
    }

    /** Wakes the session when anything here has changed. */
    Pulse pulse() {
        return pulse;
    }
}
