package media.kern.core.address;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which addresses processes may use. URLs need a well-formed authority, all addresses must pass the access
 * lists, and outputs to files must stay inside of the base folder. Inputs may be any file or device, unless they are
 * confined, too. Immutable and safe for concurrent use.
 */
public final class AddressPolicy {
    /** The longest accepted address, in UTF-16 units. */
    public static final int MAX_LENGTH = AccessList.MAX_LENGTH;

    /** How many protocols may be wrapped around an address. */
    private static final int MAX_WRAPPERS = 8;

    private static final Pattern DESCRIPTOR = Pattern.compile("(pipe|fd):\\d*");

    /** ZeroMQ removes whatever is there and puts a socket in its place. */
    private static final Pattern SOCKET_FILE = Pattern.compile("zmq:(ipc|inproc):", Pattern.CASE_INSENSITIVE);

    private final AccessList inputs;
    private final AccessList outputs;
    private final DiskConfinement disk;
    private final boolean confinesInputs;

    /**
     * @param base the folder that outputs to files are confined to; {@code /} if there is no disk storage
     * @param confinesInputs whether inputs from files are confined to that folder, too
     */
    public AddressPolicy(AccessList inputs, AccessList outputs, Path base, boolean confinesInputs) {
        this(inputs, outputs, base, confinesInputs, Path.of(""));
    }

    AddressPolicy(AccessList inputs, AccessList outputs, Path base, boolean confinesInputs, Path workingDirectory) {
        this(
                inputs,
                outputs,
                new DiskConfinement(base.toAbsolutePath().normalize(), workingDirectory.toAbsolutePath()),
                confinesInputs);
    }

    private AddressPolicy(AccessList inputs, AccessList outputs, DiskConfinement disk, boolean confinesInputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.disk = disk;
        this.confinesInputs = confinesInputs;
    }

    /** Whether there are files that processes may not write. */
    boolean confinesOutputs() {
        return !disk.isEverywhere();
    }

    /** Whether there are files that processes may not read. */
    boolean confinesInputs() {
        return confinesInputs && !disk.isEverywhere();
    }

    /**
     * Checks the resolved address of an input, but for the confinement: that needs its options, which the
     * {@link OptionPolicy} knows.
     *
     * @throws AddressException if it is malformed or not allowed
     */
    public void checkInput(String address) throws AddressException {
        String trimmed = trimmed(address);
        if (RelaxedUrl.hasScheme(trimmed)) {
            RelaxedUrl.parse(trimmed);
        }
        require(inputs.accepts(trimmed));
    }

    /**
     * Checks the resolved address of an output whose options aren't known. One with a {@code |} or a leading {@code [}
     * is taken for a tee.
     *
     * @throws AddressException if it, or one target of a tee, is malformed, not allowed or outside of the base folder
     */
    public OutputKind checkOutput(String address) throws AddressException {
        String trimmed = trimmed(address);
        return TeeTarget.maybeIn(trimmed) ? teeOrFile(trimmed) : target(trimmed, MAX_WRAPPERS);
    }

    private OutputKind teeOrFile(String address) throws AddressException {
        OutputKind kind = checkTee(address);
        if (!isUrl(address) && isAmbiguous(address)) {
            // Without the tee muxer this is one file name, and folders named "x|http:" can be made to exist.
            disk.confine(address);
        }
        return kind;
    }

    /**
     * Checks the resolved address of an output with the help of its options: they tell whether it is for the tee muxer.
     * If not, a URL may contain a {@code |}.
     *
     * @throws AddressException as for {@link #checkOutput(String)}
     */
    public OutputKind checkOutput(String address, List<String> options) throws AddressException {
        String trimmed = trimmed(address);
        if (isForTee(options)) {
            return checkTee(trimmed);
        }
        if (options.stream().anyMatch("tee"::equalsIgnoreCase)) {
            return teeOrFile(trimmed);
        }
        boolean url = isUrl(trimmed) && WrappedAddress.in(trimmed).isEmpty();
        return url ? target(trimmed, MAX_WRAPPERS) : checkOutput(trimmed);
    }

    /** Whether FFmpeg surely takes the tee muxer; a word among the options may be a title. */
    private static boolean isForTee(List<String> options) {
        try {
            CommandPart output = new CommandPart(CommandPart.Kind.OUTPUT, "", options, "");
            return CommandLine.groups(List.of(output)).getLast().format().equals("tee");
        } catch (AddressException e) {
            return false;
        }
    }

