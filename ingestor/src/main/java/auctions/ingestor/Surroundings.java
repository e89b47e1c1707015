package auctions.ingestor;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What makes a run unrepeatable, so that the simulation can put its own in place.
 *
 * @param clock wall clock, for waiting and for people
 * @param random jitter and hash keys
 * @param pause lets time pass
 */
record Surroundings(InstantSource clock, RandomGenerator random, Pause pause) {}
