package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;

/**
 * One target of FFmpeg's tee.
 *
 * @param address unquoted
 * @param options the options of the muxer, in brackets before the address
 */
record TeeTarget(String address, List<KeyValue> options) {

    /** The targets of an address that are separated by {@code |}. At least one, whose address may be empty. */
    static List<TeeTarget> in(String address) {
        QuotedText reader = new QuotedText(address);
        List<TeeTarget> targets = new ArrayList<>();
        targets.add(of(reader.token("|")));
        while (!reader.atEnd()) {
            reader.skip();
            targets.add(of(reader.token("|")));
        }
        return targets;
    }

    /** Whether an address whose options aren't known may be one of a tee. */
    static boolean maybeIn(String address) {
        return address.indexOf('|') >= 0 || address.startsWith("[");
    }

    /** Whether the address is itself for the tee muxer. */
    boolean isTee() {
        return options.stream().anyMatch(option -> option.value().equalsIgnoreCase("tee"));
    }

    /** A group that isn't closed is no group: FFmpeg refuses it, and here it is a strange file name. */
    private static TeeTarget of(String target) {
        if (!target.startsWith("[")) {
            return new TeeTarget(target, List.of());
        }
        QuotedText reader = new QuotedText(target);
        List<KeyValue> options = new ArrayList<>();
        do {
            reader.skip();
            options.add(KeyValue.argument(target, reader, ":]"));
        } while (reader.at(':'));
        return reader.atEnd()
                ? new TeeTarget(target, List.of())
                : new TeeTarget(target.substring(reader.position() + 1), List.copyOf(options));
    }
}
