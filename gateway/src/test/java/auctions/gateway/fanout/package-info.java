/** The log and its cursors, unit by unit, and all together under seeded faults. */
@NullMarked
package auctions.gateway.fanout;

import org.jspecify.annotations.NullMarked;
