package media.kern.ffmpeg.skills;

import java.util.List;

/**
 * What the FFmpeg of this machine can do.
 *
 * @param errors what could not be found out; what it concerns is as it was before, or empty
 */
public record Skills(
        FfmpegBuild ffmpeg,
        List<Skill> filters,
        List<Skill> hwaccels,
        Codecs codecs,
        Devices devices,
        Formats formats,
        Protocols protocols,
        List<String> errors) {
    static final Skills NONE = new Skills(
            FfmpegBuild.UNKNOWN,
            List.of(),
            List.of(),
            Codecs.NONE,
            Devices.NONE,
            Formats.NONE,
            Protocols.NONE,
            List.of());

    /** Whether FFmpeg has ever answered. */
    public boolean known() {
        return !ffmpeg.equals(FfmpegBuild.UNKNOWN);
    }

    Skills withErrors(List<String> found) {
        return new Skills(ffmpeg, filters, hwaccels, codecs, devices, formats, protocols, List.copyOf(found));
    }
}
