package media.kern.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import media.kern.webrtc.rtp.BigEndian;

/** AES-128 in counter mode, authenticated by the first 80 bits of HMAC-SHA1 (RFC 3711 sections 4.1.1 and 4.2). */
final class CounterCipher implements RtpCipher, RtcpCipher {
    private static final int TAG_LENGTH = 10;
    private static final int RTCP_HEADER_LENGTH = 8;
    private static final int INDEX_LENGTH = 4;
    private static final int IV_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final Mac mac;
    private final byte[] salt;

    CounterCipher(byte[] key, byte[] authenticationKey, byte[] salt) {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = Arrays.copyOf(salt, IV_LENGTH);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authenticationKey, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES in counter mode or no HMAC-SHA1", e);
        }
    }

    @Override
    public int tagLength() {
        return TAG_LENGTH;
    }

    @Override
    public int rtcpOverhead() {
        return TAG_LENGTH + INDEX_LENGTH;
    }

    @Override
    public int protect(byte[] packet, int at, int headerLength, byte[] payload, int offset, int length, int rollover) {
        crypt(rtpIv(packet, at, rollover), payload, offset, length, packet, at + headerLength);
        byte[] tag = rtpTag(packet, at, headerLength + length, rollover);
        System.arraycopy(tag, 0, packet, at + headerLength + length, TAG_LENGTH);
        return headerLength + length + TAG_LENGTH;
    }

    @Override
    public int unprotect(byte[] packet, int at, int headerLength, int length, int rollover) {
        int plain = length - TAG_LENGTH;
        if (plain < headerLength || !tagFits(rtpTag(packet, at, plain, rollover), packet, at + plain)) {
            return -1;
        }
        int from = at + headerLength;
        crypt(rtpIv(packet, at, rollover), packet, from, plain - headerLength, packet, from);
        return plain;
    }

    @Override
    public byte[] protectRtcp(byte[] packet, int length, int index) {
        byte[] out = Arrays.copyOf(packet, length + rtcpOverhead());
        cryptRtcp(out, length, index);
        BigEndian.put32(out, length, index | 0x80000000);
        mac.update(out, 0, length + INDEX_LENGTH);
        System.arraycopy(mac.doFinal(), 0, out, length + INDEX_LENGTH, TAG_LENGTH);
        return out;
    }

    @Override
    public int indexOf(byte[] packet, int length) {
        int indexAt = length - rtcpOverhead();
        return indexAt < RTCP_HEADER_LENGTH ? -1 : BigEndian.i32(packet, indexAt) & Integer.MAX_VALUE;
    }

    @Override
    public int unprotectRtcp(byte[] packet, int length) {
        int index = indexOf(packet, length);
        int plain = length - rtcpOverhead();
        if (index < 0 || packet[plain] >= 0) {
            return -1; // Not encrypted: nobody has a reason to send that.
        }
        mac.update(packet, 0, plain + INDEX_LENGTH);
        if (!tagFits(mac.doFinal(), packet, plain + INDEX_LENGTH)) {
            return -1;
        }
        cryptRtcp(packet, plain, index);
        return plain;
    }

    private void cryptRtcp(byte[] packet, int length, int index) {
        byte[] iv = ivFor(packet, 4);
        BigEndian.xor32(iv, 10, index);
        crypt(iv, packet, RTCP_HEADER_LENGTH, length - RTCP_HEADER_LENGTH, packet, RTCP_HEADER_LENGTH);
    }

    private byte[] rtpTag(byte[] packet, int at, int length, int rollover) {
        mac.update(packet, at, length);
        mac.update((byte) (rollover >>> 24));
        mac.update((byte) (rollover >>> 16));
        mac.update((byte) (rollover >>> 8));
        mac.update((byte) rollover);
        return mac.doFinal();
    }

    /** Takes the same time wherever they differ. */
    private static boolean tagFits(byte[] tag, byte[] packet, int at) {
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= tag[i] ^ packet[at + i];
        }
        return difference == 0;
    }

    private void crypt(byte[] iv, byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt " + length + " bytes", e);
        }
    }

    private byte[] rtpIv(byte[] packet, int at, int rollover) {
        byte[] iv = ivFor(packet, at + 8);
        BigEndian.xor32(iv, 8, rollover);
        iv[12] ^= packet[at + 2];
        iv[13] ^= packet[at + 3];
        return iv;
    }

    private byte[] ivFor(byte[] packet, int ssrcAt) {
        byte[] iv = salt.clone();
        for (int i = 0; i < 4; i++) {
            iv[4 + i] ^= packet[ssrcAt + i];
        }
        return iv;
    }
}
