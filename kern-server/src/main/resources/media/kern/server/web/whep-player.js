import { Statistics } from './statistics.js';
import { WhepClient } from './whep.js';

const SAMPLE_MS = 1_000;
const FROZEN_MS = 10_000;

/** Plays a WHEP address in a video element, and measures. Sends `change` with every change of state and every measurement. */
export class WhepPlayer extends EventTarget {
  #video;
  #client = null;
  #measuring = { statistics: null, connection: null, busy: false };
  #grown = { to: 0, at: 0 };
  url = null;
  /** The last measurement, see Statistics; null if nothing is played. */
  sample = null;

  constructor(video) {
    super();
    this.#video = video;
    setInterval(() => this.#measure(), SAMPLE_MS);
  }

  /** See WhepClient. */
  get state() { return this.#client?.state ?? 'stopped'; }
  get message() { return this.#client?.message ?? ''; }
  get status() { return this.#client?.status ?? 0; }
  get connection() { return this.#client?.connection ?? null; }
  /** Seconds until the next try, 0 if none is planned. */
  get retryIn() { return this.state === 'waiting' ? Math.max(0, (this.#client.retryAt - performance.now()) / 1_000) : 0; }
  get showing() { return this.url !== null && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA; }
  get audible() { return this.#client?.stream?.getAudioTracks().some(track => !track.muted) ?? false; }
  /** Seconds, null if unknown. */
  get delay() { return this.sample?.delay ?? null; }

  /**
   * @param url of the endpoint, null to stop
   * @param token see WhepClient
   */
  play(url, token) {
    if (url === this.url) return;
    this.url = url;
    this.#client?.stop();
    this.#client = url && new WhepClient(url, token);
    this.#client?.addEventListener('change', () => this.#show());
    this.#client?.start();
    this.#show();
  }

  #show() {
    const stream = this.#client?.stream ?? null;
    if (this.#video.srcObject !== stream) {
      this.#video.srcObject = stream;
      this.#grown = { to: 0, at: performance.now() };
      if (stream) this.#video.play().catch(({ name }) => { this.#video.controls ||= name === 'NotAllowedError'; });
    }
    if (!stream) this.sample = null;
    this.dispatchEvent(new Event('change'));
  }

  async #measure() {
    const { connection } = this;
    const measuring = this.#measuring;
    if (measuring.busy || connection?.connectionState !== 'connected') {
      if (this.state === 'waiting') this.dispatchEvent(new Event('change')); // the time until the next try
      return;
    }
    if (measuring.connection !== connection) Object.assign(measuring, { connection, statistics: new Statistics() });
    measuring.busy = true;
    try {
      const report = await connection.getStats();
      if (connection !== this.connection) return;
      this.sample = measuring.statistics.read(report);
      this.#watch();
      this.dispatchEvent(new Event('change'));
    } finally {
      measuring.busy = false;
    }
  }

  /** A connection can stay while nothing comes any more. */
  #watch() {
    const now = performance.now();
    if (this.sample.bytes !== this.#grown.to) this.#grown = { to: this.sample.bytes, at: now };
    else if (now - this.#grown.at > FROZEN_MS) this.#client.replace('Nothing comes from the server.');
  }
}
