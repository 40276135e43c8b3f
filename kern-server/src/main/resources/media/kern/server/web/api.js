/** The HTTP API of the server. */

const REQUEST_TIMEOUT_MS = 8_000;
const COMMAND_TIMEOUT_MS = 30_000; // stop and restart answer when FFmpeg has ended, after 5 s it is killed
const TOKEN_REFRESH_MS = 300_000; // half the life of an access token

export class ApiError extends Error {
  constructor(status, answer) {
    super([answer?.message, ...(answer?.details ?? [])].filter(Boolean).join(': ') || `HTTP status ${status}`);
    this.status = status;
  }
}

export const inWords = error => error instanceof ApiError ? error.message : 'The server cannot be reached.';

/** The API of the server, with the tokens of a login if it asks for one. */
export class Api {
  #tokens = JSON.parse(sessionStorage.getItem('kern.tokens'));
  #refreshing = null;

  get signedIn() { return this.#tokens !== null; }
  about() { return this.#authorized('GET', '/api'); }
  processes() { return this.#authorized('GET', '/api/v3/process?filter=config,state'); }
  log() { return this.#authorized('GET', '/api/v3/log'); }
  command(id, command) {
    return this.#authorized('PUT', `/api/v3/process/${encodeURIComponent(id)}/command`, { command });
  }

  async login(username, password) {
    const answer = await this.#send('POST', '/api/login', null, { username, password });
    this.#keep({ access: answer.access_token, refresh: answer.refresh_token, since: Date.now() });
  }

  signOut() { this.#keep(null); }

  #keep(tokens) {
    this.#tokens = tokens;
    sessionStorage.setItem('kern.tokens', JSON.stringify(tokens));
  }

  /** Fresh, null if nobody has signed in. */
  async accessToken() {
    if (this.#tokens && Date.now() - this.#tokens.since > TOKEN_REFRESH_MS) {
      await (this.#refreshing ??= this.#refresh().finally(() => { this.#refreshing = null; }));
    }
    return this.#tokens?.access ?? null;
  }

  async #authorized(method, path, body) {
    return this.#send(method, path, await this.accessToken(), body);
  }

  async #refresh() {
    try {
      const answer = await this.#send('GET', '/api/login/refresh', this.#tokens.refresh);
      this.#keep({ ...this.#tokens, access: answer.access_token, since: Date.now() });
    } catch (error) {
      if (![401, 403].includes(error.status)) throw error;
      this.signOut();
    }
  }

  async #send(method, path, token, body) {
    const response = await fetch(path, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(body ? COMMAND_TIMEOUT_MS : REQUEST_TIMEOUT_MS),
    });
    const answer = await response.json().catch(() => null);
    if (!response.ok || answer === null) throw new ApiError(response.status, answer);
    return answer;
  }
}
