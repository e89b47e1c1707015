/**
 * Measurements, as programs: each prints its figures and ends. They run no part of the gate; MEASUREMENTS.md has their results.
 * The ingestor and the broker run as processes of their own, so that their memory and processor time are not ours.
 */
@NullMarked
package auctions.ingestor.bench;

import org.jspecify.annotations.NullMarked;
