/** The list of the processes and the live picture of one of them. */

import { bitrate, delay, duration } from './format.js';
import { HlsPlayer } from './hls-player.js';
import { $, setText } from './page.js';
import { Sparkline } from './sparkline.js';
import { WhepPlayer } from './whep-player.js';

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

/** The list of the processes and the pictures of the selected one. */
export class Overview {
  #cards = new Map();
  #hls = new HlsPlayer($('video'));
  #whep = new WhepPlayer($('whep-video'));
  #chosen = new URLSearchParams(location.hash.slice(1)).get('process');
  #carryOut;
  #token;

  /**
   * @param carryOut does what is asked for with a process
   * @param token gives the access token for WHEP
   */
  constructor(carryOut, token) {
    this.#carryOut = carryOut;
    this.#token = token;
    // The places for viewers are few: a page that nobody sees takes none.
    document.addEventListener('visibilitychange', () => this.#show(this.#cards.get(this.#chosen)?.process));
    this.#whep.addEventListener('change', () => this.#showWhep(this.#cards.get(this.#chosen)?.process));
  }

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
      const playable = processes.filter(process => process.playlist || process.whep);
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
    card.update(process, selected, selected ? this.#hls.bitrate : 0);
    const there = $('processes').children[position] ?? null;
    if (there !== card.root) $('processes').insertBefore(card.root, there);
  }

  #show(process) {
    const playlist = process?.playlist ?? null;
    const whep = process?.whep ?? null;
    this.#hls.play(process?.active ? playlist : null);
    this.#whep.play(process?.active && !document.hidden ? whep : null, this.#token);
    if (!process) return;
    setText($('stage-title'), process.id);
    $('screens').classList.toggle('both', Boolean(playlist && whep));
    $('hls').hidden = !playlist && whep;
    $('placeholder').hidden = this.#hls.showing;
    $('placeholder').classList.toggle('waiting', process.active && playlist !== null);
    setText($('placeholder-text'), !playlist
      ? 'This process writes no HLS playlist that a browser can reach, and sends no WebRTC (webrtc.enabled).'
      : process.active ? 'Waiting for the first segment …' : `Not running: ${process.word}.`);
    this.#label($('hls-delay'), playlist && whep && this.#hls.showing, this.#hls.delay);
    this.#showWhep(process);
    setText($('stage-facts'), process.active ? this.#facts(process.state.progress.outputs).join(' · ') : '');
    for (const [name, url] of [['playlist', playlist], ['whep', whep]]) {
      $(name).hidden = !url;
      setText($(`${name}-link`), url ?? '');
    }
    $('playlist-link').href = playlist ?? '';
    $('player-link').href = `/player.html?${new URLSearchParams({ id: process.id })}`;
  }

  #showWhep(process) {
    $('webrtc').hidden = !process?.whep;
    if (!process?.whep) return;
    $('whep-placeholder').hidden = this.#whep.showing;
    $('whep-placeholder').classList.toggle('waiting', process.active && this.#whep.state !== 'failed');
    setText($('whep-text'), process.active ? this.#whep.message || 'Connecting …' : `Not running: ${process.word}.`);
    this.#label($('whep-delay'), this.#whep.showing, this.#whep.delay);
  }

  #label(node, visible, seconds) {
    node.parentElement.hidden = !visible;
    setText(node, seconds === null ? '' : `${delay(seconds)} behind`);
  }

  #facts(outputs) {
    const [video, audio] = ['video', 'audio'].map(type => outputs.find(output => output.type === type));
    const { bitrate: bits, delay: behind, showing } = this.#hls;
    if (!showing && !this.#whep.showing) return [];
    return [
      video?.width && `${video.width} × ${video.height}`,
      [video?.codec, audio?.codec].filter(Boolean).join(' + '),
      bits && bitrate(bits),
      showing && behind && !this.#whep.showing && `${delay(behind)} behind live`,
    ].filter(Boolean);
  }
}
