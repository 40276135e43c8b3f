package media.kern.webrtc.sdp;

import java.util.Locale;

/** Offers in the style of several clients. */
final class Offers {
    static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "CD";

    /** A browser of the Chromium family that wants to receive. */
    static final String CHROME = """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=extmap-allow-mixed
            a=msid-semantic: WMS
            m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 102 103 104 105 106 107 108 109 45 46 49 50 114
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:Ab1+
            a=ice-pwd:0123456789abcdefghijklmn
            a=ice-options:trickle
            a=fingerprint:%1$s
            a=setup:actpass
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:toffset
            a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
            a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
            a=recvonly
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 goog-remb
            a=rtcp-fb:96 transport-cc
            a=rtcp-fb:96 ccm fir
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rtpmap:98 VP9/90000
            a=rtcp-fb:98 nack
            a=fmtp:98 profile-id=0
            a=rtpmap:99 rtx/90000
            a=fmtp:99 apt=98
            a=rtpmap:102 H264/90000
            a=rtcp-fb:102 transport-cc
            a=rtcp-fb:102 nack
            a=rtcp-fb:102 nack pli
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=102
            a=rtpmap:104 H264/90000
            a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f
            a=rtpmap:105 rtx/90000
            a=fmtp:105 apt=104
            a=rtpmap:106 H264/90000
            a=rtcp-fb:106 goog-remb
            a=rtcp-fb:106 transport-cc
            a=rtcp-fb:106 ccm fir
            a=rtcp-fb:106 nack
            a=rtcp-fb:106 nack pli
            a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:107 rtx/90000
            a=fmtp:107 apt=106
            a=rtpmap:108 H264/90000
            a=rtcp-fb:108 nack
            a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f
            a=rtpmap:109 rtx/90000
            a=fmtp:109 apt=108
            a=rtpmap:45 AV1/90000
            a=fmtp:45 level-idx=5;profile=0;tier=0
            a=rtpmap:46 rtx/90000
            a=fmtp:46 apt=45
            a=rtpmap:49 H265/90000
            a=fmtp:49 level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST
            a=rtpmap:50 rtx/90000
            a=fmtp:50 apt=49
            a=rtpmap:114 red/90000
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:Ab1+
            a=ice-pwd:0123456789abcdefghijklmn
            a=ice-options:trickle
            a=fingerprint:%1$s
            a=setup:actpass
            a=mid:1
            a=extmap:14 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
            a=recvonly
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1;stereo=1
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=rtpmap:9 G722/8000
            a=rtpmap:110 telephone-event/48000
            """.formatted(FINGERPRINT);

    /** Firefox: the transport is told per session, feedback and fmtp before the map. */
    static final String FIREFOX = """
            v=0
            o=mozilla...THIS_IS_SDPARTA-99.0 8113419382 0 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=fingerprint:%s
            a=group:BUNDLE 0 1
            a=ice-options:trickle
            a=msid-semantic:WMS *
            m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
            c=IN IP4 0.0.0.0
            a=recvonly
            a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
            a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1
            a=fmtp:101 0-15
            a=ice-pwd:6f1e2d3c4b5a69788796a5b4c3d2e1f0
            a=ice-ufrag:1a2b3c4d
            a=mid:0
            a=rtcp-mux
            a=rtpmap:109 opus/48000/2
            a=rtpmap:9 G722/8000/1
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=setup:actpass
            m=video 9 UDP/TLS/RTP/SAVPF 120 124 121 125 126 127 97 98
            c=IN IP4 0.0.0.0
            a=recvonly
            a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=fmtp:126 profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1
            a=fmtp:97 profile-level-id=42e01f;level-asymmetry-allowed=1
            a=fmtp:127 apt=126
            a=ice-pwd:6f1e2d3c4b5a69788796a5b4c3d2e1f0
            a=ice-ufrag:1a2b3c4d
            a=mid:1
            a=rtcp-fb:126 nack
            a=rtcp-fb:126 nack pli
            a=rtcp-fb:126 ccm fir
            a=rtcp-fb:126 goog-remb
            a=rtcp-fb:126 transport-cc
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:120 VP8/90000
            a=rtpmap:126 H264/90000
            a=rtpmap:127 rtx/90000
            a=rtpmap:97 H264/90000
            a=setup:actpass
            """.formatted(FINGERPRINT);

