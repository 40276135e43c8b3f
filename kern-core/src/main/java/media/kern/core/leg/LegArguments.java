package media.kern.core.leg;

import java.util.ArrayList;
import java.util.List;

/** What FFmpeg is told about the legs of one run. */
final class LegArguments {
    /** For RTP, its header included: fits with SRTP and UDP over IPv6 into the smallest path that is to be expected. */
    private static final int MAX_PACKET_BYTES = 1200;

    private LegArguments() {}

    /**
     * The video leg.
     *
     * @param startMicros microseconds since 1970 that stand for the timestamp 0, the same for both legs: the sender
     *     reports of both share one clock
     */
    static LegOutput video(LegPlan.Video leg, String map, LegPorts ports, long startMicros) {
        List<String> options = new ArrayList<>(List.of("-map", map));
        options.addAll(leg.copied() ? copied(leg.codec()) : encoded(map));
        return rtp(options, leg.payloadType(), ports, startMicros);
    }

    /** The audio leg, as {@link #video}. */
    static LegOutput audio(LegPlan.Audio leg, String map, LegPorts ports, long startMicros) {
        List<String> options = new ArrayList<>(List.of("-map", map));
        options.addAll(
                leg.copied()
                        ? List.of("-c:a", "copy")
                        : List.of(
                                "-c:a",
                                "libopus",
                                "-b:a",
                                "128k",
                                "-ac",
                                "2",
                                "-ar",
                                "48000",
                                "-application",
                                "lowdelay",
                                "-frame_duration",
                                "20"));
        return rtp(options, leg.payloadType(), ports, startMicros);
    }

    /** Decoders must find the parameter sets in front of each keyframe, wherever the container has them. */
    private static List<String> copied(VideoCodec codec) {
        return switch (codec) {
            case H264 -> List.of("-c:v", "copy", "-bsf:v", "h264_mp4toannexb,dump_extra=freq=keyframe");
            case H265 -> List.of("-c:v", "copy", "-bsf:v", "hevc_mp4toannexb,dump_extra=freq=keyframe");
            case VP8 -> List.of("-c:v", "copy");
            // FFmpeg calls its RTP form of these experimental.
            case VP9, AV1 -> List.of("-c:v", "copy", "-strict", "experimental");
        };
    }

    private static List<String> encoded(String map) {
        List<String> options = new ArrayList<>();
        if (!WebRtcConfig.isLabel(map)) {
            // The encoder takes even sizes only. What comes out of a filter graph cannot be filtered again.
            options.addAll(List.of("-filter:v", "scale=trunc(iw/2)*2:trunc(ih/2)*2"));
        }
        options.addAll(List.of("-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency"));
        options.addAll(List.of("-profile:v", "baseline", "-pix_fmt", "yuv420p", "-bf", "0"));
        options.addAll(List.of("-crf", "23", "-maxrate", "4M", "-bufsize", "4M"));
        options.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*2)"));
        return options;
    }

    private static LegOutput rtp(List<String> options, int payloadType, LegPorts ports, long startMicros) {
        List<String> all = new ArrayList<>(options);
        // Shifted by itself, a leg would not be in time with the other one.
        all.addAll(List.of("-avoid_negative_ts", "disabled"));
        all.addAll(List.of("-payload_type", Integer.toString(payloadType)));
        all.addAll(List.of("-start_time_realtime", Long.toString(startMicros), "-f", "rtp"));
        return new LegOutput(
                all, "rtp://127.0.0.1:" + ports.rtp() + "?rtcpport=" + ports.rtcp() + "&pkt_size=" + MAX_PACKET_BYTES);
    }
}
