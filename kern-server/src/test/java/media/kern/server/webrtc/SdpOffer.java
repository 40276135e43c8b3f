package media.kern.server.webrtc;

import java.util.stream.Collectors;

/** Session descriptions as browsers write them, and what is wrong with those of others. */
final class SdpOffer {
    /** Both kinds, bundled; the certificate and the addresses are of nobody. */
    static final String BROWSER = lines("""
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=extmap-allow-mixed
            a=msid-semantic: WMS
            m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:Qb3x
            a=ice-pwd:gT4WzQ0aVn8sYp2LkXf6Rm1c
            a=ice-options:trickle
            a=fingerprint:sha-256 %s
            a=setup:actpass
            a=mid:0
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=recvonly
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rtpmap:102 H264/90000
            a=rtcp-fb:102 nack
            a=rtcp-fb:102 nack pli
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=102
            m=audio 9 UDP/TLS/RTP/SAVPF 111 0
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:Qb3x
            a=ice-pwd:gT4WzQ0aVn8sYp2LkXf6Rm1c
            a=ice-options:trickle
            a=fingerprint:sha-256 %s
            a=setup:actpass
            a=mid:1
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=recvonly
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:0 PCMU/8000
            """.replace(
            "%s", "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:".repeat(2).substring(0, 95)));

    private SdpOffer() {}

    private static String lines(String text) {
        return text.lines().map(line -> line + "\r\n").collect(Collectors.joining());
    }

    /** Leaves out all lines that begin like this. */
    static String without(String sdp, String beginning) {
        return sdp.lines()
                .filter(line -> !line.startsWith(beginning))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    /** Moves what begins like this, of which each medium has one, up to the session. */
    static String atSessionLevel(String sdp, String beginning) {
        String moved = sdp.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return without(sdp, beginning).replaceFirst("m=", moved + "\r\nm=");
    }

    /** What is said of one medium, with the head of the description. */
    static String only(String sdp, String kind) {
        int video = sdp.indexOf("m=video");
        int audio = sdp.indexOf("m=audio");
        String head = sdp.substring(0, Math.min(video, audio));
        int begin = kind.equals("video") ? video : audio;
        int other = kind.equals("video") ? audio : video;
        return head + (other > begin ? sdp.substring(begin, other) : sdp.substring(begin));
    }

    /** The value of the first line that begins like this. */
    static String value(String sdp, String beginning) {
        return sdp.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + beginning + " in\n" + sdp));
    }
}
