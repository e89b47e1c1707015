package auctions.gateway.filter;

import auctions.gateway.log.Generation;
import auctions.gateway.log.SegmentIndex;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The columns that the streams of a view can be filtered by. Any thread's. */
public final class Columns {
    private volatile OfRows ofRows = new OfRows(new WeakReference<>(null), List.of());

    /** The columns of a log's rows. The reference is weak: a log that nobody else needs must not stay in memory. */
    private record OfRows(WeakReference<Generation> generation, List<String> names) {}

    /**
     * The view's columns, as the progress record says; where none does, as beside a native sink, the members of the newest
     * row, since every row has all columns. Empty if neither is known yet.
     */
    public List<String> of(Generation generation) {
        var declared = generation.columns();
        if (!declared.isEmpty()) {
            return declared;
        }
        var known = ofRows;
        if (known.generation().refersTo(generation)) {
            return known.names();
        }
        var names = ofNewestRow(generation);
        if (!names.isEmpty()) {
            ofRows = new OfRows(new WeakReference<>(generation), names);
        }
        return names;
    }

    private static List<String> ofNewestRow(Generation generation) {
        var head = generation.head();
        var segments = generation.segments();
        for (var at = segments.size() - 1; at >= 0; at--) {
            var segment = segments.get(at);
            for (var index = segment.size(head.sequence()) - 1; index >= 0; index--) {
                if (segment.index().kinds[index] == SegmentIndex.ROW) {
                    return members(new RowReader().begin(segment, index));
                }
            }
        }
        return List.of();
    }

    private static List<String> members(JsonScanner scanner) {
        var names = new ArrayList<String>();
        while (scanner.next()) {
            names.add(scanner.name().toString());
        }
        return List.copyOf(names);
    }
}
