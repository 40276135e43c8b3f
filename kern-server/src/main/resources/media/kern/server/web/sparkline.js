const GRAPH_SECONDS = 120;

/** A value over the last two minutes. */
export class Sparkline {
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
