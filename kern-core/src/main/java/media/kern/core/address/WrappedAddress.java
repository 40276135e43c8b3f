package media.kern.core.address;

import java.util.Locale;
import java.util.Optional;

/**
 * An address whose protocol does nothing but pass on to another address, which may be a file.
 *
 * @param wrapper what the protocol does with the address
 * @param address the address inside
 */
record WrappedAddress(Wrapper wrapper, String address) {

    /** FFmpeg's protocols that open files. Their names are compared regardless of case, which is stricter than FFmpeg. */
    enum Wrapper {
        FILE,
        /** A socket in the file system. */
        UNIX,
        BLURAY,
        TEE,
        ASYNC,
        CACHE,
        CONCAT,
        CONCATF,
        CRYPTO,
        HLS,
        MD5,
        SUBFILE,
        /** This and the next one are inputs of patched builds. */
        AVSTREAM,
        PLAYOUT;

        private boolean starts(String address) {
            String name = name().toLowerCase(Locale.ROOT);
            if (!address.regionMatches(true, 0, name, 0, name.length()) || address.length() == name.length()) {
                return false;
            }
            return switch (address.charAt(name.length())) {
                case ':' -> true;
                // "crypto+inner" is the older way to wrap, and the only one of hls.
                case '+' -> this == CRYPTO || this == HLS;
                // "subfile,,start,0,end,0,,:inner" has options.
                case ',' -> this == SUBFILE;
                default -> false;
            };
        }

        /** Whether what follows the protocol is a path, never another protocol. */
        boolean opensPaths() {
            return this == FILE || this == UNIX || this == BLURAY;
        }

        private int endOfPrefix(String address) {
            return this == SUBFILE ? address.indexOf(':') + 1 : name().length() + 1;
        }
    }

    /** The address inside of this one, empty if its protocol doesn't open others. */
    static Optional<WrappedAddress> in(String address) {
        for (Wrapper wrapper : Wrapper.values()) {
            if (wrapper.starts(address) && wrapper.endOfPrefix(address) > 0) {
                return Optional.of(new WrappedAddress(wrapper, address.substring(wrapper.endOfPrefix(address))));
            }
        }
        return Optional.empty();
    }
}
