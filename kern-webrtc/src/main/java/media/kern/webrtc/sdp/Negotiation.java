package media.kern.webrtc.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import media.kern.webrtc.codec.H264Profile;
import media.kern.webrtc.codec.VideoCodec;

/**
 * Finds for each media description of an offer what the stream can send there.
 *
 * @param media in the order of the offer; empty for what is rejected
 */
public record Negotiation(List<Optional<NegotiatedMedia>> media) {
    static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final int OPUS_RATE = 48_000;
    private static final int MAX_MID_LENGTH = 16;
    private static final int FALLBACK_PROFILE = 0x42E01F;
    private static final Set<String> FEEDBACK = Set.of("nack", "nack pli", "ccm fir", "goog-remb", "transport-cc");

    public Negotiation {
        media = List.copyOf(media);
    }

    /** @throws CodecMismatchException if the offer lacks what the stream is made of */
    public static Negotiation of(Offer offer, StreamFormat stream) throws CodecMismatchException {
        boolean videoOffered = offers(offer, "video");
        boolean audioOffered = offers(offer, "audio");
        List<Optional<NegotiatedMedia>> result = new ArrayList<>();
        boolean video = false;
        boolean audio = false;
        for (OfferedMedia media : offer.media()) {
            Optional<NegotiatedMedia> agreed = Optional.empty();
            if (media.usable()
                    && media.kind().equals("video")
                    && !video
                    && stream.video().isPresent()) {
                agreed = video(media, stream.video().get(), stream.profileLevelId());
                video = agreed.isPresent();
            } else if (media.usable() && media.kind().equals("audio") && !audio && stream.audio()) {
                agreed = audio(media);
                audio = agreed.isPresent();
            }
            result.add(agreed);
        }
        if (stream.video().isPresent() && videoOffered && !video) {
            throw new CodecMismatchException(missingVideo(offer, stream.video().get(), stream.profileLevelId()));
        }
        if (stream.audio() && audioOffered && !audio) {
            throw new CodecMismatchException("webrtc: the offer has no rtpmap for opus/48000/2");
        }
        if (!video && !audio) {
            String has = stream.video().isPresent() ? "video" : "audio";
            throw new CodecMismatchException(
                    "webrtc: the offer has no " + has + " to receive, and the stream has nothing else");
        }
        return new Negotiation(result);
    }

    private static boolean offers(Offer offer, String kind) {
        return offer.media().stream()
                .anyMatch(media -> media.usable() && media.kind().equals(kind));
    }

    private static String missingVideo(Offer offer, VideoCodec codec, OptionalInt profileLevelId) {
        boolean named = offer.media().stream()
                .flatMap(media -> media.formats().stream())
                .anyMatch(format -> format.is(codec.encodingName(), VideoCodec.CLOCK_RATE));
        if (!named) {
            return "webrtc: the offer has no rtpmap for " + codec.encodingName() + "/" + VideoCodec.CLOCK_RATE;
        }
        return "webrtc: the offer has " + codec.encodingName()
                + ", but not with packetization-mode=1 and a profile that plays profile-level-id="
                + profileText(profileLevelId.orElse(FALLBACK_PROFILE));
    }

    private static Optional<NegotiatedMedia> video(OfferedMedia media, VideoCodec codec, OptionalInt profileLevelId) {
        List<PayloadFormat> named = media.formats().stream()
                .filter(format -> format.is(codec.encodingName(), VideoCodec.CLOCK_RATE))
                .toList();
        if (codec != VideoCodec.H264) {
            return named.stream()
                    .findFirst()
                    .map(format -> agreed(media, format, format.parameters(), Optional.empty()));
        }
        int id = profileLevelId.orElse(FALLBACK_PROFILE);
        Optional<H264Profile> profile = H264Profile.of(id);
        List<PayloadFormat> packetized = named.stream()
                // What is not said is 0, which has no fragments (RFC 6184 section 8.1).
                .filter(format -> format.parameter("packetization-mode").equals(Optional.of("1")))
                .toList();
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        Optional<PayloadFormat> fits = packetized.stream()
                .filter(format ->
                        profile(format).filter(p -> p.decodes(profile.get())).isPresent())
                .min(Comparator.comparingInt(format -> profile(format).equals(profile) ? 0 : 1));
        if (fits.isPresent()) {
            return fits.map(format -> agreed(media, format, format.parameters(), Optional.empty()));
        }
        return packetized.stream()
                .filter(format -> profile(format).equals(Optional.of(H264Profile.CONSTRAINED_BASELINE)))
                .findFirst()
                .map(format -> agreed(
                        media,
                        format,
                        format.parameters(),
                        Optional.of("the stream is H.264 with profile-level-id=" + profileText(id)
                                + ", the viewer only offers "
                                + format.parameter("profile-level-id").orElse("42e01f")
                                + " and may show nothing")));
    }

    private static Optional<H264Profile> profile(PayloadFormat format) {
        // Not said is baseline at level 1 (RFC 6184 section 8.1), but who says nothing means what everybody can.
        return H264Profile.of(format.parameter("profile-level-id")
                .filter(text -> text.matches("[0-9A-Fa-f]{6}"))
                .map(text -> Integer.parseInt(text, 16))
                .orElse(FALLBACK_PROFILE));
    }

    private static String profileText(int id) {
        return String.format(Locale.ROOT, "%06x", id);
    }

    private static Optional<NegotiatedMedia> audio(OfferedMedia media) {
        return media.formats().stream()
                .filter(format -> format.is("opus", OPUS_RATE) && format.channels() == 2)
                .findFirst()
                .map(format -> agreed(media, format, opusParameters(format), Optional.empty()));
    }

    /** {@code stereo=1} is the wish of a receiver; whoever has it is told that stereo comes (RFC 7587 section 7). */
    private static String opusParameters(PayloadFormat format) {
        boolean stereo = format.parameter("stereo").equals(Optional.of("1"));
        if (!stereo || format.parameter("sprop-stereo").isPresent()) {
            return format.parameters();
        }
        return format.parameters() + ";sprop-stereo=1";
    }

    private static NegotiatedMedia agreed(
            OfferedMedia media, PayloadFormat format, String parameters, Optional<String> note) {
        boolean video = media.kind().equals("video");
        boolean nack = video && format.feedback().contains("nack");
        Optional<PayloadFormat> retransmission = nack ? media.retransmission(format) : Optional.empty();
        // A repeated packet without a stream of its own has to be the same bit for bit, or its key stream would be used
        // for two texts. Its number in the transport would differ, so it has none.
        OptionalInt transport =
                !nack || retransmission.isPresent() ? media.extension(TRANSPORT_CC) : OptionalInt.empty();
        boolean numbered = transport.isPresent() && format.feedback().contains("transport-cc");
        List<String> feedback = format.feedback().stream()
                .filter(FEEDBACK::contains)
                .filter(kind -> video || !kind.startsWith("nack"))
                .filter(kind -> numbered || !kind.equals("transport-cc"))
                .distinct()
                .toList();
        return new NegotiatedMedia(
                media.kind(),
                media.mid(),
                format,
                parameters,
                retransmission,
                nack,
                feedback,
                media.mid().length() <= MAX_MID_LENGTH && !media.mid().isEmpty()
                        ? media.extension(MID)
                        : OptionalInt.empty(),
                numbered ? transport : OptionalInt.empty(),
                note);
    }
}
