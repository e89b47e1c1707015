package auctions.ingestor;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the ingestor takes from the machine that it runs on, and what makes a run unrepeatable; the simulation puts its
 * own in place.
 *
 * @param clock wall clock, for comparing with Materialize's time
 * @param monotonic for all that waits
 * @param random jitter and hash keys
 * @param pause lets time pass
 */
record Platform(InstantSource clock, MonotonicClock monotonic, RandomGenerator random, Pause pause) {}
