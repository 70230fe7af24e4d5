/** Light, dark, or as the system has it. Tells the others by a `themechange` event. */

const KEY = 'cdk-hadoop-theme';
const THEMES = ['system', 'light', 'dark'];

/** The reader's last choice. A browser may refuse to keep anything for a file. */
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
    // It holds for this page, then.
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
