/** Numbers for people. */

export function duration(seconds) {
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (d) return `${d} d ${h} h`;
  if (h) return `${h} h ${m} min`;
  return m ? `${m} min ${Math.floor(seconds % 60)} s` : `${Math.floor(seconds)} s`;
}

export function bitrate(bits) {
  if (bits >= 1e6) return `${(bits / 1e6).toFixed(1)} Mbit/s`;
  return bits > 0 ? `${Math.round(bits / 1e3)} kbit/s` : '–';
}

/** A delay in seconds, null if it is not known. */
export function delay(seconds) {
  if (seconds === null) return '–';
  return seconds < 1 ? `${Math.round(1_000 * seconds)} ms` : `${seconds.toFixed(1)} s`;
}
