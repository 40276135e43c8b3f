package media.kern.server.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A playlist or manifest with gaps for the id of a session.
 *
 * @param parts what stands before, between and behind the gaps
 * @param variants whether it names other playlists, which is where players begin
 * @param changed whether it is anything else than what it was made of
 */
record Template(List<byte[]> parts, boolean variants, boolean changed) {

    /** The same template, by what it was made of. */
    Template of(String original) {
        boolean same =
                (parts.size() == 1) && Arrays.equals(parts.getFirst(), original.getBytes(StandardCharsets.UTF_8));
        return new Template(parts, variants, !same);
    }

    /** The text with the id in all gaps. */
    byte[] with(String session) {
        byte[] id = session.getBytes(StandardCharsets.UTF_8);
        int length = (parts.size() - 1) * id.length;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] text = new byte[length];
        int end = 0;
        for (int index = 0; index < parts.size(); index++) {
            if (index > 0) {
                System.arraycopy(id, 0, text, end, id.length);
                end += id.length;
            }
            byte[] part = parts.get(index);
            System.arraycopy(part, 0, text, end, part.length);
            end += part.length;
        }
        return text;
    }

    /** How much memory it takes, about. */
    int bytes() {
        return parts.stream().mapToInt(part -> part.length + Long.BYTES * 3).sum();
    }

    /** Collects text and gaps. */
    static final class Builder {
        private final List<byte[]> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Builder text(CharSequence more) {
            text.append(more);
            return this;
        }

        Builder gap() {
            parts.add(take());
            return this;
        }

        Template build(boolean variants) {
            parts.add(take());
            return new Template(List.copyOf(parts), variants, true);
        }

        private byte[] take() {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            text.setLength(0);
            return bytes;
        }
    }
}
