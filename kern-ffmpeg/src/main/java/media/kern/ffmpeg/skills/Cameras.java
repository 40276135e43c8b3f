package media.kern.ffmpeg.skills;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Video devices of Linux, as {@code v4l2-ctl --list-devices} groups them by the hardware they belong to. */
final class Cameras {
    private static final Pattern HARDWARE = Pattern.compile("^(\\S.*) \\(([^()]*)\\):$");
    private static final Pattern NODE = Pattern.compile("^/dev/video\\d{1,9}$");

    private Cameras() {}

    static List<HardwareDevice> parse(List<String> lines) {
        List<HardwareDevice> found = new ArrayList<>();
        String name = "";
        String extra = "";
        for (String line : lines) {
            Matcher hardware = HARDWARE.matcher(line.stripTrailing());
            String text = line.strip();
            if (hardware.matches()) {
                name = hardware.group(1).strip();
                extra = hardware.group(2);
            } else if (NODE.matcher(text).matches()) {
                found.add(new HardwareDevice(text, name, extra, HardwareDevice.VIDEO));
            }
        }
        return List.copyOf(found);
    }
}
