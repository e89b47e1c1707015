/**
 * The pipeline on a real Materialize: {@code mvn -Preal-materialize verify} runs these tests and nothing else, on the server that
 * the start script of {@code -Dmaterialize.serve} starts, or without it on the vendor's image.
 */
@NullMarked
package auctions.e2e.real;

import org.jspecify.annotations.NullMarked;
