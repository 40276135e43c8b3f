package media.kern.webrtc.sdp;

/**
 * A line {@code a=name:value}.
 *
 * @param value empty if there is none
 */
record SdpAttribute(String name, String value) {
    static SdpAttribute parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new SdpAttribute(text, "")
                : new SdpAttribute(text.substring(0, colon), text.substring(colon + 1));
    }
}
