package media.kern.core.leg;

/**
 * What a process sends for WebRTC.
 *
 * @param enabled whether it has legs
 * @param videoPt payload type of the video leg, 96 to 127
 * @param audioPt payload type of the audio leg, 96 to 127
 * @param videoMap what FFmpeg's {@code -map} is given for the video leg
 * @param audioMap likewise for the audio leg
 * @param forceTranscode encode, even what could be copied
 */
public record WebRtcConfig(
        boolean enabled, int videoPt, int audioPt, String videoMap, String audioMap, boolean forceTranscode) {
    public static final WebRtcConfig DEFAULT = new WebRtcConfig(false, 102, 111, "0:v:0", "0:a:0", false);
}
