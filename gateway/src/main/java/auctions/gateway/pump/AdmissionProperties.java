package auctions.gateway.pump;

import auctions.gateway.properties.PropertyRules;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many streams one client may have, and of how many filters; a browser that wants more is told to come back.
 *
 * @param perAddress of one address, or of one IPv6 network of 64 bits; 0 means half of all places
 * @param perSubject of one subject of a login
 * @param filtersPerStream values that one stream may be filtered by
 */
@ConfigurationProperties("gateway.admission")
record AdmissionProperties(
        @DefaultValue("0") int perAddress,
        @DefaultValue("1000") int perSubject,
        @DefaultValue("100") int filtersPerStream) {
    private static final PropertyRules RULES = new PropertyRules("gateway.admission");

    AdmissionProperties {
        RULES.notNegative("per-address", perAddress);
        RULES.positive("per-subject", perSubject);
        RULES.notNegative("filters-per-stream", filtersPerStream);
    }

    /** The places of one address where there are so many in all. */
    int perAddress(int places) {
        return perAddress == 0 ? Math.ceilDiv(places, 2) : perAddress;
    }
}
