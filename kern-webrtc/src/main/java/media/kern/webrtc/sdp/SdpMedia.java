package media.kern.webrtc.sdp;

import java.util.List;

/**
 * A media description ({@code m=}).
 *
 * @param kind such as {@code video}
 * @param port 0 if it is not wanted
 * @param protocol such as {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types, as text
 */
record SdpMedia(String kind, int port, String protocol, List<String> formats, SdpSection section) {
    SdpMedia {
        formats = List.copyOf(formats);
    }
}
