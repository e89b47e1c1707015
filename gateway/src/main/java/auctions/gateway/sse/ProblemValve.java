package auctions.gateway.sse;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Tomcat's own errors, such as a head that is no HTTP or too large, in the form of all others. Public because Tomcat makes it. */
public final class ProblemValve extends ErrorReportValve {
    private static final int CLIENT_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < CLIENT_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Problem.answer(response, status, Map.of());
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("could not report an error to a client", e);
        }
    }
}
