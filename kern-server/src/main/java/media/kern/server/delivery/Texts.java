package media.kern.server.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import media.kern.core.fs.StoredFile;

/** Reads playlists and manifests. */
final class Texts {
    /** A day of segments of two seconds with long names. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private Texts() {}

    /** Nothing if the file is too large (8 MiB) or no UTF-8: then it is not what its name says. */
    static Optional<String> read(StoredFile file) throws IOException {
        if (file.size() > MAX_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes(0, (int) file.size()));
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
