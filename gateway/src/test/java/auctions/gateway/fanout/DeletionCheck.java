package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the deletions of a filtered stream against the topic: none of a row that was not shown, as far as the log can know. */
final class DeletionCheck {
    private boolean needless;
    private long compactedOffset;

    /** A stream without a past; one without a snapshot has not shown what is deleted. */
    void begin(FakeReplica at, boolean snapshot) {
        compactedOffset = at.log.generation().head().compactedOffset();
        needless = !snapshot;
    }

    /** A stream that goes on from a memory. A clock that is wrong makes a gateway careful with those who come from another. */
    void resume(FakeReplica at, FakeMemory memory) {
        compactedOffset = at.log.generation().head().compactedOffset();
        needless = memory.needless() || !memory.tracked() || !at.clockIsRight;
    }

    /** What the stream holds is known to be the topic's state. */
    void inStep() {
        needless = false;
    }

    /** Whether a deletion of a row that is not held may come. */
    boolean needless() {
        return needless;
    }

    /** Whether the log found records in the topic when it began, which may have been compacted before. */
    boolean foundTopic() {
        return compactedOffset >= 0;
    }

    /** A deletion of a row that is not held: the version before is compacted away, or may be elsewhere. */
    void notHeld(FakeTopic topic, FakeEntry deletion, long nowMillis) {
        assertThat(needless
                        || compactedOffset >= deletion.update.offset()
                        || deletion.time() <= nowMillis - Fixture.LAG.toMillis()
                        || deletion.previous.stream().anyMatch(before -> before.isDroppable(topic.closed())))
                .as("deletion %s is of a row that may be held", deletion.id())
                .isTrue();
    }
}
