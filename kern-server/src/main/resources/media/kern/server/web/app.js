/** The start page of Kern: the server, the login, the polling and the keys. */

import { Api, ApiError, inWords } from './api.js';
import { duration } from './format.js';
import { Overview } from './overview.js';
import { $, offerCopies, offerShortcuts, setText } from './page.js';
import { Process } from './process.js';
import { offerThemes } from './theme.js';

const POLL_MS = 1_000;
const CALM_POLL_MS = 15_000;
const MAX_RETRY_MS = 10_000;
const ABOUT_MS = 30_000;

const api = new Api();
const overview = new Overview(carryOut, () => api.accessToken());
const server = { about: null, startedAt: 0, askedAt: 0 };
const polling = { timer: 0, busy: false, failures: 0 };

function alertUser(text) {
  setText($('alert-text'), text);
  $('alert').hidden = false;
}

async function carryOut(process, wish) {
  try {
    await api.command(process.id, wish);
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

const inOverview = action => () => $('overview').hidden ? false : action();
offerShortcuts({
  'ArrowUp': inOverview(() => overview.move(-1)),
  'ArrowDown': inOverview(() => overview.move(1)),
  's': inOverview(() => overview.current?.toggle()),
  'r': inOverview(() => overview.current?.restart()),
  '?': () => $('keys-dialog').showModal(),
});
$('keys').addEventListener('click', () => $('keys-dialog').showModal());
$('alert-close').addEventListener('click', () => { $('alert').hidden = true; });
document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });
setText($('example-origin'), location.origin);
offerThemes();
offerCopies();
poll();
