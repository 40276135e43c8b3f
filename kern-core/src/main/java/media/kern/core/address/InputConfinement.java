package media.kern.core.address;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps file inputs inside of a folder, or to devices. What a playlist, a session description or a track of a container
 * refers to is known only when FFmpeg has opened it, and isn't seen here: FFmpeg's own defaults keep remote playlists
 * away from files, and a list of files to what is beside it.
 */
final class InputConfinement {
    private static final int MAX_WRAPPERS = 8;

    /** More parts of a concatenation are refused, because each asks the file system. */
    private static final int MAX_PARTS = 1000;

    /** Protocols without a file: what follows them is a descriptor that is open already, or the content itself. */
    private static final Pattern NO_FILE = Pattern.compile("(pipe|fd|data):.*", Pattern.DOTALL);

    /** The only form whose inner address can't be mistaken; the separator is whatever follows the first comma. */
    private static final Pattern SUBFILE = Pattern.compile("subfile(,(,[a-z]+,\\d+){0,4},,)?:.*", Pattern.DOTALL);

    /** Formats whose address is the name of a device, which FFmpeg doesn't open as a file. */
    private static final Set<String> NAMED_DEVICES = Set.of(
            "alsa",
            "android_camera",
            "avfoundation",
            "decklink",
            "dshow",
            "gdigrab",
            "iec61883",
            "jack",
            "kmsgrab",
            "libdc1394",
            "libndi_newtek",
            "openal",
            "pulse",
            "sndio",
            "x11grab",
            "xcbgrab");

    private final DiskConfinement disk;

    InputConfinement(DiskConfinement disk) {
        this.disk = disk;
    }

    static boolean isNamedDevice(String format) {
        return NAMED_DEVICES.contains(format);
    }

    /** @throws AddressException if FFmpeg would open a file that is neither a device nor inside of the folder */
    void check(String address) throws AddressException {
        if (!address.equals("-")) {
            opened(address, MAX_WRAPPERS);
        }
    }

    private void opened(String address, int wrappers) throws AddressException {
        Optional<WrappedAddress> wrapped = WrappedAddress.in(address);
        if (wrapped.isPresent()) {
            unwrapped(address, wrapped.get(), wrappers);
        } else if (!AddressPolicy.isUrl(address) && !NO_FILE.matcher(address).matches()) {
            disk.confine(address);
        }
    }

    private void unwrapped(String address, WrappedAddress wrapped, int wrappers) throws AddressException {
        if (wrappers == 0) {
            throw new AddressException("more than " + MAX_WRAPPERS + " protocols are wrapped around the address");
        }
        String inner = wrapped.address();
        if (wrapped.wrapper().opensPaths()) {
            disk.confine(inner);
            return;
        }
        switch (wrapped.wrapper()) {
            case CONCAT, TEE -> parts(inner, wrappers - 1);
            case CONCATF -> throw new AddressException("what the list of concatf: names can't be checked");
            case SUBFILE -> {
                if (!SUBFILE.matcher(address).matches()) {
                    throw new AddressException("the form is subfile,,start,0,end,0,,:path");
                }
                opened(inner, wrappers - 1);
            }
            default -> opened(inner, wrappers - 1);
        }
    }

    private void parts(String joined, int wrappers) throws AddressException {
        String[] parts = joined.split("\\|", MAX_PARTS + 1);
        if (parts.length > MAX_PARTS) {
            throw new AddressException("more than " + MAX_PARTS + " inputs are joined");
        }
        for (String part : parts) {
            opened(part, wrappers);
        }
    }
}
