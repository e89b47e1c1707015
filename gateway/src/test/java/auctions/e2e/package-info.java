/** The whole pipeline in tests: both services, the simulated Materialize and real brokers, judged from outside. */
@NullMarked
package auctions.e2e;

import org.jspecify.annotations.NullMarked;
