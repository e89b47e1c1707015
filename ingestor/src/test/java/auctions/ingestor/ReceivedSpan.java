package auctions.ingestor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span as it came over the wire.
 *
 * @param service the resource's name of the service
 * @param attributes as text, whatever their types
 * @param parent whether the span is part of another one
 */
public record ReceivedSpan(
        String service, String name, Map<String, String> attributes, Duration start, Duration took, boolean parent) {

    // Numbers of fields in OpenTelemetry's definition of an ExportTraceServiceRequest and of what is inside of it.
    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int START = 7;
    private static final int END = 8;
    private static final int ATTRIBUTES = 9;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** All of a request. */
    static List<ReceivedSpan> allOf(byte[] request) {
        return new ProtobufMessage(request)
                .messages(RESOURCE_SPANS)
                .flatMap(ofResource -> {
                    var resource = ofResource.messages(RESOURCE).findFirst().orElseThrow();
                    var service = attributes(resource, RESOURCE_ATTRIBUTES).getOrDefault("service.name", "");
                    return ofResource
                            .messages(SCOPE_SPANS)
                            .flatMap(scope -> scope.messages(SPANS))
                            .map(span -> of(service, span));
                })
                .toList();
    }

    private static ReceivedSpan of(String service, ProtobufMessage span) {
        var start = Duration.ofNanos(span.number(START));
        return new ReceivedSpan(
                service,
                span.text(NAME),
                attributes(span, ATTRIBUTES),
                start,
                Duration.ofNanos(span.number(END)).minus(start),
                span.has(PARENT_SPAN_ID));
    }

    private static Map<String, String> attributes(ProtobufMessage of, int field) {
        return of.messages(field)
                .collect(Collectors.toMap(
                        attribute -> attribute.text(KEY),
                        attribute -> attribute
                                .messages(VALUE)
                                .findFirst()
                                .orElseThrow()
                                .onlyText()));
    }
}
