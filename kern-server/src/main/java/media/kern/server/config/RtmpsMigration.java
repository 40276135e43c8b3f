package media.kern.server.config;

/**
 * In layout 1 there was one RTMP address, and {@code rtmp.enable_tls} meant RTMPS instead of RTMP on it. Since then RTMPS
 * has an address of its own and comes in addition.
 */
final class RtmpsMigration {
    private RtmpsMigration() {}

    /** What a document of layout 1 is decoded over: the RTMPS address stands in the place of the only one. */
    static Config toVersion1(Config current) {
        return current.get(Settings.RTMP_ENABLE_TLS)
                ? current.with(Settings.RTMP_ADDRESS, current.get(Settings.RTMP_ADDRESS_TLS))
                : current;
    }

    /**
     * @param decoded over the outcome of {@link #toVersion1}
     * @param before the configuration that went into it; both addresses are kept if the document changed neither
     *     address nor RTMPS
     * @throws InvalidValueException if no port can be put below that of the RTMPS address
     */
    static Config fromVersion1(Config decoded, Config before) throws InvalidValueException {
        String app = decoded.get(Settings.RTMP_APP);
        Config config = app.startsWith("/") ? decoded : decoded.with(Settings.RTMP_APP, "/" + app);
        boolean wasOn = before.get(Settings.RTMP_ENABLE_TLS);
        String address = config.get(Settings.RTMP_ADDRESS);
        if (!config.get(Settings.RTMP_ENABLE_TLS)) {
            return wasOn ? config.with(Settings.RTMP_ADDRESS_TLS, Settings.RTMP_ADDRESS_TLS.initial()) : config;
        }
        config = config.with(Settings.RTMP_ENABLE, true);
        if (wasOn && address.equals(before.get(Settings.RTMP_ADDRESS_TLS))) {
            return config.withValueOf(Settings.RTMP_ADDRESS, before);
        }
        return config.with(Settings.RTMP_ADDRESS_TLS, address).with(Settings.RTMP_ADDRESS, onePortBelow(address));
    }

    private static String onePortBelow(String address) throws InvalidValueException {
        try {
            HostPort parts = HostPort.parse(address);
            return parts.withPort(parts.portNumber() - 1).toString();
        } catch (InvalidValueException e) {
            throw new InvalidValueException("migrating rtmp.address to rtmp.address_tls failed: " + e.reason());
        }
    }
}
