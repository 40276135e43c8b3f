package media.kern.core.leg;

/**
 * What earlier runs of a definition have taught.
 *
 * @param reordered the copied video had B-frames after all
 * @param video how far its leg has failed
 * @param audio how far its leg has failed
 */
record Experience(boolean reordered, Failure video, Failure audio) {
    static final Experience NONE = new Experience(false, Failure.NONE, Failure.NONE);

    /** How far a leg has failed: each stage is tried only if the one before it does not work. */
    enum Failure {
        NONE,
        /** FFmpeg does not send it as it is. */
        COPYING,
        /** FFmpeg cannot encode it either. */
        ENCODING
    }

    Experience withReordering() {
        return new Experience(true, video, audio);
    }

    Experience withVideo(Failure failure) {
        return new Experience(reordered, failure, audio);
    }

    Experience withAudio(Failure failure) {
        return new Experience(reordered, video, failure);
    }
}
