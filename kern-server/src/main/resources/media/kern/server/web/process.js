/** A process as the API lists it. */
export class Process {
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

  /** WHEP address of the process, null if it sends nothing. */
  get whep() {
    const path = `/api/v3/whep/${encodeURIComponent(this.id)}`;
    return this.config.webrtc?.enabled ? location.origin + path : null;
  }

  #pathOnDisk({ id, address }) {
    const values = { processid: this.id, reference: this.reference, outputid: id };
    return address.match(/^\{(?:diskfs|fs:disk)\}(\/.*\.m3u8)$/)?.[1]
      .replace(/\{(processid|reference|outputid)\}/g, (_, name) => values[name])
      .split('/').map(encodeURIComponent).join('/');
  }
}