    private OutputKind checkTee(String address) throws AddressException {
        OutputKind kind = tee(address, MAX_WRAPPERS);
        // The tee protocol unquotes once more than the tee muxer, so both readings must be fine.
        return WrappedAddress.in(address).isPresent() ? kind.and(target(address, MAX_WRAPPERS)) : kind;
    }

    private OutputKind tee(String address, int wrappers) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        for (TeeTarget target : TeeTarget.in(address)) {
            boolean nested = target.isTee();
            require(!nested || wrappers > 0);
            kind = kind.and(nested ? tee(target.address(), wrappers - 1) : target(target.address(), wrappers));
        }
        return kind;
    }

    private OutputKind target(String address, int wrappers) throws AddressException {
        return address.equals("-") ? OutputKind.STREAM : opened(address, wrappers);
    }

    /** What FFmpeg opens, after a lone dash got its meaning. */
    private OutputKind opened(String address, int wrappers) throws AddressException {
        Optional<WrappedAddress> wrapped = WrappedAddress.in(address);
        if (wrapped.isPresent()) {
            return unwrapped(address, wrapped.get(), wrappers);
        }
        if (!isUrl(address)) {
            return file(address);
        }
        if (confinesOutputs() && SOCKET_FILE.matcher(address).lookingAt()) {
            throw new AddressException("a socket in the file system is not allowed");
        }
        RelaxedUrl.parse(address);
        require(outputs.accepts(address));
        return OutputKind.STREAM;
    }

    private OutputKind unwrapped(String address, WrappedAddress wrapped, int wrappers) throws AddressException {
        require(wrappers > 0 && outputs.tolerates(address));
        if (wrapped.wrapper().opensPaths()) {
            return file(wrapped.address());
        }
        return wrapped.wrapper() == WrappedAddress.Wrapper.TEE
                ? tee(wrapped.address(), wrappers - 1)
                : opened(wrapped.address(), wrappers - 1);
    }

    /**
     * Checks what an option makes FFmpeg write besides its outputs. A descriptor that is open already is fine. The list of
     * what outputs are allowed is about outputs; what is blocked is blocked for both.
     */
    OutputKind checkWritten(String address) throws AddressException {
        requireLength(address);
        return DESCRIPTOR.matcher(address).matches()
                ? OutputKind.STREAM
                : besides().opened(address, MAX_WRAPPERS);
    }

    private AddressPolicy besides() {
        return new AddressPolicy(inputs, outputs.blockOnly(), disk, confinesInputs);
    }

    /** Whether a text is more than a name or path. */
    static boolean isAddress(String text) {
        return isUrl(text) || WrappedAddress.in(text).isPresent();
    }

    /** Checks an input, or what an option makes FFmpeg read, if that is confined. */
    void checkRead(String address) throws AddressException {
        if (confinesInputs()) {
            requireLength(address);
            new InputConfinement(disk).check(address);
        }
    }

    /** As {@link #checkWritten}, of a file that is written without regard to protocols. */
    OutputKind writtenFile(String path) throws AddressException {
        return besides().file(path);
    }

    private OutputKind file(String path) throws AddressException {
        Path confined = disk.confine(path);
        require(outputs.accepts("file:" + confined));
        return DiskConfinement.isDevice(confined) ? OutputKind.STREAM : OutputKind.DISK;
    }

    /** To FFmpeg, a protocol is all letters, digits, plus, minus and dot before a colon; anything else is a file. */
    static boolean isUrl(String address) {
        int end = 0;
        while (end < address.length() && isProtocolCharacter(address.charAt(end))) {
            end++;
        }
        return end < address.length() && address.charAt(end) == ':' && RelaxedUrl.hasScheme(address);
    }

    private static boolean isProtocolCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "+-.".indexOf(character) >= 0;
    }

    /**
     * Whether all targets of a tee may be fine although the same text as a file name leads out. A relative name without
     * {@code ..} doesn't: it begins with a folder such as {@code [f=null]-|} that nobody has.
     */
    private static boolean isAmbiguous(String address) {
        boolean quoted = address.indexOf('\'') >= 0 || address.indexOf('\\') >= 0;
        return address.startsWith("/")
                || (quoted && !address.startsWith("["))
                || List.of(address.split("/")).contains("..");
    }

    private static String trimmed(String address) throws AddressException {
        requireLength(address);
        return address.strip();
    }

    private static void requireLength(String address) throws AddressException {
        if (address.length() > MAX_LENGTH) {
            throw new AddressException(
                    "the address has " + address.length() + " characters, the limit is " + MAX_LENGTH);
        }
    }

    private static void require(boolean allowed) throws AddressException {
        if (!allowed) {
            throw new AddressException("address is not allowed");
        }
    }
}
