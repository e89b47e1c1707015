package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {
    private static final long LINGER = 10;

    private final BatchAssembler assembler = new BatchAssembler(LINGER, 3);

    @Test
    void joinsRowsWithTheirProgress() {
        assembler.progress(progress(101, 2));
        add(100, 0);
        assertThat(assembler.take(0)).isEmpty();
        add(100, 1);
        assembler.moveTo(3);

        var batch = assembler.take(0);

        assertThat(batch).hasValueSatisfying(joined -> {
            assertThat(joined.updates()).extracting(Update::offset).containsExactly(0L, 1L);
            assertThat(joined.progress()).map(Progress::frontier).hasValue(101L);
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
        assertThat(assembler.take(LINGER)).hasValueSatisfying(batch -> {
            assertThat(batch.updates()).hasSize(1);
            assertThat(batch.progress()).isEmpty();
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

        assertThat(assembler.take(LINGER)).hasValueSatisfying(batch -> {
            assertThat(batch.updates()).isEmpty();
            assertThat(batch.progress()).map(Progress::frontier).hasValue(101L);
        });
    }

    @Test
    void doesNotWaitWhereThereIsNoProgress() {
        add(100, 0);

        assertThat(assembler.waitNanos(0)).isZero();
        assertThat(assembler.take(0)).map(batch -> batch.updates().size()).hasValue(1);
    }

    @Test
    void doesNotGatherWithoutBound() {
        assembler.progress(progress(1000, 1000));
        add(100, 0);
        add(100, 1);
        assertThat(assembler.take(0)).isEmpty();
        add(100, 2);

        assertThat(assembler.take(0)).map(batch -> batch.updates().size()).hasValue(3);
    }

    @Test
    void leavesTheNextTransactionForItsOwnProgress() {
        assembler.progress(progress(101, 1));
        add(100, 0);
        add(102, 2);
        assembler.moveTo(3);

        assertThat(assembler.take(0)).map(Batch::updates).map(List::size).hasValue(1);
        assertThat(assembler.take(0)).isEmpty();
        assertThat(assembler.take(LINGER)).map(Batch::updates).map(List::size).hasValue(1);
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
                .hasValueSatisfying(batch -> assertThat(batch.progress()).isEmpty());

        assembler.moveTo(3);

        assertThat(assembler.take(LINGER).flatMap(Batch::progress))
                .map(Progress::frontier)
                .hasValue(101L);
    }

    @Test
    void claimsNoFrontierBeyondARowThatWaits() {
        assembler.progress(progress(200, 1));
        add(100, 0);
        add(150, 2);
        assembler.moveTo(3);

        assertThat(assembler.take(0)).hasValueSatisfying(batch -> {
            assertThat(batch.updates()).hasSize(1);
            assertThat(batch.progress()).isEmpty();
        });
    }

    private void add(long timestamp, long offset) {
        assembler.add(new Update.Delete(timestamp, offset, 0, new byte[0]), 0);
    }

    private static ProgressRecord progress(long frontier, long nextOffset) {
        return new ProgressRecord(new Progress(frontier, OptionalLong.empty(), List.of()), nextOffset);
    }
}
