package media.kern.core.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database cannot be understood. Its file has not been touched: repair it or move it away. */
public final class DatabaseException extends Exception {
    private static final long serialVersionUID = 1L;

    DatabaseException(Path file, @Nullable String reason) {
        super("failed to load data from DB (" + reason + "): repair or move away " + file);
    }
}
