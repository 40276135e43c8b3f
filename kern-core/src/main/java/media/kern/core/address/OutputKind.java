package media.kern.core.address;

/** Where an output goes to. */
public enum OutputKind {
    /** At least a part of it is written to the disk. */
    DISK,
    /** Network, device or pipe. */
    STREAM;

    /** Whether it has to stop when the disk is full. */
    public boolean writesToDisk() {
        return this == DISK;
    }

    OutputKind and(OutputKind other) {
        return this == DISK ? DISK : other;
    }
}
