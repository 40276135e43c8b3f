package media.kern.webrtc.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;

/** Makes an offer of a session description, or says what is missing. */
final class OfferReader {
    private static final Pattern RTPMAP =
            Pattern.compile("([0-9]{1,3}) +([^/ ]{1,64})/([0-9]{1,9})(?:/([0-9]{1,2}))?.*");
    private static final Pattern NUMBERED = Pattern.compile("([0-9]{1,3}|\\*) +(.*)");
    private static final Pattern EXTENSION = Pattern.compile("([0-9]{1,3})(?:/[a-z]+)? +([^ ]+).*");
    private static final Set<String> PROTOCOLS =
            Set.of("UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVPF", "RTP/SAVPF");
    private static final List<String> DIRECTIONS = List.of("inactive", "sendonly", "recvonly", "sendrecv");
    private static final int MAX_CANDIDATES = 100;

    private final SdpDescription description;
    private final Set<String> bundle = new HashSet<>();

    OfferReader(SdpDescription description) {
        this.description = description;
    }

    Offer read() throws SdpException {
        RemoteTransport transport = transport();
        List<OfferedMedia> media = new ArrayList<>();
        for (SdpMedia one : description.media()) {
            media.add(offered(one));
        }
        if (media.stream().noneMatch(OfferedMedia::usable)) {
            throw new SdpException("the offer wants to receive nothing: audio and video need a=recvonly or a=sendrecv");
        }
        return new Offer(transport, media);
    }

    RemoteTransport transport() throws SdpException {
        List<SdpMedia> played =
                description.media().stream().filter(OfferReader::isAudioOrVideo).toList();
        if (played.isEmpty()) {
            throw new SdpException("the description has no audio or video");
        }
        requireBundle(played);
        IceCredentials credentials = new IceCredentials(transport("ice-ufrag"), transport("ice-pwd"));
        if (!credentials.valid()) {
            throw new SdpException("a=ice-ufrag needs 4 to 256, a=ice-pwd 22 to 256 letters, digits, + or /");
        }
        Setup setup = Setup.parse(optional("setup").orElse("actpass"));
        return new RemoteTransport(
                credentials, description.session().has("ice-lite"), fingerprints(), setup, candidates());
    }

    private static boolean isAudioOrVideo(SdpMedia media) {
        return media.kind().equals("audio") || media.kind().equals("video");
    }

    /** Everything has to go over one transport; what is alone does anyway. */
    private void requireBundle(List<SdpMedia> played) throws SdpException {
        description
                .session()
                .all("group")
                .filter(group -> group.startsWith("BUNDLE"))
                .findFirst()
                .ifPresent(group -> bundle.addAll(
                        List.of(group.substring("BUNDLE".length()).trim().split(" +"))));
        bundle.remove("");
        if (played.size() == 1) {
            bundle.add(mid(played.getFirst()));
        } else if (bundle.isEmpty()) {
            throw new SdpException(
                    "the description has no a=group:BUNDLE; audio and video have to share one transport");
        }
        for (SdpMedia media : played) {
            if (bundle.contains(mid(media)) && !media.section().has("rtcp-mux")) {
                throw new SdpException("the description has no a=rtcp-mux; RTP and RTCP have to share one port");
            }
        }
    }

    private static String mid(SdpMedia media) {
        return media.section().first("mid").orElse("").trim();
    }

    private String transport(String name) throws SdpException {
        return optional(name).map(String::trim).orElseThrow(() -> new SdpException("the description has no a=" + name));
    }

    /** Of the bundle, of the session, or of whatever has it. */
    private Optional<String> optional(String name) {
        return sections().flatMap(section -> section.first(name).stream()).findFirst();
    }

    private Stream<SdpSection> sections() {
        Stream<SdpSection> bundled = description.media().stream()
                .filter(media -> bundle.contains(mid(media)))
                .map(SdpMedia::section);
        Stream<SdpSection> others = description.media().stream()
                .filter(media -> !bundle.contains(mid(media)))
                .map(SdpMedia::section);
        return Stream.of(bundled, Stream.of(description.session()), others).flatMap(part -> part);
    }

