package media.kern.ffmpeg.skills;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The size and the picture format of a framebuffer, as {@code fbset -s} prints them. */
final class Framebuffer {
    private static final Pattern GEOMETRY =
            Pattern.compile("^ *geometry (\\d{1,9}) +(\\d{1,9}) +(\\d{1,9}) +(\\d{1,9}) +(\\d{1,9}) *$");
    private static final Pattern RGBA = Pattern.compile(
            "^ *rgba (\\d{1,3})/(\\d{1,3}),(\\d{1,3})/(\\d{1,3})," + "(\\d{1,3})/(\\d{1,3}),(\\d{1,3})/(\\d{1,3}) *$");

    private Framebuffer() {}

    /** {@code WxH[ (VWxVH)] <pixel format>}; empty if the format is not known. */
    static String describe(List<String> lines) {
        Matcher geometry = first(GEOMETRY, lines);
        Matcher rgba = first(RGBA, lines);
        if (geometry == null || rgba == null) {
            return "";
        }
        String format = pixelFormat(geometry.group(5), offset(rgba, 1), offset(rgba, 3), offset(rgba, 5));
        if (format.isEmpty()) {
            return "";
        }
        String size = geometry.group(1) + "x" + geometry.group(2);
        String virtualSize = geometry.group(3) + "x" + geometry.group(4);
        return size + (virtualSize.equals(size) ? "" : " (" + virtualSize + ")") + " " + format;
    }

    private static @Nullable Matcher first(Pattern pattern, List<String> lines) {
        return lines.stream()
                .map(line -> pattern.matcher(line.replace('\t', ' ')))
                .filter(Matcher::matches)
                .findFirst()
                .orElse(null);
    }

    /** The position of a colour that has no bits means nothing. */
    private static int offset(Matcher rgba, int bits) {
        return Integer.parseInt(rgba.group(bits)) == 0 ? 0 : Integer.parseInt(rgba.group(bits + 1));
    }

    private static String pixelFormat(String bitsPerPixel, int red, int green, int blue) {
        return switch (bitsPerPixel + ": " + red + "," + green + "," + blue) {
            case "32: 0,8,16" -> "rgba";
            case "32: 16,8,0" -> "bgra";
            case "32: 8,16,24" -> "argb";
            // The second is what existing installations know, but no driver says so.
            case "32: 24,16,8", "32: 3,2,8" -> "abgr";
            case "24: 0,8,16" -> "rgb24";
            case "24: 16,8,0" -> "bgr24";
            case "16: 11,5,0" -> "rgb565le";
            case "16: 0,5,11" -> "rgb565be";
            default -> "";
        };
    }
}
