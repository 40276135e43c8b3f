package media.kern.server.config;

/**
 * Something to say about the value of a setting.
 *
 * @param text for people and clients, without the name of the setting
 */
record Finding(Setting<?> setting, Severity severity, String text) {
    /** What a finding leads to. */
    enum Severity {
        /** Neither starts nor is accepted. */
        ERROR,
        /** The reference starts with it, so it starts with a warning, but is not accepted any more. */
        REFUSED_WHEN_NEW,
        /** Is told. */
        WARNING
    }

    static Finding error(Setting<?> setting, String text) {
        return new Finding(setting, Severity.ERROR, text);
    }

    static Finding refusedWhenNew(Setting<?> setting, String text) {
        return new Finding(setting, Severity.REFUSED_WHEN_NEW, text);
    }

    static Finding warning(Setting<?> setting, String text) {
        return new Finding(setting, Severity.WARNING, text);
    }
}
