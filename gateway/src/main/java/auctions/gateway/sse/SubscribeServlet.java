package auctions.gateway.sse;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Client;
import auctions.gateway.pump.Disconnect;
import auctions.gateway.pump.Pumps;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /subscribe}, and {@code /subscribe/<topic>} for each view by name: checks what is asked for, answers with the headers and the first block of a stream, and hands the
 * connection to a pump. A plain servlet: nothing between it and the container that a stream could trip over.
 */
final class SubscribeServlet extends HttpServlet {
    private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

    private final transient StreamRequests requests;
    private final transient Pumps pumps;
    private final transient Admission admission;
    private final transient Answers answers;
    private final transient Login login;

    SubscribeServlet(StreamRequests requests, Pumps pumps, Admission admission, Answers answers, Login login) {
        this.requests = requests;
        this.pumps = pumps;
        this.admission = admission;
        this.answers = answers;
        this.login = login;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.read(request, response, this::answer);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ForbiddenException {
        var access = login.access(request);
        var view = RequestedView.of(request, requests.views());
        if (view.isEmpty()) {
            RequestedView.answerUnknown(request, response, requests.views());
        } else if (request.getMethod().equals("GET")) {
            subscribe(request, response, view.get(), access);
        } else {
            describe(request, response, view.get(), access);
        }
    }

    private void subscribe(HttpServletRequest request, HttpServletResponse response, View view, Access access)
            throws IOException, ForbiddenException {
        var address = request.getRemoteAddr();
        if (address == null) {
            // The client has gone already, and the container no longer knows where it was.
            return;
        }
        var client = access.client(address);
        var asked = read(request, view, access);
        var refused = asked.isPresent()
                ? admission.enter(view, client, access.filtersAsked(asked.get()))
                : admission.refuse(view, Disconnect.COLUMNS_UNKNOWN);
        if (refused.isPresent()) {
            asked.ifPresent(view::leave);
            answers.turnAway(request, response, refused.get());
        } else {
            begin(request, response, view, asked.orElseThrow(), client);
        }
    }

    /** What GET would answer, without the stream. */
    private void describe(HttpServletRequest request, HttpServletResponse response, View view, Access access)
            throws ForbiddenException {
        read(request, view, access).ifPresent(view::leave);
        answers.head(response);
    }

    private static StreamRequest entered(View view, StreamRequest asked) {
        return view.enter(asked)
                .orElseThrow(() -> new InvalidParameterException(
                        "select",
                        "streams of a view may have %d different sets of columns at a time, and others have them now"
                                .formatted(view.projections().setsMax()),
                        List.of()));
    }

    /** What is asked for, and may be seen; empty if the view's columns do not become known. */
    private Optional<StreamRequest> read(HttpServletRequest request, View view, Access access)
            throws ForbiddenException {
        access.check(view);
        return requests.read(request, view).map(access::confine).map(asked -> entered(view, asked));
    }

    private void begin(
            HttpServletRequest request, HttpServletResponse response, View view, StreamRequest asked, Client client)
            throws IOException {
        answers.head(response);
        if (plainHttp1(request)) {
            takeOver(request, response, view, asked, client);
        } else {
            send(response, view, asked, client);
        }
    }

    /** The container keeps the connection: this thread sends what the pump writes, and waits for the peer in the pump's place. */
    private void send(HttpServletResponse response, View view, StreamRequest asked, Client client) {
        var connection = pumps.bufferedConnection();
        var subscriber = pumps.subscriber(connection, view, asked, client);
        subscriber.start();
        var cause = Disconnect.CONNECTION_FAILED;
        try {
            var output = response.getOutputStream();
            output.write(answers.retries().usual().next());
            output.flush();
            connection.sendTo(output, subscriber::connectionWritable);
        } catch (IOException e) {
            cause = Disconnect.CLIENT_GONE;
        } catch (InterruptedException e) {
            cause = Disconnect.DRAIN;
            Thread.currentThread().interrupt();
        } finally {
            subscriber.connectionEnded(cause);
            connection.end();
        }
    }

    /** The bytes on the socket are ours alone: the pump writes them there itself, and this thread is done. */
    private void takeOver(
            HttpServletRequest request, HttpServletResponse response, View view, StreamRequest asked, Client client)
            throws IOException {
        boolean taken = false;
        try {
            response.setHeader("Connection", "close");
            var connection = request.upgrade(UpgradedConnection.class);
            // The upgrade is between us and the container: to the browser this is an ordinary response that goes on.
            response.setStatus(HttpServletResponse.SC_OK);
            connection.belongTo(pumps, view, asked, client);
            response.getOutputStream().write(answers.retries().usual().next());
            response.flushBuffer();
            taken = true;
        } catch (ServletException e) {
            throw new IllegalStateException("could not take the connection over from the container", e);
        } finally {
            if (!taken) {
                admission.leave(view, client, Disconnect.CLIENT_GONE);
                view.leave(asked);
            }
        }
    }

    /** Whether there is no encryption, and there are no frames of HTTP/2. */
    private static boolean plainHttp1(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1") && request.getAttribute(CIPHER_SUITE) == null;
    }
}
