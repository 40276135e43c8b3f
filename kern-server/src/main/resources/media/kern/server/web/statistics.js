/** What the statistics of a connection (W3C webrtc-stats) say of a stream that is watched. */

const H264_PROFILES = { 42: 'Baseline', '4d': 'Main', 58: 'Extended', 64: 'High', '6e': 'High 10' };
const NUMBERED_PROFILES = {
  'video/vp9': ['profile-id', ['0', '1', '2', '3']],
  'video/h265': ['profile-id', ['', 'Main', 'Main 10', 'Main still']],
  'video/av1': ['profile', ['Main', 'High', 'Professional']],
};

const parameter = (codec, name) => codec.sdpFmtpLine?.match(new RegExp(`(?:^|;)\\s*${name}=([^;]+)`, 'i'))?.[1];

/** For example `H264 High 3.1` or `opus 48 kHz stereo`. */
export function codecName(codec) {
  if (!codec?.mimeType) return '';
  const [kind, name] = codec.mimeType.split('/');
  if (kind === 'audio') {
    const channels = name.toLowerCase() === 'opus' && parameter(codec, 'stereo') !== '1' ? 1 : codec.channels ?? 1;
    return `${name} ${codec.clockRate / 1_000} kHz ${channels > 1 ? 'stereo' : 'mono'}`;
  }
  const level = parameter(codec, 'profile-level-id')?.toLowerCase();
  if (level) {
    const constrained = level.startsWith('42') && parseInt(level.slice(2, 4), 16) & 0x40 ? 'Constrained ' : '';
    return `${name} ${constrained}${H264_PROFILES[level.slice(0, 2)] ?? level} ${parseInt(level.slice(4), 16) / 10}`;
  }
  const [key, profiles] = NUMBERED_PROFILES[codec.mimeType.toLowerCase()] ?? [];
  const profile = key && profiles[Number(parameter(codec, key) ?? (name === 'H265' ? 1 : 0))];
  return profile ? `${name} ${profile}` : name;
}

/** Turns the counters of one connection into values of the time between two looks at it. */
export class Statistics {
  #before = new Map();

  /**
   * @param report an RTCStatsReport
   * @returns path, video, audio (null while there is none), bitrate in bits per second, loss in percent, delay, rtt and
   *     jitterBuffer in seconds (null if unknown), and bytes so far
   */
  read(report) {
    const all = [...report.values()];
    const inbound = kind => all.find(({ type, kind: its }) => type === 'inbound-rtp' && its === kind);
    const path = this.#path(report, all);
    const [video, audio] = ['video', 'audio'].map(kind => this.#media(report, inbound(kind)));
    const media = [video, audio].filter(Boolean);
    const [lost, received] = ['lost', 'received'].map(name => media.reduce((sum, one) => sum + one[name], 0));
    const sample = {
      path,
      video,
      audio,
      rtt: path?.rtt ?? null,
      bytes: media.reduce((sum, one) => sum + one.bytes, 0),
      bitrate: media.reduce((sum, one) => sum + one.bitrate, 0),
      loss: lost + received > 0 ? 100 * Math.max(lost, 0) / (Math.max(lost, 0) + received) : 0,
      jitterBuffer: (video ?? audio)?.jitterBuffer ?? null,
      delay: delayOf(video ?? audio, path),
    };
    this.#before = new Map(all.map(entry => [entry.id, entry]));
    return sample;
  }

  #growth(entry, name) {
    return (entry[name] ?? 0) - (this.#before.get(entry.id)?.[name] ?? 0);
  }

  #each(entry, sum, count) {
    const grown = this.#growth(entry, count);
    return grown > 0 && entry[sum] !== undefined ? this.#growth(entry, sum) / grown : null;
  }

  #media(report, entry) {
    if (!entry) return null;
    const seconds = (entry.timestamp - (this.#before.get(entry.id)?.timestamp ?? entry.timestamp)) / 1_000;
    return {
      codec: codecName(report.get(entry.codecId)),
      width: entry.frameWidth ?? 0,
      height: entry.frameHeight ?? 0,
      fps: entry.framesPerSecond ?? 0,
      decoder: entry.decoderImplementation ?? '',
      bytes: entry.bytesReceived ?? 0,
      bitrate: seconds > 0 ? 8 * this.#growth(entry, 'bytesReceived') / seconds : 0,
      lost: this.#growth(entry, 'packetsLost'),
      received: this.#growth(entry, 'packetsReceived'),
      lostInAll: entry.packetsLost ?? 0,
      receivedInAll: entry.packetsReceived ?? 0,
      jitterBuffer: this.#each(entry, 'jitterBufferDelay', 'jitterBufferEmittedCount'),
      processing: this.#each(entry, 'totalProcessingDelay', 'framesDecoded'),
      nacks: entry.nackCount ?? 0,
      keyframeRequests: (entry.pliCount ?? 0) + (entry.firCount ?? 0),
      decoded: entry.framesDecoded ?? 0,
      dropped: entry.framesDropped ?? 0,
      freezes: entry.freezeCount ?? 0,
      frozen: entry.totalFreezesDuration ?? 0,
      concealed: entry.totalSamplesReceived ? 100 * entry.concealedSamples / entry.totalSamplesReceived : 0,
    };
  }

  #path(report, all) {
    const transport = all.find(({ type }) => type === 'transport');
    const pair = report.get(transport?.selectedCandidatePairId)
      ?? all.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded');
    const [local, remote] = [report.get(pair?.localCandidateId), report.get(pair?.remoteCandidateId)];
    if (!local || !remote) return null;
    return {
      local: local.candidateType,
      remote: remote.candidateType,
      protocol: local.relayProtocol ?? local.protocol,
      address: `${remote.address?.includes(':') ? `[${remote.address}]` : remote.address ?? '?'}:${remote.port}`,
      rtt: pair.currentRoundTripTime ?? null,
    };
  }
}

/**
 * Seconds from the server to the screen: the way, the jitter buffer and the decoder. The clocks of both sides would tell
 * more, but FFmpeg's sender reports are some 0.2 s off the clock that the frames were taken by.
 */
function delayOf(media, path) {
  const inside = media?.processing ?? media?.jitterBuffer ?? null;
  return inside === null ? null : inside + (path?.rtt ?? 0) / 2;
}
