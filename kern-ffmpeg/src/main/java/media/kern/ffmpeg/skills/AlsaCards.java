package media.kern.ffmpeg.skills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sound cards that can record, as the kernel lists them in {@code /proc/asound}. */
final class AlsaCards {
    private static final Pattern CARD = Pattern.compile("^ *(\\d{1,9}) +\\[[^\\]]*] *: *(.*)$");
    private static final Pattern CAPTURE =
            Pattern.compile("^ *\\d{1,9}: *\\[ *(\\d{1,9})- *(\\d{1,9})] *: *digital audio capture *$");

    private AlsaCards() {}

    /**
     * @param cards the lines of {@code /proc/asound/cards}
     * @param devices the lines of {@code /proc/asound/devices}
     */
    static List<HardwareDevice> parse(List<String> cards, List<String> devices) {
        Map<String, String> names = new HashMap<>();
        for (String line : cards) {
            Matcher card = CARD.matcher(line);
            if (card.matches()) {
                names.put(card.group(1), card.group(2).strip());
            }
        }
        List<HardwareDevice> found = new ArrayList<>();
        for (String line : devices) {
            Matcher capture = CAPTURE.matcher(line);
            String name = capture.matches() ? names.get(capture.group(1)) : null;
            if (name != null) {
                String id = "hw:" + capture.group(1) + "," + capture.group(2);
                found.add(new HardwareDevice(id, name, "", HardwareDevice.AUDIO));
            }
        }
        return List.copyOf(found);
    }
}
