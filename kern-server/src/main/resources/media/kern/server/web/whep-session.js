/** One session of WHEP (draft-ietf-wish-whep-03): a connection, and what belongs to it on the server. */

import { fragmentOf, restarted, withStereo } from './sdp.js';
import { WhepError, iceServers, textOf } from './whep-http.js';

const REQUEST_TIMEOUT_MS = 10_000;
const BATCH_MS = 100; // candidates come in bursts
const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';

export class WhepSession {
  #url;
  #token;
  #resource = null;
  #tag = null;
  #candidates = { found: [], complete: false, timer: 0 };
  #patches = Promise.resolve(); // one after the other, each may change the ETag
  #closing = new AbortController();
  connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  stream = new MediaStream();

  /**
   * @param url of the endpoint
   * @param token for the Authorization header, null without one
   */
  constructor(url, token) {
    this.#url = url;
    this.#token = token;
    this.connection.addEventListener('track', ({ track }) => this.stream.addTrack(track));
    this.connection.addEventListener('icecandidate', ({ candidate }) => this.#trickle(candidate));
  }

  get closed() { return this.#closing.signal.aborted; }

  /** Until the answer of the server is in place; the connection follows. */
  async open() {
    const { connection } = this;
    for (const kind of ['video', 'audio']) connection.addTransceiver(kind, { direction: 'recvonly' });
    const sdp = withStereo((await connection.createOffer()).sdp);
    if (this.closed) return;
    // Not given up when the session is closed meanwhile: what the server has made by then has to be deleted.
    const response = await this.#send('POST', this.#url, { 'Content-Type': SDP }, sdp);
    if (!response.ok) throw await WhepError.of(response);
    const location = response.headers.get('Location'); // null from another origin that does not expose it
    this.#resource = location && URL.canParse(location, response.url) ? new URL(location, response.url).href : null;
    this.#tag = response.headers.get('ETag');
    if (this.closed) return this.#leave();
    const answer = await textOf(response);
    if (this.closed) return;
    // Gathering begins with the local description, so it waits for the servers that help with it.
    connection.setConfiguration({
      ...connection.getConfiguration(),
      iceServers: iceServers(response.headers.get('Link')),
    });
    await connection.setLocalDescription({ type: 'offer', sdp });
    await connection.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  /** New ICE credentials and candidates on both sides, while DTLS and the media stay. */
  async restartIce() {
    const { connection } = this;
    const before = connection.remoteDescription.sdp;
    const sdp = withStereo((await connection.createOffer({ iceRestart: true })).sdp);
    this.#patches = this.#patches.catch(() => {}).then(async () => {
      clearTimeout(this.#candidates.timer);
      this.#candidates = { found: [], complete: false, timer: 0 };
      await connection.setLocalDescription({ type: 'offer', sdp });
      const response = await this.#patch(fragmentOf(sdp), '*');
      if (response.status !== 200) throw await WhepError.of(response);
      this.#tag = response.headers.get('ETag') ?? this.#tag;
      await connection.setRemoteDescription({ type: 'answer', sdp: restarted(before, await textOf(response)) });
    });
    return this.#patches;
  }

  /** Ends both sides; safe at any time, also while the page goes away. */
  close() {
    if (this.closed) return;
    this.#closing.abort();
    clearTimeout(this.#candidates.timer);
    this.connection.close();
    this.#leave();
  }

  #leave() {
    const resource = this.#resource;
    this.#resource = null;
    // If it fails the server notices by itself that nobody is there.
    if (resource) this.#send('DELETE', resource, {}).then(response => response.body?.cancel()).catch(() => {});
  }

  #trickle(candidate) {
    if (this.closed) return;
    const found = this.#candidates;
    if (candidate === null) found.complete = true;
    else if (candidate.candidate) found.found.push(candidate); // an empty one ends a media section
    clearTimeout(found.timer);
    found.timer = setTimeout(() => {
      this.#patches = this.#patches.then(() => this.#sendCandidates(found)).catch(() => {});
    }, found.complete ? 0 : BATCH_MS);
  }

  /** Servers that take no candidates (405, 501) find the way by the checks that reach them. */
  async #sendCandidates(batch) {
    const outdated = batch !== this.#candidates; // ICE was restarted since
    if (this.closed || outdated || !this.#resource) return;
    const fragment = fragmentOf(this.connection.localDescription.sdp, batch.found.splice(0), batch.complete);
    const response = await this.#patch(fragment, this.#tag);
    await response.body?.cancel();
  }

  #patch(fragment, tag) {
    if (!this.#resource) throw new WhepError('The server has named no resource that could be changed.');
    const headers = { 'Content-Type': FRAGMENT, ...(tag && { 'If-Match': tag }) };
    return this.#send('PATCH', this.#resource, headers, fragment, this.#closing.signal);
  }

  async #send(method, url, headers, body, ...signals) {
    // A token is for the server that it was given for, whatever address that one names.
    const trusted = new URL(url).origin === new URL(this.#url).origin;
    try {
      return await fetch(url, {
        method,
        headers: {
          Accept: `${SDP}, application/json`,
          ...headers,
          ...(this.#token && trusted && { Authorization: `Bearer ${this.#token}` }),
        },
        body,
        cache: 'no-store',
        keepalive: method === 'DELETE', // outlives the page
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any([AbortSignal.timeout(REQUEST_TIMEOUT_MS), ...signals]),
      });
    } catch (error) {
      throw error.name === 'AbortError' ? error : new WhepError('The server cannot be reached.');
    }
  }
}