    private List<Fingerprint> fingerprints() throws SdpException {
        if (optional("fingerprint").isEmpty()) {
            throw new SdpException("the description has no a=fingerprint");
        }
        List<Fingerprint> known = sections()
                .flatMap(section -> section.all("fingerprint"))
                .flatMap(value -> Fingerprint.parse(value).stream())
                .distinct()
                .limit(8)
                .toList();
        if (known.isEmpty()) {
            throw new SdpException("the description has no a=fingerprint of sha-256, sha-384 or sha-512");
        }
        return known;
    }

    private List<Candidate> candidates() {
        return sections()
                .flatMap(section -> section.all("candidate"))
                .flatMap(value -> Candidate.parse(value).stream())
                .distinct()
                .limit(MAX_CANDIDATES)
                .toList();
    }

    private OfferedMedia offered(SdpMedia media) throws SdpException {
        String mid = mid(media);
        boolean received = Set.of("recvonly", "sendrecv").contains(direction(media));
        // Port 0 is fine for a bundled one that says so (RFC 9143 section 6).
        boolean open = media.port() != 0 || media.section().has("bundle-only");
        boolean usable = isAudioOrVideo(media)
                && received
                && open
                && bundle.contains(mid)
                && PROTOCOLS.contains(media.protocol());
        return new OfferedMedia(
                media.kind(),
                mid,
                media.protocol(),
                media.formats().getFirst(),
                usable,
                formats(media),
                extensions(media));
    }

    /** Its own, else that of the session, else both ways (RFC 8866 section 6.7). */
    private String direction(SdpMedia media) {
        return Stream.of(media.section(), description.session())
                .flatMap(section -> DIRECTIONS.stream().filter(section::has))
                .findFirst()
                .orElse("sendrecv");
    }

    private static List<PayloadFormat> formats(SdpMedia media) throws SdpException {
        Map<Integer, String> parameters = new HashMap<>();
        Map<Integer, List<String>> feedback = new HashMap<>();
        List<String> feedbackOfAll = new ArrayList<>();
        numbered(media, "fmtp", (type, value) -> parameters.put(type, value), value -> {});
        numbered(
                media,
                "rtcp-fb",
                (type, value) ->
                        feedback.computeIfAbsent(type, _ -> new ArrayList<>()).add(value.trim()),
                value -> feedbackOfAll.add(value.trim()));
        Map<Integer, PayloadFormat> byType = new HashMap<>();
        for (String value : media.section().all("rtpmap").toList()) {
            Matcher map = RTPMAP.matcher(value);
            if (!map.matches()) {
                throw new SdpException("a=rtpmap:" + shortened(value) + " is not of the form TYPE NAME/RATE");
            }
            int type = Integer.parseInt(map.group(1));
            List<String> wanted = new ArrayList<>(feedbackOfAll);
            wanted.addAll(feedback.getOrDefault(type, List.of()));
            byType.put(
                    type,
                    new PayloadFormat(
                            type,
                            map.group(2),
                            Integer.parseInt(map.group(3)),
                            map.group(4) == null ? 1 : Integer.parseInt(map.group(4)),
                            parameters.getOrDefault(type, ""),
                            wanted));
        }
        return media.formats().stream()
                .filter(type -> type.matches("[0-9]{1,3}"))
                .map(type -> byType.get(Integer.parseInt(type)))
                .filter(format -> format != null && format.type() <= 127)
                .toList();
    }

    private interface OfType {
        void accept(int type, String value);
    }

    private interface OfAll {
        void accept(String value);
    }

    private static void numbered(SdpMedia media, String name, OfType ofType, OfAll ofAll) {
        media.section().all(name).forEach(line -> {
            Matcher parts = NUMBERED.matcher(line);
            if (!parts.matches()) {
                return;
            }
            if (parts.group(1).equals("*")) {
                ofAll.accept(parts.group(2));
            } else {
                ofType.accept(Integer.parseInt(parts.group(1)), parts.group(2));
            }
        });
    }

    private static Map<String, Integer> extensions(SdpMedia media) {
        Map<String, Integer> ids = new HashMap<>();
        media.section().all("extmap").forEach(line -> {
            Matcher extension = EXTENSION.matcher(line);
            if (extension.matches()) {
                ids.putIfAbsent(extension.group(2), Integer.parseInt(extension.group(1)));
            }
        });
        return ids;
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }
}
