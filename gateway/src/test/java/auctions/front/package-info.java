/**
 * The front of docker-compose.yml: its {@code .compose/haproxy.cfg} in a real HAProxy, before gateways that fail on demand. Without a
 * HAProxy of that release on the PATH these tests are skipped and say so; {@code .ci/haproxy} finds one.
 */
@NullMarked
package auctions.front;

import org.jspecify.annotations.NullMarked;
