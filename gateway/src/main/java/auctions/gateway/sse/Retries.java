package auctions.gateway.sse;

/**
 * How long browsers are told to wait before they come back.
 *
 * @param usual to those who are let in
 * @param overload to those for whom there is no room
 */
record Retries(RetryBlocks usual, RetryBlocks overload) {}
