package media.kern.server.config;

/** What a name in a section of the document stands for. */
sealed interface SectionField permits Section, SectionField.Leaf {
    /** The value of a setting. */
    record Leaf(Setting<?> setting) implements SectionField {}
}
