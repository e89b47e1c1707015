package auctions.gateway.filter;

import auctions.gateway.log.Generation;
import auctions.gateway.log.SegmentIndex;
import java.util.ArrayList;
import java.util.List;

/** The columns that a stream can be filtered by. */
public final class Columns {
    private Columns() {}

    /**
     * The view's columns, as the progress record says; where none does, as beside a native sink, the members of the newest
     * row, since every row has all columns. Empty if neither is known yet.
     */
    public static List<String> of(Generation generation) {
        var head = generation.head();
        var declared = generation.columns();
        if (!declared.isEmpty()) {
            return declared;
        }
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
