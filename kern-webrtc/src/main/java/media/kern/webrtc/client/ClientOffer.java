package media.kern.webrtc.client;

import java.util.List;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.sdp.Fingerprint;

/** Writes the offer of a client that takes whatever there is, as a browser would. */
final class ClientOffer {
    private static final List<String> H264 = List.of(
            "profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1",
            "profile-level-id=4d001f;level-asymmetry-allowed=1;packetization-mode=1",
            "profile-level-id=64001f;level-asymmetry-allowed=1;packetization-mode=1");
    private static final int FIRST_TYPE = 96;

    private ClientOffer() {}

    static String write(
            IceCredentials credentials, Fingerprint fingerprint, List<Candidate> candidates, boolean retransmission) {
        StringBuilder out = new StringBuilder();
        line(out, "v=0");
        line(out, "o=- 1 1 IN IP4 127.0.0.1");
        line(out, "s=-");
        line(out, "t=0 0");
        line(out, "a=group:BUNDLE 0 1");
        StringBuilder formats = new StringBuilder();
        StringBuilder attributes = new StringBuilder();
        int type = FIRST_TYPE;
        for (String parameters : H264) {
            type = video(formats, attributes, type, "H264", parameters, retransmission);
        }
        for (String name : List.of("H265", "VP8", "VP9", "AV1")) {
            type = video(formats, attributes, type, name, "", retransmission);
        }
        media(out, "video", formats.toString(), "0", credentials, fingerprint);
        out.append(attributes);
        candidates.forEach(candidate -> line(out, "a=candidate:" + candidate.toSdp()));
        media(out, "audio", " 120", "1", credentials, fingerprint);
        line(out, "a=rtpmap:120 opus/48000/2");
        line(out, "a=fmtp:120 minptime=10;useinbandfec=1;stereo=1");
        return out.toString();
    }

    private static int video(
            StringBuilder formats,
            StringBuilder attributes,
            int type,
            String name,
            String parameters,
            boolean retransmission) {
        formats.append(' ').append(type);
        line(attributes, "a=rtpmap:" + type + " " + name + "/90000");
        line(attributes, "a=rtcp-fb:" + type + " nack");
        line(attributes, "a=rtcp-fb:" + type + " nack pli");
        if (!parameters.isEmpty()) {
            line(attributes, "a=fmtp:" + type + " " + parameters);
        }
        if (!retransmission) {
            return type + 1;
        }
        formats.append(' ').append(type + 1);
        line(attributes, "a=rtpmap:" + (type + 1) + " rtx/90000");
        line(attributes, "a=fmtp:" + (type + 1) + " apt=" + type);
        return type + 2;
    }

    private static void media(
            StringBuilder out,
            String kind,
            String formats,
            String mid,
            IceCredentials credentials,
            Fingerprint fingerprint) {
        line(out, "m=" + kind + " 9 UDP/TLS/RTP/SAVPF" + formats);
        line(out, "c=IN IP4 0.0.0.0");
        line(out, "a=mid:" + mid);
        line(out, "a=ice-ufrag:" + credentials.fragment());
        line(out, "a=ice-pwd:" + credentials.password());
        line(out, "a=fingerprint:" + fingerprint);
        line(out, "a=setup:actpass");
        line(out, "a=recvonly");
        line(out, "a=rtcp-mux");
        line(out, "a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid");
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append("\r\n");
    }
}
