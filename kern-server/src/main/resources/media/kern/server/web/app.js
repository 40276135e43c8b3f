/** The start page of Kern: what the processes of the server do, and the live picture of one of them. */

const POLL_MS = 1_000;
const CALM_POLL_MS = 15_000;
const MAX_RETRY_MS = 10_000;
const ABOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 8_000;
const COMMAND_TIMEOUT_MS = 30_000; // stop and restart answer when FFmpeg has ended, after 5 s it is killed
const TOKEN_REFRESH_MS = 300_000; // half the life of an access token
const GRAPH_SECONDS = 120;
const MAX_REOPEN_MS = 5_000;
const FROZEN_MS = 10_000;

const $ = id => document.getElementById(id);

/** Writes only what changed: an unchanged node keeps the reader's text selection. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

class ApiError extends Error {
  constructor(status, answer) {
    super([answer?.message, ...(answer?.details ?? [])].filter(Boolean).join(': ') || `HTTP status ${status}`);
    this.status = status;
  }
}

const inWords = error => error instanceof ApiError ? error.message : 'The server cannot be reached.';

/** The API of the server, with the tokens of a login if it asks for one. */
class Api {
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

  async #authorized(method, path, body) {
    if (this.#tokens && Date.now() - this.#tokens.since > TOKEN_REFRESH_MS) {
      await (this.#refreshing ??= this.#refresh().finally(() => { this.#refreshing = null; }));
    }
    return this.#send(method, path, this.#tokens?.access, body);
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

/** A process as the API lists it. */
class Process {
  constructor({ id, reference, config, state }) { Object.assign(this, { id, reference, config, state }); }

  get word() { return this.state.exec || 'invalid'; }
  get active() { return ['starting', 'running', 'finishing'].includes(this.state.exec); }
  /** Between two runs, until the reconnect delay is over. */
  get reconnecting() { return this.state.order === 'start' && !this.active && this.state.reconnect_seconds >= 0; }
  get stoppable() { return this.active || this.reconnecting; }
  get restartable() { return this.state.order === 'start'; }

  /** URL on this server of the first HLS playlist that FFmpeg writes where a browser can read it, null without one. */
  get playlist() {
    const command = this.state.command ?? [];
    const written = command.slice(command.lastIndexOf('-i') + 2).flatMap(word => word.replaceAll('\\', '').split('|'));
    const inMemory = this.config.output.some(({ address }) => /\{(memfs|fs:)/.test(address));
    const urls = written.map(word => word.match(/https?:\/\/.+/)?.[0]).filter(url => url && URL.canParse(url));
    const path = urls.map(url => new URL(url)).find(({ hostname, pathname }) => pathname.endsWith('.m3u8')
      && (inMemory || ['localhost', '127.0.0.1', '[::1]', location.hostname].includes(hostname)))?.pathname;
    const playlist = path ?? this.config.output.map(output => this.#pathOnDisk(output)).find(Boolean);
    return playlist ? location.origin + playlist : null;
  }

  #pathOnDisk({ id, address }) {
    const values = { processid: this.id, reference: this.reference, outputid: id };
    return address.match(/^\{(?:diskfs|fs:disk)\}(\/.*\.m3u8)$/)?.[1]
      .replace(/\{(processid|reference|outputid)\}/g, (_, name) => values[name])
      .split('/').map(encodeURIComponent).join('/');
  }

  /**
   * The commands of the API that do what is asked for. Its start does nothing for a process that ended by itself, its
   * restart nothing between two runs, and without reconnect a restarted process does not come back.
   */
  commandsTo(wish) {
    const resume = wish === 'start' ? this.restartable : wish === 'restart' && !(this.active && this.config.reconnect);
    return resume ? ['stop', 'start'] : [wish];
  }
}

function duration(seconds) {
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (d) return `${d} d ${h} h`;
  if (h) return `${h} h ${m} min`;
  return m ? `${m} min ${Math.floor(seconds % 60)} s` : `${Math.floor(seconds)} s`;
}

function bitrate(bits) {
  if (bits >= 1e6) return `${(bits / 1e6).toFixed(1)} Mbit/s`;
  return bits > 0 ? `${Math.round(bits / 1e3)} kbit/s` : '–';
}

/** A value over the last two minutes. */
class Sparkline {
  #samples = [];
  #floor;
  #paths;

  /** @param floor smallest value that the full height stands for, so that noise near zero stays small */
  constructor(svg, floor) {
    this.#floor = floor;
    svg.setAttribute('viewBox', `0 0 ${GRAPH_SECONDS} 32`);
    svg.setAttribute('preserveAspectRatio', 'none');
    this.#paths = ['area', 'line'].map(name => {
      const path = document.createElementNS(svg.namespaceURI, 'path');
      path.setAttribute('class', name);
      return svg.appendChild(path);
    });
  }

  add(value) {
    const now = performance.now() / 1_000;
    this.#samples = this.#samples.filter(({ at }) => now - at < GRAPH_SECONDS).concat({ at: now, value });
    const top = 1.2 * Math.max(this.#floor, ...this.#samples.map(sample => sample.value));
    const x = sample => (GRAPH_SECONDS - now + sample.at).toFixed(1);
    const y = sample => (31 - 30 * sample.value / top).toFixed(1);
    const line = `M${this.#samples.map(sample => `${x(sample)} ${y(sample)}`).join('L')}`;
    this.#paths[0].setAttribute('d', `${line}V32H${x(this.#samples[0])}z`);
    this.#paths[1].setAttribute('d', line);
  }
}

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
class Player {
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
  /** Seconds, 0 if unknown. */
  get latency() { return this.#hls?.latency ?? 0; }

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

const STATE_ICONS = {
  running: 'M2 1l7 4-7 4z',
  starting: 'M5 1a4 4 0 1 1-4 4h2a2 2 0 1 0 2-2z',
  finishing: 'M2 1h6L6 5l2 4H2l2-4z',
  finished: 'M2 2h6v6H2z',
  failed: 'M1.5 3 3 1.5l2 2 2-2L8.5 3l-2 2 2 2L7 8.5l-2-2-2 2L1.5 7l2-2z',
  killed: 'M6 0 1.5 6H5l-1 4 4.5-6H5z',
  invalid: 'M4 1h2v5H4zM4 7h2v2H4z',
};

/** One process in the list. */
class Card {
  #parts = {};
  #graphs;
  #carryOut;
  root = $('process-card').content.firstElementChild.cloneNode(true);
  process = null;

  /** @param carryOut does what is asked for with a process: start, stop or restart */
  constructor(select, carryOut) {
    for (const part of this.root.querySelectorAll('[data-part]')) this.#parts[part.dataset.part] = part;
    this.#graphs = { fps: new Sparkline(this.#parts.fpsGraph, 5), cpu: new Sparkline(this.#parts.cpuGraph, 5) };
    this.#carryOut = carryOut;
    this.#parts.select.addEventListener('click', () => select(this.process.id));
    this.#parts.toggle.addEventListener('click', () => this.toggle());
    this.#parts.restart.addEventListener('click', () => this.restart());
  }

  focus() { this.#parts.select.focus(); }
  toggle() { this.#ask(this.process.stoppable ? 'stop' : 'start'); }
  restart() { if (this.process.restartable) this.#ask('restart'); }

  async #ask(wish) {
    if (this.root.ariaBusy === 'true') return;
    this.root.ariaBusy = 'true';
    await this.#carryOut(this.process, wish);
    this.root.ariaBusy = 'false';
  }

  update(process, selected, measuredBitrate) {
    const { id, reference, state: { exec, progress, ...state } } = this.process = process;
    const running = text => exec === 'running' ? text : '–';
    const texts = {
      select: id,
      reference,
      word: process.reconnecting ? `${process.word}, again in ${state.reconnect_seconds} s` : process.word,
      uptime: running(duration(state.runtime_seconds)),
      bitrate: running(bitrate(progress.bitrate_kbit * 1_024 || measuredBitrate)),
      speed: running(`${progress.speed.toFixed(2)}×`),
      memory: running(`${Math.round(state.memory_bytes / 1e6)} MB`),
      fps: running(`${progress.fps.toFixed(1)} fps`),
      cpu: running(`${state.cpu_usage.toFixed(1)} %`),
      lastLine: state.last_logline.replace(/\/\/[^\s/@]+@/g, '//'), // without the credentials of an address
      toggle: process.stoppable ? 'Stop' : 'Start',
    };
    for (const [part, text] of Object.entries(texts)) setText(this.#parts[part], text);
    const { select, toggle, restart, lastLine, state: badge } = this.#parts;
    this.root.classList.toggle('ended', !process.stoppable);
    badge.dataset.state = process.word;
    badge.querySelector('path').setAttribute('d', STATE_ICONS[process.word] ?? STATE_ICONS.invalid);
    select.setAttribute('aria-current', selected);
    toggle.setAttribute('aria-label', `${texts.toggle} ${id}`);
    restart.setAttribute('aria-label', `Restart ${id}`);
    restart.disabled = !process.restartable;
    lastLine.hidden = !['failed', 'killed', 'invalid'].includes(process.word) || !state.last_logline;
    this.#graphs.fps.add(exec === 'running' ? progress.fps : 0);
    this.#graphs.cpu.add(exec === 'running' ? state.cpu_usage : 0);
  }
}

/** The list of the processes and the picture of the selected one. */
class Overview {
  #cards = new Map();
  #player = new Player($('video'));
  #chosen = new URLSearchParams(location.hash.slice(1)).get('process');
  #carryOut;

  constructor(carryOut) { this.#carryOut = carryOut; }

  select(id) {
    this.#chosen = id;
    history.replaceState(null, '', `#${new URLSearchParams({ process: id })}`);
    this.render([...this.#cards.values()].map(card => card.process));
  }

  /** The card that has the focus, else the selected one. */
  get current() {
    const focused = [...this.#cards.values()].find(card => card.root.contains(document.activeElement));
    return focused ?? this.#cards.get(this.#chosen);
  }

  move(step) {
    const cards = [...this.#cards.values()];
    const inside = document.activeElement.closest('.card');
    const to = cards.indexOf(this.current) + (inside ? step : 0);
    cards[Math.min(Math.max(to, 0), cards.length - 1)]?.focus();
  }

  render(processes) {
    processes.sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
    if (!processes.some(process => process.id === this.#chosen)) {
      const playable = processes.filter(process => process.playlist);
      this.#chosen = (playable.find(process => process.active) ?? playable[0] ?? processes[0])?.id;
    }
    const before = this.#cards;
    this.#cards = new Map(processes.map(process =>
      [process.id, before.get(process.id) ?? new Card(id => this.select(id), this.#carryOut)]));
    for (const [id, card] of before) if (!this.#cards.has(id)) card.root.remove();
    processes.forEach((process, position) => this.#place(process, position));
    const count = word => processes.filter(process => process.word === word).length;
    setText($('tally'), Object.keys(STATE_ICONS).filter(count).map(word => `${count(word)} ${word}`).join(', '));
    this.#show(this.#cards.get(this.#chosen)?.process);
  }

  #place(process, position) {
    const card = this.#cards.get(process.id);
    const selected = process.id === this.#chosen;
    if (card.process && card.process.word !== process.word) setText($('announcer'), `${process.id}: ${process.word}`);
    card.update(process, selected, selected ? this.#player.bitrate : 0);
    const there = $('processes').children[position] ?? null;
    if (there !== card.root) $('processes').insertBefore(card.root, there);
  }

  #show(process) {
    const playlist = process?.playlist ?? null;
    this.#player.play(process?.active ? playlist : null);
    if (!process) return;
    setText($('stage-title'), process.id);
    $('placeholder').hidden = this.#player.showing;
    $('placeholder').classList.toggle('waiting', process.active && playlist !== null);
    setText($('placeholder-text'), !playlist ? 'This process writes no HLS playlist that a browser can reach.'
      : process.active ? 'Waiting for the first segment …' : `Not running: ${process.word}.`);
    setText($('stage-facts'), this.#player.showing ? this.#facts(process.state.progress.outputs).join(' · ') : '');
    $('playlist').hidden = !playlist;
    setText($('playlist-link'), playlist ?? '');
    $('playlist-link').href = playlist ?? '';
  }

  #facts(outputs) {
    const [video, audio] = ['video', 'audio'].map(type => outputs.find(output => output.type === type));
    const { bitrate: bits, latency } = this.#player;
    return [
      video?.width && `${video.width} × ${video.height}`,
      [video?.codec, audio?.codec].filter(Boolean).join(' + '),
      bits && bitrate(bits),
      latency && `${latency.toFixed(1)} s behind live`,
    ].filter(Boolean);
  }
}

const api = new Api();
const overview = new Overview(carryOut);
const server = { about: null, startedAt: 0, askedAt: 0 };
const polling = { timer: 0, busy: false, failures: 0 };

function alertUser(text) {
  setText($('alert-text'), text);
  $('alert').hidden = false;
}

async function carryOut(process, wish) {
  try {
    for (const command of process.commandsTo(wish)) await api.command(process.id, command);
    $('alert').hidden = true;
  } catch (error) {
    const reason = error.status === 404 ? 'this server takes no commands (api.read_only).' : inWords(error);
    alertUser(`Cannot ${wish} ${process.id}: ${reason}`);
  }
  poll();
}

function showView(name) {
  for (const view of ['loading', 'login', 'empty', 'overview']) $(view).hidden = view !== name;
  $('log-link').hidden = name === 'login';
  if (name !== 'overview') overview.render([]);
}

function showLogin(reason = '') {
  server.about = null;
  setText($('server-uptime'), '');
  $('sign-out').hidden = true;
  if (!$('login').hidden) return;
  showView('login');
  setText($('login-error'), reason);
  $('username').focus();
}

/** Reads who the server is, now and then: it can be restarted or updated under an open page. */
async function readAbout() {
  const about = await api.about();
  Object.assign(server, { about, startedAt: Date.now() - 1_000 * (about.uptime_seconds ?? 0), askedAt: Date.now() });
  setText($('server-name'), about.name ?? '');
  const { kern, number } = about.version;
  setText($('server-version'), `${kern ? `Kern ${kern}, ` : ''}API ${number}`);
  document.title = about.name ? `${about.name} – Kern` : 'Kern';
}

async function refresh() {
  if (!server.about || polling.failures || Date.now() - server.askedAt > ABOUT_MS) await readAbout();
  if (!server.about.id) return showLogin();
  try {
    const processes = (await api.processes()).map(process => new Process(process));
    $('sign-out').hidden = !api.signedIn;
    setText($('server-uptime'), `up ${duration((Date.now() - server.startedAt) / 1_000)}`);
    showView(processes.length ? 'overview' : 'empty');
    $('example-token').hidden = !api.signedIn;
    overview.render(processes);
  } catch (error) {
    if (error.status !== 401) throw error;
    api.signOut();
    showLogin('Your session has ended. Sign in again.');
  }
}

async function poll() {
  clearTimeout(polling.timer);
  if (polling.busy) return;
  polling.busy = true;
  try {
    await refresh();
    polling.failures = 0;
  } catch (error) {
    polling.failures++;
    setText($('connection'), error instanceof ApiError
      ? `The server answers “${error.message}”, retrying …` : 'Connection lost, retrying …');
  }
  polling.busy = false;
  $('connection').hidden = polling.failures === 0;
  document.body.classList.toggle('stale', polling.failures > 0);
  const calm = document.hidden || !$('login').hidden;
  polling.timer = setTimeout(poll, calm ? CALM_POLL_MS : Math.min(POLL_MS * 2 ** polling.failures, MAX_RETRY_MS));
}

$('login').addEventListener('submit', async event => {
  event.preventDefault();
  event.submitter.disabled = true;
  setText($('login-error'), '');
  try {
    await api.login($('username').value, $('password').value);
    $('password').value = '';
    await poll();
  } catch (error) {
    setText($('login-error'), error.status === 401 ? 'The user name or the password is wrong.' : inWords(error));
  }
  event.submitter.disabled = false;
});

$('sign-out').addEventListener('click', () => {
  api.signOut();
  showLogin();
});

$('log-link').addEventListener('click', async event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // a link would carry no token
  try {
    const lines = await api.log();
    $('log').replaceChildren(...lines.map(text => {
      const line = document.createElement('span');
      line.className = text.match(/ level=(WARN|ERROR) /)?.[1].toLowerCase() ?? '';
      line.textContent = `${text}\n`;
      return line;
    }));
    $('log-dialog').showModal();
    $('log').scrollTop = $('log').scrollHeight;
  } catch (error) {
    alertUser(`The log cannot be read: ${inWords(error)}`);
  }
});

const theme = () => localStorage.getItem('kern.theme');
const applyTheme = () => { document.documentElement.dataset.theme = theme() ?? 'system'; };
$('theme').addEventListener('click', () => {
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const next = (theme() ?? system) === 'dark' ? 'light' : 'dark';
  if (next === system) localStorage.removeItem('kern.theme'); // follows the system again
  else localStorage.setItem('kern.theme', next);
  applyTheme();
});

for (const button of document.querySelectorAll('.copy')) {
  button.hidden = !navigator.clipboard; // browsers offer it to secure origins only
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText($(button.dataset.copies).innerText);
    setText(button, 'Copied');
    setTimeout(() => setText(button, 'Copy'), 1_500);
  });
}

const SHORTCUTS = {
  'ArrowUp': () => overview.move(-1),
  'ArrowDown': () => overview.move(1),
  's': () => overview.current?.toggle(),
  'r': () => overview.current?.restart(),
  '?': () => $('keys-dialog').showModal(),
};
document.addEventListener('keydown', event => {
  const typing = event.target.matches('input, video, pre') || document.querySelector('dialog[open]');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const shortcut = SHORTCUTS[event.key];
  if (!shortcut || ($('overview').hidden && event.key !== '?')) return;
  event.preventDefault();
  shortcut();
});

$('keys').addEventListener('click', () => $('keys-dialog').showModal());
$('alert-close').addEventListener('click', () => { $('alert').hidden = true; });
document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });
setText($('example-origin'), location.origin);
applyTheme();
poll();
