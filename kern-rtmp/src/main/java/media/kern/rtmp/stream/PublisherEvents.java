package media.kern.rtmp.stream;

/** What happens to a publisher; on any thread. */
public interface PublisherEvents {
    /** Somebody else has taken over, as he was silent. */
    void replaced();

    /** Something of a codec has come for the first time. */
    void track(String codec);

    /** Something has come that is not passed on. */
    void unsupported(String codec);
}
