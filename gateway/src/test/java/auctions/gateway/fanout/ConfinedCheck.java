package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds a stream that is confined to the rows of its filter against the topic: it is told no key of which no version ever passed. */
record ConfinedCheck(FakeRequest request) {
    /** A deletion came. */
    void deleted(FakeEntry entry) {
        assertThat(request.confined() && !entry.wasEverShown(request))
                .as("%s tells a stranger's key", entry.id())
                .isFalse();
    }

    /**
     * A reset came: of what could not be continued, or because nobody knows whether the next deletion is a stranger's. The latter may be
     * where versions are gone, or where a log cannot say that none were, since the topic was there before it.
     */
    void reset(FakeTopic topic, FakeBlock reset, boolean continuable, boolean foundTopic) {
        var mayBeAStrangers = request.confined()
                && reset.data().contains("not known any more which rows were shown")
                && (foundTopic
                        || topic.byOffset.values().stream().anyMatch(entry -> entry.isDroppable(topic.closed())));
        assertThat(continuable && !mayBeAStrangers)
                .as("a reset of what could be continued: %s", reset.data())
                .isFalse();
    }
}
