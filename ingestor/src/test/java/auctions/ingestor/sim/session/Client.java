package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.wire.ClientGone;
import auctions.ingestor.sim.wire.MessageWriter;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** One accepted connection from login to end, on a thread of its own. */
final class Client {
    /** Where the server keeps its sessions. */
    interface Registry {
        /** A login has succeeded; fails if there are too many. */
        void join(Client connection);

        /** How clients prove who they are. */
        Authentication authentication();

        /** The connection is over. */
        void leave(Client connection);

        /** Finds a session to cancel. */
        Optional<Client> find(int pid, int secret);
    }

    private final Socket socket;
    private final Engine engine;
    private final Registry registry;
    private final LongSupplier clock;
    private final int pid;
    private final int secret = ThreadLocalRandom.current().nextInt();
    private final Liveness liveness;
    private final DataInputStream in;
    private final MessageWriter out;

    Client(Socket socket, Engine engine, Registry registry, LongSupplier clock, int pid) throws IOException {
        this.socket = socket;
        this.engine = engine;
        this.registry = registry;
        this.clock = clock;
        this.pid = pid;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new MessageWriter(socket.getOutputStream(), engine.gate());
        this.liveness = new Liveness(socket, in);
    }

    /** The number by which other connections name this one. */
    int pid() {
        return pid;
    }

    /** What a cancel request must know. */
    int secret() {
        return secret;
    }

    /** The reading half. */
    Liveness liveness() {
        return liveness;
    }

    /** Logs in and serves until the client leaves. */
    void run() {
        try {
            var login = new Login(in, out);
            switch (login.request()) {
                case Login.Request.Cancel(var target, var key) ->
                    registry.find(target, key)
                            .ifPresent(found -> found.liveness().cancel());
                case Login.Request.Startup(var settings) -> serve(login, settings);
            }
        } catch (SqlError error) {
            sendLast(error);
        } catch (ClientGone | IOException _) {
            // the client has gone: no error can be sent
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            liveness.cut();
            registry.leave(this);
        }
    }

    private void sendLast(SqlError error) {
        try {
            out.error(error);
        } catch (ClientGone _) {
            // the client has gone: no error can be sent
        }
    }

    private void serve(Login login, Map<String, String> startup) throws IOException, InterruptedException {
        login.authenticate(registry.authentication());
        registry.join(this);
        var session = new Session(engine, out, liveness, clock, pid, startup.getOrDefault("user", "materialize"));
        var notices = login.apply(startup, session.settings(), engine.catalog());
        for (var name : SessionSettings.REPORTED) {
            out.parameterStatus(name, session.settings().get(name));
        }
        out.begin('K').int32(pid).int32(secret).end();
        notices.forEach(session::notice);
        out.ready('I');
        Thread.ofVirtual().name("simulated-materialize-read-" + pid).start(liveness::read);
        try {
            session.serve();
        } catch (SqlError error) {
            if (!error.isFatal()) {
                throw error;
            }
        }
    }
}
