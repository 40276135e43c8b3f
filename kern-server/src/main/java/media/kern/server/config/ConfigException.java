package media.kern.server.config;

import org.jspecify.annotations.Nullable;

/** The configuration file cannot be used; it was left as it is. The message names the file and the reason. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
