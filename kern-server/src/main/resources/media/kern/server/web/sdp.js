/** Session descriptions (RFC 8866), as far as a viewer reads and edits them. */

const first = (sdp, pattern) => sdp.match(pattern)?.[1] ?? '';

/** The offer, asking for stereo: Opus is decoded as mono unless the receiver says otherwise (RFC 7587 section 6.1). */
export function withStereo(sdp) {
  return sdp.replace(/^a=rtpmap:(\d+) opus\/48000\/2$/gim, (rtpmap, type) =>
    new RegExp(`^a=fmtp:${type} `, 'm').test(sdp) ? rtpmap : `${rtpmap}\r\na=fmtp:${type} stereo=1`)
    .replace(/^a=fmtp:(\d+) (.*)$/gm, (fmtp, type, parameters) =>
      new RegExp(`^a=rtpmap:${type} opus/`, 'im').test(sdp) && !/(^|;)\s*stereo=/.test(parameters)
        ? `${fmtp};stereo=1` : fmtp);
}

/**
 * What a PATCH says of the own side of the transport (RFC 8840 section 9).
 *
 * @param local the own description, whose first media section carries the transport of all
 * @param candidates RTCIceCandidates; those of an earlier ICE session are left out
 * @param complete whether no more will follow
 */
export function fragmentOf(local, candidates = [], complete = false) {
  const fragment = first(local, /^a=ice-ufrag:(\S+)/m);
  const current = candidates.filter(({ usernameFragment }) => (usernameFragment ?? fragment) === fragment);
  return [
    `a=group:BUNDLE ${first(local, /^a=group:BUNDLE (.*)$/m)}`,
    `a=ice-ufrag:${fragment}`,
    `a=ice-pwd:${first(local, /^a=ice-pwd:(\S+)/m)}`,
    `m=${first(local, /^m=(\w+)/m)} 9 UDP/TLS/RTP/SAVPF 0`,
    `a=mid:${first(local, /^a=mid:(\S+)/m)}`,
    ...current.map(({ candidate }) => `a=${candidate}`),
    ...(complete ? ['a=end-of-candidates'] : []),
    '',
  ].join('\r\n');
}

/** The answer after an ICE restart: as before, with the credentials and candidates of a fragment. */
export function restarted(answer, fragment) {
  const [user, password] = [first(fragment, /^a=ice-ufrag:(\S+)/m), first(fragment, /^a=ice-pwd:(\S+)/m)];
  if (!user || !password) throw new SyntaxError('the answer to the ICE restart has no a=ice-ufrag and a=ice-pwd');
  const candidates = fragment.match(/^a=(candidate:.*|end-of-candidates)$/gm) ?? [];
  return answer
    .replace(/^a=(candidate:.*|end-of-candidates)\r?\n/gm, '')
    .replace(/^a=ice-ufrag:.*$/gm, `a=ice-ufrag:${user}`)
    .replace(/^a=ice-pwd:.*$/gm, `a=ice-pwd:${password}`)
    .replace(/^a=mid:.*$/m, mid => [mid, ...candidates].join('\r\n'));
}
