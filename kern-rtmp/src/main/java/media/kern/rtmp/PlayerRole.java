package media.kern.rtmp;

import media.kern.rtmp.stream.Player;

/** A connection that plays. */
record PlayerRole(LiveSession session, Player player, Runnable departure) implements Role {
    @Override
    public void leave() {
        departure.run();
    }
}
