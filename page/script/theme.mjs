/** Light or dark theme, or that of the system. Changes dispatch a `themechange` event. */

const KEY = 'cdk-hadoop-theme';
const THEMES = ['system', 'light', 'dark'];

/** The last choice of the reader. A browser can refuse to store data for a local file. */
function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} theme */
function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the choice only applies to this page.
  }
}

/** @param {string} theme */
function show(theme) {
  document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new Event('themechange'));
}

const before = kept();
const theme = before !== null && THEMES.includes(before) ? before : 'system';
for (const input of document.querySelectorAll('#theme input')) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.checked = input.value === theme;
  input.addEventListener('change', () => {
    show(input.value);
    keep(input.value);
  });
}
document.querySelector('#theme')?.removeAttribute('hidden');
show(theme);

for (const media of ['(prefers-color-scheme: dark)', 'print']) {
  matchMedia(media).addEventListener('change', () => document.dispatchEvent(new Event('themechange')));
}
