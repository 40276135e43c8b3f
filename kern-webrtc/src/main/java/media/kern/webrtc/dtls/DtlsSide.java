package media.kern.webrtc.dtls;

import media.kern.webrtc.srtp.SrtpKeys;

/** What a finished handshake leaves. */
interface DtlsSide {
    SrtpKeys.Pair keys();
}
