package auctions.gateway.pump;

/** Every reason to disconnect or refuse a subscriber. The label is the word in the log and the tag of the metric. */
public enum Disconnect {
    /** The other side closed, or the way to it broke. */
    CLIENT_GONE("client_gone"),
    /** Its connection failed in a way that networks do not: a fault of the gateway or of its container, told in the log. */
    CONNECTION_FAILED("connection_failed"),
    /** It took no byte of what was pending for the write time-out. */
    WRITE_TIMEOUT("write_timeout"),
    /** It stood inside of a block for so long that the log dropped the block; it comes back with its last id. */
    BLOCK_DROPPED("block_dropped"),
    /** This replica did not catch up with the topic, or did not reach the id to continue from, in time; another may have. */
    NOT_CAUGHT_UP("not_caught_up"),
    /** It asked for a filter, and the view's columns did not become known in time: it was told to come back later. */
    COLUMNS_UNKNOWN("columns_unknown"),
    /** The buffers of streams over TLS and HTTP/2 are full, because many peers take nothing. */
    BUFFERS_FULL("buffers_full"),
    /** There is no room for one more subscriber: it was told to come back later. */
    OVERLOAD("overload"),
    /** Its address has as many streams as one may: it was told to come back later. */
    ADDRESS_LIMIT("address_limit"),
    /** Its login's subject has as many streams as one may: it was told to come back later. */
    SUBJECT_LIMIT("subject_limit"),
    /** It asks for more filters than a stream may have: it was told to come back later. */
    FILTER_LIMIT("filter_limit"),
    /** The view's topic does not exist, perhaps not yet: it was told to come back later. */
    NO_TOPIC("no_topic"),
    /** Its login is about to end: it was told so. */
    EXPIRED("expired"),
    /** The keys that logins are checked by could not be fetched: it was told to come back later. */
    KEYS_UNAVAILABLE("keys_unavailable"),
    /** This gateway is going away. */
    DRAIN("drain");

    private final String label;

    Disconnect(String label) {
        this.label = label;
    }

    /** The word for logs and metrics. */
    String label() {
        return label;
    }
}
