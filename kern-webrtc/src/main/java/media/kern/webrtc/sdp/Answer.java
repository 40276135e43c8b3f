package media.kern.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.ice.Candidate;

/** Writes the answer to an offer (RFC 9429 section 5.3.1). */
public final class Answer {
    private static final String STREAM = "kern";

    private final StringBuilder out = new StringBuilder(2048);

    private Answer() {}

    /**
     * The answer.
     *
     * @param sent for each kind of medium that is sent, how
     * @param cname ties the media together
     */
    public static String write(
            Offer offer,
            Negotiation negotiation,
            LocalTransport transport,
            Map<String, SentStream> sent,
            long sessionId,
            String cname) {
        Answer answer = new Answer();
        answer.session(negotiation, sessionId);
        boolean first = true;
        for (int i = 0; i < offer.media().size(); i++) {
            OfferedMedia offered = offer.media().get(i);
            Optional<NegotiatedMedia> agreed = negotiation.media().get(i);
            if (agreed.isEmpty()) {
                answer.rejected(offered);
                continue;
            }
            answer.accepted(offered, agreed.get(), transport, first);
            SentStream stream = sent.get(agreed.get().kind());
            if (stream == null) {
                throw new IllegalArgumentException(
                        "nothing said of how " + agreed.get().kind() + " is sent");
            }
            answer.sent(agreed.get(), stream, cname);
            first = false;
        }
        return answer.out.toString();
    }

    private void session(Negotiation negotiation, long sessionId) {
        line("v=0");
        line("o=- " + sessionId + " 1 IN IP4 0.0.0.0");
        line("s=-");
        line("t=0 0");
        List<String> mids = negotiation.media().stream()
                .flatMap(Optional::stream)
                .map(NegotiatedMedia::mid)
                .filter(mid -> !mid.isEmpty())
                .toList();
        if (!mids.isEmpty()) {
            line("a=group:BUNDLE " + String.join(" ", mids));
        }
        line("a=msid-semantic: WMS " + STREAM);
    }

    private void rejected(OfferedMedia offered) {
        line("m=" + offered.kind() + " 0 " + offered.protocol() + " " + offered.firstFormat());
        line("c=IN IP4 0.0.0.0");
        if (!offered.mid().isEmpty()) {
            line("a=mid:" + offered.mid());
        }
        line("a=inactive");
    }

    private void accepted(OfferedMedia offered, NegotiatedMedia agreed, LocalTransport transport, boolean first) {
        PayloadFormat format = agreed.format();
        List<String> types = new ArrayList<>(List.of(Integer.toString(format.type())));
        agreed.retransmission().ifPresent(repeated -> types.add(Integer.toString(repeated.type())));
        line("m=" + offered.kind() + " 9 " + offered.protocol() + " " + String.join(" ", types));
        line("c=IN IP4 0.0.0.0");
        line("a=rtcp:9 IN IP4 0.0.0.0");
        if (!agreed.mid().isEmpty()) {
            line("a=mid:" + agreed.mid());
        }
        line("a=ice-ufrag:" + transport.credentials().fragment());
        line("a=ice-pwd:" + transport.credentials().password());
        line("a=fingerprint:" + transport.fingerprint());
        line("a=setup:" + transport.setup().sdpName());
        line("a=sendonly");
        line("a=rtcp-mux");
        extension(agreed.midExtension(), Negotiation.MID);
        extension(agreed.transportExtension(), Negotiation.TRANSPORT_CC);
        String channels = format.channels() == 1 ? "" : "/" + format.channels();
        line("a=rtpmap:" + format.type() + " " + format.encoding() + "/" + format.clockRate() + channels);
        for (String feedback : agreed.feedback()) {
            line("a=rtcp-fb:" + format.type() + " " + feedback);
        }
        if (!agreed.parameters().isEmpty()) {
            line("a=fmtp:" + format.type() + " " + agreed.parameters());
        }
        agreed.retransmission().ifPresent(repeated -> {
            line("a=rtpmap:" + repeated.type() + " " + repeated.encoding() + "/" + repeated.clockRate());
            line("a=fmtp:" + repeated.type() + " apt=" + format.type());
        });
        if (first) {
            transport.candidates().forEach(candidate -> line("a=candidate:" + candidate.toSdp()));
            line("a=end-of-candidates");
        }
    }

    private void sent(NegotiatedMedia agreed, SentStream stream, String cname) {
        String track = STREAM + "-" + agreed.kind();
        line("a=msid:" + STREAM + " " + track);
        if (agreed.retransmission().isPresent()) {
            line("a=ssrc-group:FID " + unsigned(stream.ssrc()) + " " + unsigned(stream.retransmissionSsrc()));
        }
        source(stream.ssrc(), cname, track);
        if (agreed.retransmission().isPresent()) {
            source(stream.retransmissionSsrc(), cname, track);
        }
    }

    private void source(int ssrc, String cname, String track) {
        line("a=ssrc:" + unsigned(ssrc) + " cname:" + cname);
        line("a=ssrc:" + unsigned(ssrc) + " msid:" + STREAM + " " + track);
    }

    private void extension(OptionalInt id, String name) {
        if (id.isPresent()) {
            line("a=extmap:" + id.getAsInt() + " " + name);
        }
    }

    private static String unsigned(int ssrc) {
        return Integer.toUnsignedString(ssrc);
    }

    private void line(String text) {
        out.append(text).append("\r\n");
    }

    /** The lines of one candidate each, for a fragment. */
    static String candidateLines(List<Candidate> candidates) {
        StringBuilder lines = new StringBuilder();
        candidates.forEach(candidate ->
                lines.append("a=candidate:").append(candidate.toSdp()).append("\r\n"));
        return lines.append("a=end-of-candidates\r\n").toString();
    }
}
