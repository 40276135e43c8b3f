package media.kern.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import media.kern.webrtc.rtp.BigEndian;

/** AES-128-GCM: the header is authenticated, the payload encrypted too (RFC 7714 sections 8 and 9). */
final class GcmCipher implements RtpCipher, RtcpCipher {
    private static final int TAG_LENGTH = 16;
    private static final int TAG_BITS = 8 * TAG_LENGTH;
    private static final int RTCP_HEADER_LENGTH = 8;
    private static final int INDEX_LENGTH = 4;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;

    GcmCipher(byte[] key, byte[] salt) {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
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
        try {
            begin(Cipher.ENCRYPT_MODE, rtpIv(packet, at, rollover));
            cipher.updateAAD(packet, at, headerLength);
            return headerLength + cipher.doFinal(payload, offset, length, packet, at + headerLength);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a packet of " + length + " bytes", e);
        }
    }

    @Override
    public int unprotect(byte[] packet, int at, int headerLength, int length, int rollover) {
        if (length < headerLength + TAG_LENGTH) {
            return -1;
        }
        try {
            begin(Cipher.DECRYPT_MODE, rtpIv(packet, at, rollover));
            cipher.updateAAD(packet, at, headerLength);
            int from = at + headerLength;
            return headerLength + cipher.doFinal(packet, from, length - headerLength, packet, from);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt a packet of " + length + " bytes", e);
        }
    }

    @Override
    public byte[] protectRtcp(byte[] packet, int length, int index) {
        byte[] out = Arrays.copyOf(packet, length + rtcpOverhead());
        int encryptedAndIndex = index | 0x80000000;
        int indexAt = out.length - INDEX_LENGTH;
        BigEndian.put32(out, indexAt, encryptedAndIndex);
        try {
            begin(Cipher.ENCRYPT_MODE, rtcpIv(packet, index));
            cipher.updateAAD(packet, 0, RTCP_HEADER_LENGTH);
            cipher.updateAAD(out, indexAt, INDEX_LENGTH);
            cipher.doFinal(packet, RTCP_HEADER_LENGTH, length - RTCP_HEADER_LENGTH, out, RTCP_HEADER_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a control packet of " + length + " bytes", e);
        }
        return out;
    }

    @Override
    public int indexOf(byte[] packet, int length) {
        return length < RTCP_HEADER_LENGTH + rtcpOverhead()
                ? -1
                : BigEndian.i32(packet, length - INDEX_LENGTH) & Integer.MAX_VALUE;
    }

    @Override
    public int unprotectRtcp(byte[] packet, int length) {
        int index = indexOf(packet, length);
        int indexAt = length - INDEX_LENGTH;
        if (index < 0 || packet[indexAt] >= 0) {
            return -1; // Not encrypted: nobody has a reason to send that.
        }
        try {
            begin(Cipher.DECRYPT_MODE, rtcpIv(packet, index));
            cipher.updateAAD(packet, 0, RTCP_HEADER_LENGTH);
            cipher.updateAAD(packet, indexAt, INDEX_LENGTH);
            return RTCP_HEADER_LENGTH
                    + cipher.doFinal(
                            packet, RTCP_HEADER_LENGTH, indexAt - RTCP_HEADER_LENGTH, packet, RTCP_HEADER_LENGTH);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt a control packet of " + length + " bytes", e);
        }
    }

    private void begin(int mode, byte[] iv) throws GeneralSecurityException {
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        } catch (InvalidAlgorithmParameterException e) {
            // The last packet is repeated, bit for bit, which is the one time when its vector may be used again.
            byte[] other = iv.clone();
            other[0] ^= 1;
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, other));
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        }
    }

    /** 00 00, SSRC, rollover counter, sequence number. */
    private byte[] rtpIv(byte[] packet, int at, int rollover) {
        byte[] iv = salt.clone();
        for (int i = 0; i < 4; i++) {
            iv[2 + i] ^= packet[at + 8 + i];
        }
        BigEndian.xor32(iv, 6, rollover);
        iv[10] ^= packet[at + 2];
        iv[11] ^= packet[at + 3];
        return iv;
    }

    /** 00 00, SSRC, 00 00, index. */
    private byte[] rtcpIv(byte[] packet, int index) {
        byte[] iv = salt.clone();
        for (int i = 0; i < 4; i++) {
            iv[2 + i] ^= packet[4 + i];
        }
        BigEndian.xor32(iv, 8, index);
        return iv;
    }
}
