package media.kern.rtmp.amf;

/** How much one message may make us build: bytes bound most, but a byte can be a value and a value an object of ours. */
final class AmfBudget {
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 4096;

    static final int MAX_TEXT = 1 << 20;

    private int values;
    private int text;
    private int depth;

    void value() throws AmfException {
        values++;
        if (values > MAX_VALUES) {
            throw new AmfException("more than " + MAX_VALUES + " AMF values in one message");
        }
    }

    /** A text that a reference repeats counts again. */
    void text(int length) throws AmfException {
        text += length;
        if (text > MAX_TEXT) {
            throw new AmfException("more than " + MAX_TEXT + " bytes of text in one AMF message");
        }
    }

    void enter() throws AmfException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new AmfException("AMF values are nested deeper than " + MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }
}
