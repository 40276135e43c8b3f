/** What the HTTP answers of a WHEP server say. */

const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_TEXT = 300;
const MAX_RETRY_AFTER_S = 60;
const MAX_ICE_SERVERS = 4; // browsers warn of more, each makes gathering slower

const TEXTS = {
  401: 'This stream needs a valid access token.',
  403: 'The server lets nobody watch from this address.',
  404: 'There is no such stream, or WebRTC is switched off on it.',
  405: 'This address takes no viewers: it is not a WHEP address.',
  406: 'This browser cannot play the stream.',
  409: 'The stream is not live at the moment.',
  503: 'The server takes no more viewers at the moment.',
};
/** Their texts say what is wrong with this browser or this moment; other servers' reasons mean little to viewers. */
const SAID_BY_SERVER = [400, 406, 409, 422, 503];
/** Waiting does not help: something else has to change first. */
const FINAL = [400, 401, 403, 405, 406, 410, 413, 415];

/** Why nothing is shown. */
export class WhepError extends Error {
  /**
   * @param status of HTTP, 0 if there is no answer
   * @param retryAfter seconds that the server asks to wait, null if it does not
   */
  constructor(message, status = 0, retryAfter = null) {
    super(message);
    Object.assign(this, { status, retryAfter });
  }

  get final() { return FINAL.includes(this.status); }

  static async of(response) {
    const { status } = response;
    const reason = SAID_BY_SERVER.includes(status) ? await reasonOf(response) : '';
    await response.body?.cancel().catch(() => {}); // frees the connection if it is not read
    const text = TEXTS[status] ?? `The server answers with HTTP status ${status}.`;
    return new WhepError([text, reason].filter(Boolean).join(' '), status, retryAfter(response));
  }
}

/** The text of an answer. */
export async function textOf(response) {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      throw new WhepError(`The answer of the server has more than ${MAX_ANSWER_BYTES / 1024} KiB.`, response.status);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** The reason in the body of an error: problem details (RFC 9457), or plain text. */
async function reasonOf(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (!/json|text\/plain/.test(type)) return '';
  try {
    const text = await textOf(response);
    const { title, detail } = type.includes('json') ? JSON.parse(text) : { detail: text };
    return String(detail ?? title ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
  } catch {
    return ''; // the status alone has to do
  }
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfter(response) {
  const value = response.headers.get('Retry-After');
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), MAX_RETRY_AFTER_S) : null;
}

const LINK = /<([^<>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))*)/g;
const PARAMETER = /;\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))/g;

/** The STUN and TURN servers of Link headers (RFC 8288, WHEP section 4.5) as RTCIceServers. */
export function iceServers(links) {
  const servers = [...(links ?? '').matchAll(LINK)].map(([, urls, parameters]) => ({ urls, ...Object.fromEntries(
    [...parameters.matchAll(PARAMETER)].map(([, name, quoted, token]) =>
      [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token])) }));
  return servers
    .filter(({ rel, urls, username, credential }) => rel?.toLowerCase().split(' ').includes('ice-server')
      && (/^stuns?:/.test(urls) || (/^turns?:/.test(urls) && username && credential)))
    .slice(0, MAX_ICE_SERVERS)
    .map(({ urls, username, credential }) => ({ urls, ...(username && { username, credential }) }));
}
