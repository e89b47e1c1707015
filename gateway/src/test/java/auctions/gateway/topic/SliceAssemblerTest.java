package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceAssemblerTest {
    private static final long LINGER = 10;

    private final SliceAssembler assembler = new SliceAssembler(LINGER, 3);

    @Test
    void joinsRowsWithTheirProgress() {
        assembler.progress(progress(101, 2));
        add(100, 0);
        assertThat(assembler.take(0)).isEmpty();
        add(100, 1);
        assembler.moveTo(3);

        var slice = assembler.take(0);

        assertThat(slice).hasValueSatisfying(joined -> {
            assertThat(joined.updates()).extracting(Update::offset).containsExactly(0L, 1L);
            assertThat(joined.progress()).map(Progress::frontier).hasValue(new MzTimestamp(101));
        });
        assertThat(assembler.take(0)).isEmpty();
    }

    @Test
    void handsRowsOnAfterTheLinger() {
        assembler.progress(progress(50, 0));
        assembler.take(0);
        add(100, 0);
        assembler.moveTo(1);

        assertThat(assembler.take(LINGER - 1)).isEmpty();
        assertThat(assembler.take(LINGER)).hasValueSatisfying(slice -> {
            assertThat(slice.updates()).hasSize(1);
            assertThat(slice.progress()).isEmpty();
        });
    }

    @Test
    void claimsLateProgressByItself() {
        assembler.progress(progress(50, 0));
        assembler.take(0);
        add(100, 0);
        assembler.moveTo(1);
        assembler.take(LINGER);
        assembler.progress(progress(101, 1));

        assertThat(assembler.take(LINGER)).hasValueSatisfying(slice -> {
            assertThat(slice.updates()).isEmpty();
            assertThat(slice.progress()).map(Progress::frontier).hasValue(new MzTimestamp(101));
        });
    }

    @Test
    void doesNotWaitWhereThereIsNoProgress() {
        add(100, 0);

        assertThat(assembler.waitNanos(0)).isZero();
        assertThat(assembler.take(0)).map(slice -> slice.updates().size()).hasValue(1);
    }

    @Test
    void doesNotGatherWithoutBound() {
        assembler.progress(progress(1000, 1000));
        add(100, 0);
        add(100, 1);
        assertThat(assembler.take(0)).isEmpty();
        add(100, 2);

        assertThat(assembler.take(0)).map(slice -> slice.updates().size()).hasValue(3);
    }

    @Test
    void leavesTheNextTransactionForItsOwnProgress() {
        assembler.progress(progress(101, 1));
        add(100, 0);
        add(102, 2);
        assembler.moveTo(3);

        assertThat(assembler.take(0)).map(TopicSlice::updates).map(List::size).hasValue(1);
        assertThat(assembler.take(0)).isEmpty();
        assertThat(assembler.take(LINGER))
                .map(TopicSlice::updates)
                .map(List::size)
                .hasValue(1);
    }

    @Test
    void neverClaimsBelowWhatItHandedOn() {
        assembler.progress(progress(50, 0));
        assembler.take(0);
        add(100, 0);
        add(200, 2);
        assembler.moveTo(3);
        assembler.take(LINGER);
        assembler.progress(progress(101, 1));

        assertThat(assembler.take(LINGER)).isEmpty();
    }

    @Test
    void claimsOnlyWhatRises() {
        assembler.progress(progress(101, 0));
        assertThat(assembler.take(0)).isPresent();
        assembler.progress(progress(101, 0));

        assertThat(assembler.take(0)).isEqualTo(Optional.empty());
    }

    @Test
    void claimsNothingBeforeThePlaceWhereReadingBegan() {
        assembler.claimFrom(3);
        assembler.progress(progress(101, 1));
        add(100, 0);
        assembler.moveTo(2);

        assertThat(assembler.take(LINGER))
                .hasValueSatisfying(slice -> assertThat(slice.progress()).isEmpty());

        assembler.moveTo(3);

        assertThat(assembler.take(LINGER).flatMap(TopicSlice::progress))
                .map(Progress::frontier)
                .hasValue(new MzTimestamp(101));
    }

    @Test
    void saysWhichSlicesMayLackOlderVersions() {
        assembler.claimFrom(3);
        add(100, 2);
        assertThat(assembler.take(LINGER)).map(TopicSlice::compacted).hasValue(true);

        add(100, 3);
        assertThat(assembler.take(LINGER)).map(TopicSlice::compacted).hasValue(false);
    }

    @Test
    void claimsNoFrontierBeyondARowThatWaits() {
        assembler.progress(progress(200, 1));
        add(100, 0);
        add(150, 2);
        assembler.moveTo(3);

        assertThat(assembler.take(0)).hasValueSatisfying(slice -> {
            assertThat(slice.updates()).hasSize(1);
            assertThat(slice.progress()).isEmpty();
        });
    }

    private void add(long timestamp, long offset) {
        assembler.add(new Update.Delete(new MzTimestamp(timestamp), offset, new byte[0]), 0);
    }

    private static ProgressRecord progress(long frontier, long nextOffset) {
        return new ProgressRecord(new Progress(new MzTimestamp(frontier), Optional.empty(), List.of()), nextOffset);
    }
}
