/** Indicates tables that are wider than the window. */

for (const box of document.querySelectorAll('.scroll')) {
  const table = box.querySelector('table');
  const hint = box.querySelector('.hint');
  if (!(hint instanceof HTMLElement) || table === null) continue;
  const update = () => {
    hint.hidden = box.scrollWidth <= box.clientWidth;
    box.classList.toggle('more', box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  };
  // A table in a closed section has no width.
  const observer = new ResizeObserver(update);
  observer.observe(box);
  observer.observe(table);
  box.addEventListener('scroll', update, { passive: true });
}