    /** Safari: sendrecv, an address of its own, the feedback of all types at once. */
    static final String SAFARI = """
            v=0
            o=- 7614219274584779017 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE video audio
            m=video 51472 UDP/TLS/RTP/SAVPF 96 97 98
            c=IN IP4 192.0.2.5
            a=candidate:842163049 1 udp 1677729535 192.0.2.5 51472 typ srflx raddr 0.0.0.0 rport 0 generation 0
            a=candidate:1 1 udp 2113937151 0c9d6ad0-7f2a-4ab4-8c55-6a2a9f0c1b3e.local 51472 typ host
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:%1$s
            a=setup:actpass
            a=mid:video
            a=sendrecv
            a=rtcp-mux
            a=rtcp-fb:* nack
            a=rtcp-fb:* nack pli
            a=rtpmap:96 H264/90000
            a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f
            a=rtpmap:98 H264/90000
            a=fmtp:98 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 0.0.0.0
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:%1$s
            a=setup:actpass
            a=mid:audio
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            """.formatted(FINGERPRINT);

    /** A library without trickle, RTX or extensions, as programs for broadcasting use it: active, old protocol name. */
    static final String OBS = """
            v=0
            o=rtc 3767197920 0 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=setup:active
            a=ice-ufrag:MgvN
            a=ice-pwd:g0Yh3A8mC2kP1xT9wZ5uRs
            a=fingerprint:%s
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 0.0.0.0
            a=mid:0
            a=recvonly
            a=rtcp-mux
            a=rtpmap:111 OPUS/48000/2
            m=video 9 UDP/TLS/RTP/SAVPF 96
            c=IN IP4 0.0.0.0
            a=mid:1
            a=recvonly
            a=rtcp-mux
            a=rtpmap:96 H264/90000
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1
            """.formatted(FINGERPRINT);

    /** GStreamer: parameters with their values of the sender, lower-case fingerprint, one payload type. */
    static final String GSTREAMER = """
            v=0
            o=- 5412873463786341112 0 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=ice-options:trickle
            a=group:BUNDLE video0 audio1
            m=video 9 UDP/TLS/RTP/SAVPF 101 102
            c=IN IP4 0.0.0.0
            a=setup:actpass
            a=ice-ufrag:ZKyDyiYn1n0oBQXcLnPaBvkjSlXKbcWb
            a=ice-pwd:qXtoxd8AYQuZZOg5F7Zp0bUgVZgdJu8q
            a=rtcp-mux
            a=rtcp-rsize
            a=recvonly
            a=rtpmap:101 H264/90000
            a=rtcp-fb:101 nack pli
            a=rtcp-fb:101 ccm fir
            a=rtcp-fb:101 nack
            a=fmtp:101 packetization-mode=1; profile-level-id=42c01f
            a=rtpmap:102 rtx/90000
            a=fmtp:102 apt=101
            a=mid:video0
            a=fingerprint:%1$s
            m=audio 9 UDP/TLS/RTP/SAVPF 96
            c=IN IP4 0.0.0.0
            a=setup:actpass
            a=ice-ufrag:ZKyDyiYn1n0oBQXcLnPaBvkjSlXKbcWb
            a=ice-pwd:qXtoxd8AYQuZZOg5F7Zp0bUgVZgdJu8q
            a=rtcp-mux
            a=recvonly
            a=rtpmap:96 OPUS/48000/2
            a=fmtp:96 sprop-stereo=1;stereo=1
            a=mid:audio1
            a=fingerprint:%1$s
            """.formatted(FINGERPRINT.toLowerCase(Locale.ROOT));

    private Offers() {}
}
