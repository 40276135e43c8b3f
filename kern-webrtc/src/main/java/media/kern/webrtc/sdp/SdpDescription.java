package media.kern.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** A session description, as far as WebRTC needs it: attributes and media. */
record SdpDescription(SdpSection session, List<SdpMedia> media) {
    /** What a browser offers is about 6 KiB. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int MAX_MEDIA = 32;
    private static final int MAX_ATTRIBUTES = 2000;
    private static final int MAX_FORMATS = 200;
    private static final String FIRST_LINE = "v=0";

    SdpDescription {
        media = List.copyOf(media);
    }

    static SdpDescription parse(String text) throws SdpException {
        return new Parser().parse(text);
    }

    /** Reads line by line. */
    private static final class Parser {
        private final List<SdpAttribute> session = new ArrayList<>();
        private final List<SdpMedia> media = new ArrayList<>();
        private List<SdpAttribute> current = session;
        private int attributes;

        SdpDescription parse(String text) throws SdpException {
            if (text.length() > MAX_LENGTH) {
                throw new SdpException(
                        "the description has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
            }
            List<String> lines = text.lines().toList();
            if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
                throw new SdpException("not a session description: the first line has to be " + FIRST_LINE);
            }
            List<List<SdpAttribute>> sections = new ArrayList<>();
            List<String[]> heads = new ArrayList<>();
            for (int i = 1; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.isEmpty()) {
                    continue;
                }
                if (line.length() < 2 || line.charAt(1) != '=') {
                    throw new SdpException("line " + (i + 1) + " is not of the form x=value");
                }
                String value = line.substring(2);
                switch (line.charAt(0)) {
                    case 'm' -> {
                        heads.add(head(value, i + 1, heads.size()));
                        current = new ArrayList<>();
                        sections.add(current);
                    }
                    case 'a' -> add(value);
                    default -> {} // Names, times and addresses mean nothing here.
                }
            }
            for (int i = 0; i < heads.size(); i++) {
                media.add(media(heads.get(i), sections.get(i)));
            }
            return new SdpDescription(new SdpSection(session), media);
        }

        private void add(String value) throws SdpException {
            if (++attributes > MAX_ATTRIBUTES) {
                throw new SdpException("more than " + MAX_ATTRIBUTES + " attributes");
            }
            current.add(SdpAttribute.parse(value));
        }

        private static String[] head(String value, int line, int before) throws SdpException {
            if (before >= MAX_MEDIA) {
                throw new SdpException("more than " + MAX_MEDIA + " media descriptions");
            }
            String[] fields = value.trim().split(" +");
            if (fields.length < 4
                    || fields.length > 3 + MAX_FORMATS
                    || !fields[1].matches("[0-9]{1,5}(/[0-9]{1,5})?")) {
                throw new SdpException("line " + line + ": not a media description");
            }
            return fields;
        }

        private static SdpMedia media(String[] fields, List<SdpAttribute> attributes) {
            int port = Integer.parseInt(fields[1].split("/")[0]);
            return new SdpMedia(
                    fields[0], port, fields[2], List.of(fields).subList(3, fields.length), new SdpSection(attributes));
        }
    }
}
