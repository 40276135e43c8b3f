package media.kern.core.leg;

/**
 * The UDP ports of one leg on 127.0.0.1.
 *
 * @param rtp 1 to 65535
 * @param rtcp 1 to 65535, another one: FFmpeg sends sender reports there
 */
public record LegPorts(int rtp, int rtcp) {}
