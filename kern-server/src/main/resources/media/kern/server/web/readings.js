/** The statistics panel of the player. */

import { bitrate, delay } from './format.js';
import { setText } from './page.js';
import { Sparkline } from './sparkline.js';

const percent = (part, all) => `${(all > 0 ? 100 * Math.max(part, 0) / all : 0).toFixed(2)} %`;
const count = number => number.toLocaleString('en');

const lost = media => `${count(media.lostInAll)} (${percent(media.lostInAll, media.lostInAll + media.receivedInAll)})`;

export class Readings {
  #parts = {};
  #graphs;
  #last = null;

  constructor() {
    for (const part of document.querySelectorAll('.statistics [data-part]')) this.#parts[part.dataset.part] = part;
    const { bitrateGraph, lossGraph, delayGraph } = this.#parts;
    this.#graphs = {
      bitrate: new Sparkline(bitrateGraph, 100_000), // bits per second
      loss: new Sparkline(lossGraph, 2), // percent
      delay: new Sparkline(delayGraph, 0.2), // seconds
    };
  }

  clear() { this.#write({}); }

  /** @param player a WhepPlayer */
  show({ state, connection, sample }) {
    const { path, video, audio } = sample ?? {};
    this.#write({
      state,
      ice: connection?.iceConnectionState,
      ...(sample && {
        bitrate: bitrate(sample.bitrate),
        loss: `${sample.loss.toFixed(1)} %`,
        delay: delay(sample.delay),
      }),
      ...(path && {
        path: `${path.local} → ${path.remote}, ${path.protocol.toUpperCase()}`,
        address: path.address,
        rtt: delay(path.rtt),
      }),
      ...(video && {
        videoCodec: [video.codec, video.decoder].filter(Boolean).join(', '),
        picture: video.width ? `${video.width} × ${video.height}, ${Math.round(video.fps)} fps` : '–',
        videoBitrate: bitrate(video.bitrate),
        videoLost: lost(video),
        videoBuffer: delay(video.jitterBuffer),
        requests: `${count(video.nacks)}, ${count(video.keyframeRequests)}`,
        decoded: count(video.decoded),
        dropped: count(video.dropped),
        freezes: video.freezes ? `${video.freezes}, ${delay(video.frozen)}` : '0',
      }),
      ...(audio && {
        audioCodec: audio.codec,
        audioBitrate: bitrate(audio.bitrate),
        audioLost: lost(audio),
        audioBuffer: delay(audio.jitterBuffer),
        concealed: `${audio.concealed.toFixed(1)} %`,
      }),
    });
    if (!sample || sample === this.#last) return;
    this.#last = sample;
    for (const [name, graph] of Object.entries(this.#graphs)) graph.add(sample[name] ?? 0);
  }

  #write(texts) {
    for (const [part, node] of Object.entries(this.#parts)) {
      if (!part.endsWith('Graph')) setText(node, texts[part] ?? '–');
    }
  }
}
