package auctions.gateway.fanout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The views that this gateway serves, in the order of its configuration. Immutable. */
public final class Views {
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Supplier<Scratch> scratch;

    /** For these views, at least one, of different names; and for what cursors of any of them are lent. */
    Views(List<View> views, Supplier<Scratch> scratch) {
        views.forEach(view -> this.views.put(view.name(), view));
        this.scratch = scratch;
    }

    /** The one that is served without a name. */
    public View first() {
        return views.values().iterator().next();
    }

    /** The one with this name. */
    public Optional<View> named(String name) {
        return Optional.ofNullable(views.get(name));
    }

    /** All of them. */
    public List<View> all() {
        return List.copyOf(views.values());
    }

    /** Their names. */
    public List<String> names() {
        return List.copyOf(views.keySet());
    }

    /** What a pump lends to the cursors of all views, one after the other. */
    public Scratch scratch() {
        return scratch.get();
    }
}
