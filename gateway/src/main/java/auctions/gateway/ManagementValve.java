package auctions.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Keeps the two ports apart: the management's paths are at the management's port, all others at the public one. */
final class ManagementValve extends ValveBase {
    private final Connector management;
    private final String path;

    /** Knows the management by its connector and by the path that all of its paths begin with. */
    ManagementValve(Connector management, String path) {
        super(true);
        this.management = management;
        this.path = path;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // As the container has decoded and normalized it.
        var asked = request.getDecodedRequestURI();
        boolean ofManagement = asked.equals(path) || asked.startsWith(path + "/");
        if (ofManagement == management.equals(request.getConnector())) {
            getNext().invoke(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
