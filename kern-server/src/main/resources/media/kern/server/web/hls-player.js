const MAX_REOPEN_MS = 5_000;
const FROZEN_MS = 10_000;

const HLS_SETTINGS = {
  enableWorker: false, // its worker is a blob: URL, which a strict content security policy refuses
  liveSyncDurationCount: 2,
  liveMaxLatencyDurationCount: 6,
  maxLiveSyncPlaybackRate: 1.1,
  backBufferLength: 10,
  manifestLoadPolicy: { // the player retries by itself
    default: { maxTimeToFirstByteMs: 5_000, maxLoadTimeMs: 8_000, timeoutRetry: null, errorRetry: null },
  },
};

/** Plays a live HLS playlist and opens it again whenever it breaks. */
export class HlsPlayer {
  #video;
  #hls = null;
  #timer;
  #failures = 0;
  #moved = { to: 0, at: 0 };
  playlist = null;
  /** Bits per second of the segments, 0 if unknown. */
  bitrate = 0;

  constructor(video) {
    this.#video = video;
    video.addEventListener('playing', () => { this.#failures = 0; });
    for (const event of ['error', 'ended']) {
      video.addEventListener(event, () => { if (this.playlist && !this.#hls) this.#retry(); });
    }
    setInterval(() => this.#watch(), 1_000);
  }

  get showing() { return this.playlist !== null && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA; }
  /** Seconds behind the newest frame that the playlist offers, null if unknown. */
  get delay() { return this.#hls?.latency || null; }

  /** @param playlist URL, null to close */
  play(playlist) {
    if (playlist === this.playlist) return;
    this.playlist = playlist;
    this.#failures = 0;
    this.bitrate = 0;
    this.#open();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#hls?.destroy();
    this.#hls = null;
    this.#video.removeAttribute('src');
    this.#video.load();
    this.#moved.at = performance.now();
  }

  #open() {
    this.#close();
    if (!this.playlist) return;
    if (globalThis.Hls?.isSupported()) this.#openWithHlsJs();
    else this.#video.src = this.playlist;
  }

  #openWithHlsJs() {
    let sequence = 0;
    const hls = this.#hls = new Hls(HLS_SETTINGS);
    hls.on(Hls.Events.ERROR, (_, { fatal }) => { if (fatal) this.#retry(); });
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details: { live, startSN } }) => {
      // The playlist of an earlier run has an end, and a new run may count from the beginning.
      if (!live || startSN < sequence) this.#retry();
      sequence = startSN;
    });
    hls.on(Hls.Events.FRAG_BUFFERED, (_, { stats, frag }) => {
      const measured = 8 * stats.total / frag.duration;
      this.bitrate = this.bitrate ? 0.7 * this.bitrate + 0.3 * measured : measured;
    });
    hls.loadSource(this.playlist);
    hls.attachMedia(this.#video);
  }

  #retry() {
    this.#close();
    this.#timer = setTimeout(() => this.#open(), Math.min(1_000 * 1.5 ** this.#failures++, MAX_REOPEN_MS));
  }

  /** A picture can freeze without an error, for example when a proxy lost the server. */
  #watch() {
    const { currentTime, paused } = this.#video;
    const now = performance.now();
    if (currentTime !== this.#moved.to || document.hidden || (paused && this.showing)) {
      this.#moved = { to: currentTime, at: now };
    } else if (this.playlist && now - this.#moved.at > FROZEN_MS) {
      this.#retry();
    }
  }
}
