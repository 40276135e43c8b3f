/** A viewer of a WHEP endpoint that stays: it comes back after every failure that waiting can cure. */

import { WhepError } from './whep-http.js';
import { WhepSession } from './whep-session.js';

const CONNECT_TIMEOUT_MS = 10_000;
const DISCONNECTED_MS = 2_000; // a connection often recovers by itself
const RESTART_TIMEOUT_MS = 6_000;
const STEADY_MS = 10_000;
const RETRY_MS = 500;
const RETRY_GROWTH = 1.7;
const MAX_RETRY_MS = 10_000;
const NO_WAY = 'No way through the network to the server was found.';

/**
 * Sends `change` whenever its state or stream does. States: `stopped`, `connecting`, `playing`, `recovering` (the same
 * session looks for another way), `waiting` (for the next try) and `failed` (trying again is of no use).
 */
export class WhepClient extends EventTarget {
  #url;
  #token;
  #session = null;
  #timer = 0;
  #failures = 0;
  #connectedAt = 0;
  #restarting = false;
  #stopping = null;
  state = 'stopped';
  /** Why nothing is shown, for people. */
  message = '';
  /** Of the last answer that was an error, 0 without one. */
  status = 0;
  /** When the next try is, on the clock of performance.now(). */
  retryAt = 0;

  /**
   * @param url of the endpoint, absolute or relative to the page
   * @param token called before each session: the access token, or null
   */
  constructor(url, token = () => null) {
    super();
    this.#url = new URL(url, location.href).href;
    this.#token = token;
  }

  get connection() { return this.#session?.connection ?? null; }
  get stream() { return this.#session?.stream ?? null; }

  start() {
    if (this.#stopping) return;
    if (!globalThis.RTCPeerConnection) return this.#become('failed', new WhepError('This browser has no WebRTC.'));
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    let network = navigator.connection?.type; // of phones; the event also tells every new estimate of the bandwidth
    globalThis.addEventListener('online', () => this.#networkChanged(), { signal });
    navigator.connection?.addEventListener?.('change', () => {
      if (navigator.connection.type !== network) this.#networkChanged();
      network = navigator.connection.type;
    }, { signal });
    globalThis.addEventListener('pagehide', () => this.#end(), { signal });
    globalThis.addEventListener('pageshow', ({ persisted }) => { if (persisted) this.#connect(); }, { signal });
    this.#failures = 0;
    this.#connect();
  }

  stop() {
    this.#stopping?.abort();
    this.#stopping = null;
    this.#end();
    this.#become('stopped');
  }

  /** Begins a new session, because the present one is of no use. */
  replace(message) {
    if (this.#session) this.#retry(new WhepError(message));
  }

  #become(state, error = null) {
    Object.assign(this, { state, message: error?.message ?? '', status: error?.status ?? 0 });
    this.dispatchEvent(new Event('change'));
  }

  #end() {
    clearTimeout(this.#timer);
    this.#session?.close();
    this.#session = null;
    this.#restarting = false;
    this.#connectedAt = 0;
  }

  async #connect() {
    this.#end();
    const { signal } = this.#stopping;
    let session = null;
    this.#become('connecting');
    try {
      const token = await this.#freshToken();
      if (signal.aborted || this.#session) return;
      session = this.#session = new WhepSession(this.#url, token);
      this.#watch(session);
      await session.open();
      if (session === this.#session && this.state === 'connecting') {
        this.#after(CONNECT_TIMEOUT_MS, () => this.#retry(new WhepError(NO_WAY)));
      }
    } catch (error) {
      if (session ? session === this.#session : !signal.aborted) this.#retry(error);
    }
  }

  async #freshToken() {
    try {
      return await this.#token();
    } catch {
      throw new WhepError('The server cannot be asked for an access token.');
    }
  }

  #watch(session) {
    const { connection } = session;
    const current = action => () => { if (session === this.#session) action(); };
    connection.addEventListener('connectionstatechange', current(() => this.#follow(connection.connectionState)));
    connection.addEventListener('track', ({ receiver }) => {
      // The end of the stream, said by the server: connectionState does not tell it from a connection at rest.
      receiver.transport?.addEventListener('statechange', current(() => {
        if (receiver.transport.state === 'closed') this.#retry(new WhepError('The server has ended the stream.'));
      }));
    });
  }

  #follow(connectionState) {
    if (connectionState === 'connected') {
      clearTimeout(this.#timer);
      this.#connectedAt ||= performance.now();
      this.#become('playing');
    } else if (connectionState === 'disconnected' && !this.#restarting) {
      this.#become('recovering', new WhepError('The connection is interrupted.'));
      this.#after(DISCONNECTED_MS, () => this.#restartIce());
    } else if (connectionState === 'failed') {
      if (this.#connectedAt) this.#restartIce();
      else this.#retry(new WhepError(NO_WAY));
    }
  }

  #networkChanged() {
    if (this.state === 'waiting') this.#connect();
    else if (this.#connectedAt) this.#restartIce();
  }

  async #restartIce() {
    const session = this.#session;
    if (this.#restarting || !session) return;
    this.#restarting = true;
    this.#become('recovering', new WhepError('Looking for another way to the server.'));
    this.#after(RESTART_TIMEOUT_MS, () => this.#retry(new WhepError('The connection is lost.')));
    try {
      await session.restartIce();
      if (session === this.#session && session.connection.connectionState === 'connected') this.#follow('connected');
    } catch {
      if (session === this.#session) this.#retry(new WhepError('The connection is lost.'));
    } finally {
      if (session === this.#session) this.#restarting = false;
    }
  }

  #retry(error) {
    if (this.#connectedAt && performance.now() - this.#connectedAt > STEADY_MS) this.#failures = 0;
    this.#end();
    if (!(error instanceof WhepError)) error = new WhepError(`The answer of the server is of no use: ${error.message}`);
    if (error.final) return this.#fail(error);
    const growing = Math.min(RETRY_MS * RETRY_GROWTH ** this.#failures++, MAX_RETRY_MS);
    const delay = error.retryAfter === null ? growing : 1_000 * error.retryAfter;
    this.retryAt = performance.now() + delay;
    this.#after(delay, () => this.#connect());
    this.#become('waiting', error);
  }

  #fail(error) {
    this.#stopping?.abort();
    this.#stopping = null;
    this.#become('failed', error);
  }

  #after(delay, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delay);
  }
}
