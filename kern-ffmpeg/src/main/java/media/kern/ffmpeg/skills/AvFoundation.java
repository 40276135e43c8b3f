package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.ffmpeg.child.Output;

/** Cameras and microphones of macOS, as FFmpeg itself lists them. */
final class AvFoundation {
    /** FFmpeg ends with an error after the list, for there is no input of this name. */
    private static final String[] ARGUMENTS = {"-hide_banner", "-f", "avfoundation", "-list_devices", "true", "-i", ""};

    private static final Pattern ENTRY = Pattern.compile("^\\[[^\\]]*] *\\[(\\d{1,9})] *(.*)$");

    private AvFoundation() {}

    static List<HardwareDevice> find(Question ffmpeg) throws IOException {
        return parse(ffmpeg.askInSpiteOfFailure(Output.STDERR, ARGUMENTS));
    }

    static List<HardwareDevice> parse(List<String> lines) {
        List<HardwareDevice> found = new ArrayList<>();
        String media = "";
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (line.contains("AVFoundation video devices")) {
                media = HardwareDevice.VIDEO;
            } else if (line.contains("AVFoundation audio devices")) {
                media = HardwareDevice.AUDIO;
            } else if (!media.isEmpty() && entry.matches()) {
                found.add(new HardwareDevice(entry.group(1), entry.group(2).strip(), "", media));
            }
        }
        return List.copyOf(found);
    }
}
