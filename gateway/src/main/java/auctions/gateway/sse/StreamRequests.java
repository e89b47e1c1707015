package auctions.gateway.sse;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Reads what is asked of a stream from its request. Any thread's. */
final class StreamRequests {
    private final Views views;
    private final KnownColumns columns;

    StreamRequests(Views views, KnownColumns columns) {
        this.views = views;
        this.columns = columns;
    }

    /** The views that streams are of. */
    Views views() {
        return views;
    }

    /**
     * What is asked for. A request that names columns waits until the view's columns are known.
     *
     * @return empty if the view's columns do not become known
     * @throws InvalidParameterException if it asks for what there is not
     */
    Optional<StreamRequest> read(HttpServletRequest request, View view) {
        return columns.read(view, known -> parse(request, known), StreamRequests::namesColumns);
    }

    private static boolean namesColumns(StreamRequest asked) {
        return !asked.filter().passesEverything() || !asked.projection().showsAll();
    }

    private static StreamRequest parse(HttpServletRequest request, ViewColumns columns) {
        return RequestParameters.parse(RequestQuery.of(request), request.getHeader("Last-Event-ID"), columns);
    }
}
