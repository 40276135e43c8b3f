package media.kern.server.config;

import org.slf4j.event.Level;

/**
 * One line for the log about a variable.
 *
 * @param level debug for the plain listing, warn and error if there is something to tell
 * @param name of the variable
 * @param value that is active, {@code ***} for a secret
 * @param environmentName empty if there is none
 * @param description of the variable
 * @param override whether the value comes from the environment
 * @param text empty in the plain listing
 */
public record ConfigMessage(
        Level level,
        String name,
        String value,
        String environmentName,
        String description,
        boolean override,
        String text) {}
