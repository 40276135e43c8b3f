/** Light or dark: as the system, until the user chooses. */

import { $ } from './page.js';

const chosen = () => localStorage.getItem('kern.theme');
const apply = () => { document.documentElement.dataset.theme = chosen() ?? 'system'; };

export function offerThemes() {
  $('theme').addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (chosen() ?? system) === 'dark' ? 'light' : 'dark';
    if (next === system) localStorage.removeItem('kern.theme'); // follows the system again
    else localStorage.setItem('kern.theme', next);
    apply();
  });
  apply();
}
