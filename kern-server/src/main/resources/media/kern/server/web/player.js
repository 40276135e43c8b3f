/** The WebRTC player: a picture from any WHEP address, and how well it arrives. */

import { Api } from './api.js';
import { bitrate } from './format.js';
import { $, offerShortcuts, setText } from './page.js';
import { Readings } from './readings.js';
import { offerThemes } from './theme.js';
import { WhepPlayer } from './whep-player.js';

const TOKEN = 'kern.whep.token'; // of this tab, for one origin

const api = new Api();
const video = $('video');
const player = new WhepPlayer(video);
const readings = new Readings();

const originOf = url => new URL(url).origin;

/** The token that was entered for the origin of an address. */
function keptToken(url) {
  const kept = JSON.parse(sessionStorage.getItem(TOKEN));
  return kept?.origin === originOf(url) ? kept.token : '';
}

/** What was entered; else, on this server, that of the login on the start page. */
function tokenFor(url) {
  return () => keptToken(url) || (originOf(url) === location.origin ? api.accessToken() : null);
}

function nameOf(url) {
  const last = url.pathname.split('/').filter(Boolean).pop() ?? url.host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function play() {
  const url = URL.canParse($('url').value) ? new URL($('url').value) : null;
  const problem = !['http:', 'https:'].includes(url?.protocol) ? 'Enter the WHEP address, it begins with http:// or https://.'
    : location.protocol === 'https:' && url.protocol === 'http:' ? 'A secure page cannot play from an http:// address.' : '';
  setText($('source-error'), problem);
  if (problem) return;
  const token = $('token').value.trim();
  if (token) sessionStorage.setItem(TOKEN, JSON.stringify({ origin: url.origin, token }));
  else if (keptToken(url)) sessionStorage.removeItem(TOKEN);
  setText($('title'), nameOf(url));
  document.title = `${$('title').textContent} – Kern`;
  readings.clear();
  player.play(null);
  player.play(url.href, tokenFor(url));
}

const playing = () => !['stopped', 'failed'].includes(player.state);

function toggle() {
  if (playing()) player.play(null);
  else play();
}

function toggleSound() {
  video.muted = !video.muted;
  render();
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if ($('screen').requestFullscreen) $('screen').requestFullscreen().catch(() => {});
  else video.webkitEnterFullscreen?.(); // phones that know it for videos only
}

const WORDS = { connecting: 'Connecting …', playing: 'Waiting for the first picture …' };

function render() {
  const { state, message, showing, sample } = player;
  $('placeholder').hidden = showing && state !== 'recovering';
  $('placeholder').classList.toggle('waiting', playing());
  $('placeholder').classList.toggle('over', showing);
  setText($('message'), message || (WORDS[state] ?? ($('url').value ? 'Stopped.' : 'Enter the address of a stream.')));
  setText($('next'), state === 'waiting' ? `Next try in ${Math.ceil(player.retryIn)} s` : '');
  $('unmute').hidden = !(showing && video.muted && player.audible);
  setText($('toggle'), playing() ? 'Stop' : 'Play');
  setText($('mute'), video.muted ? 'Unmute' : 'Mute');
  setText($('facts'), sample ? [
    sample.video?.width && `${sample.video.width} × ${sample.video.height}`,
    [sample.video?.codec, sample.audio?.codec].filter(Boolean).join(' + '),
    sample.bitrate && bitrate(sample.bitrate),
  ].filter(Boolean).join(' · ') : '');
  readings.show(player);
}

/** The address of the page says what to play; a token is taken out of it, so that it is not passed on with it. */
function readAddress() {
  const asked = new URLSearchParams([...new URLSearchParams(location.search), ...new URLSearchParams(location.hash.slice(1))]);
  const id = asked.get('id');
  const url = asked.get('url') ?? (id && `/api/v3/whep/${encodeURIComponent(id)}`);
  if (!url || !URL.canParse(url, location.href)) return false;
  $('url').value = new URL(url, location.href).href;
  $('token').value = asked.get('token') ?? keptToken($('url').value);
  asked.delete('token');
  history.replaceState(null, '', `?${asked}`);
  return true;
}

$('source').addEventListener('submit', event => {
  event.preventDefault();
  play();
});
$('toggle').addEventListener('click', toggle);
$('mute').addEventListener('click', toggleSound);
$('unmute').addEventListener('click', toggleSound);
$('fullscreen').addEventListener('click', toggleFullscreen);
$('keys').addEventListener('click', () => $('keys-dialog').showModal());
video.addEventListener('dblclick', toggleFullscreen);
for (const event of ['playing', 'volumechange', 'resize', 'emptied']) video.addEventListener(event, render);
player.addEventListener('change', () => {
  render();
  if (player.state === 'failed' && player.status === 401) $('token').focus();
});
offerShortcuts({
  ' ': toggle,
  'm': toggleSound,
  'f': toggleFullscreen,
  '?': () => $('keys-dialog').showModal(),
});
offerThemes();
if (readAddress()) play();
else $('url').focus();
render();
