/** What tests ask of a page, in the page. The file is one expression. */
(() => {
  /** @param {string} text @returns {number[]} red, green, blue, alpha */
  function channels(text) {
    const found = (text.match(/-?[\d.]+/g) ?? []).map(Number);
    if (/^color\(srgb/.test(text)) return [...found.slice(0, 3).map((value) => 255 * value), found[3] ?? 1];
    return [found[0] ?? 0, found[1] ?? 0, found[2] ?? 0, found[3] ?? 1];
  }

  /** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  function luminance(/** @type {number[]} */ color) {
    const [red = 0, green = 0, blue = 0] = color
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
  function ratio(/** @type {number[]} */ one, /** @type {number[]} */ other) {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** What is seen of a color on another. @param {number[]} top @param {number[]} below */
  function over(top, below) {
    const alpha = top[3] ?? 1;
    return [0, 1, 2].map((index) => alpha * (top[index] ?? 0) + (1 - alpha) * (below[index] ?? 0));
  }

  /** The color that an element's text stands on. @param {Element} element @returns {number[]} */
  function background(element) {
    const own = channels(getComputedStyle(element).backgroundColor);
    if (own[3] === 1) return own;
    const parent = element.parentElement;
    return over(own, parent === null ? [255, 255, 255] : background(parent));
  }

  /** Texts below the contrast that WCAG's level AA asks for. */
  function faintTexts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint = new Set();
    let checked = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? '').trim() === '' || !element.checkVisibility()) continue;
      if (element.closest('script, style, [aria-hidden="true"], .unseen') !== null) continue;
      checked += 1;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const ground = background(element);
      const large =
        parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
      const found = ratio(over(channels(color), ground), ground);
      if (found < (large ? 3 : 4.5)) {
        faint.add(
          `${element.tagName}.${element.className}: ${node.textContent?.trim()} (${found.toFixed(2)})`,
        );
      }
    }
    return { checked, faint: [...faint] };
  }

  /** Contrast of a color of the style sheet with what it is drawn on. @param {string} name @param {string} on */
  function contrastOf(name, on) {
    const probe = document.createElement('span');
    document.body.append(probe);
    const [one, other] = [name, on].map((color) => {
      probe.style.color = `var(--${color})`;
      return channels(getComputedStyle(probe).color);
    });
    probe.remove();
    return ratio(one ?? [], other ?? []);
  }

  /** Whether something is drawn on a canvas: it has several colors. @param {string} id */
  function isDrawn(id) {
    const canvas = document.querySelector(`canvas#${id}`);
    if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0 || canvas.height === 0) return false;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const colors = new Set();
    for (let at = 0; at < data.length; at += 4)
      colors.add(`${data[at]},${data[at + 1]},${data[at + 2]},${data[at + 3]}`);
    return colors.size > 4;
  }

  /** Share of a canvas's pixels that have a color of the style sheet. @param {string} id @param {string} name */
  function pixelsOf(id, name) {
    const canvas = document.querySelector(`canvas#${id}`);
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const [red, green, blue] = channels(getComputedStyle(probe).color);
    probe.remove();
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let hits = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255)
        hits += 1;
    }
    return (4 * hits) / data.length;
  }

  /** What is wrong for those who do not see the page. */
  function structureFaults() {
    const faults = [];
    const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];
    let level = 0;
    for (const heading of all('header h1, main h2, main h3, main h4')) {
      const next = Number(heading.tagName.slice(1));
      if (next > level + 1) faults.push(`heading ${heading.textContent?.trim()} skips a level`);
      level = next;
    }
    if (all('h1').length !== 1) faults.push('not one h1');
    for (const table of all('table')) {
      if ((table.querySelector('caption')?.textContent ?? '').trim() === '')
        faults.push(`table ${table.id}: no caption`);
      if (table.querySelector('th:not([scope])') !== null)
        faults.push(`table ${table.id}: a head without scope`);
    }
    for (const canvas of all('canvas')) {
      if ((canvas.getAttribute('aria-label') ?? '') === '') faults.push(`canvas ${canvas.id}: no name`);
      const table = document.querySelector(`#${canvas.getAttribute('aria-describedby') ?? 'none'}`);
      if (table === null) faults.push(`canvas ${canvas.id}: its table is missing`);
    }
    const ids = all('[id]').map(({ id }) => id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id ${id} twice`);
    for (const element of all('[aria-labelledby], [aria-describedby]')) {
      for (const name of ['aria-labelledby', 'aria-describedby']) {
        const id = element.getAttribute(name);
        if (id !== null && document.getElementById(id) === null && element.id !== 'why')
          faults.push(`${name} ${id}: nothing`);
      }
    }
    for (const link of all('a[href^="#"]')) {
      if (document.querySelector(link.getAttribute('href') ?? '') === null)
        faults.push(`link ${link.textContent}: nowhere`);
    }
    for (const button of all('button.figure')) {
      const name = button.getAttribute('aria-label') ?? '';
      if (!name.startsWith(button.textContent?.trim() ?? ''))
        faults.push(`button ${name}: not as it is read`);
    }
    return faults;
  }

  /** Elements that reach beyond the window, unless they are in a box that scrolls and says so. */
  function clipped() {
    const { clientWidth } = document.documentElement;
    const faults = [];
    let checked = 0;
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility() || element.closest('.unseen, .skip, script, style, canvas') !== null)
        continue;
      const { left, right, width } = element.getBoundingClientRect();
      checked += 1;
      if (width === 0 || (left >= -0.5 && right <= clientWidth + 0.5)) continue;
      const box = element.closest('.scroll');
      const hint = box?.querySelector('.hint');
      if (box !== null && box !== element && hint?.checkVisibility() === true) continue;
      faults.push(`${element.tagName}.${element.className}: ${Math.round(left)} to ${Math.round(right)}`);
    }
    // What a box hides without a way to scroll there is lost.
    for (const box of document.querySelectorAll('.scroll')) {
      const hint = box.querySelector('.hint');
      const visible = hint?.checkVisibility() === true;
      if (box.checkVisibility() && box.scrollWidth > box.clientWidth && !visible)
        faults.push(`no hint on ${box.querySelector('table')?.id}`);
      if (visible && box.scrollWidth <= box.clientWidth)
        faults.push(`a hint on ${box.querySelector('table')?.id}, which does not scroll`);
      for (const part of box.querySelectorAll('.caption, .hint')) {
        const { left, right } = part.getBoundingClientRect();
        if (part.checkVisibility() && (left < 0 || right > clientWidth))
          faults.push(`caption ${part.textContent}`);
      }
    }
    return { checked, faults };
  }

  /** Labels of the charts that run into each other or out of their canvas. */
  function collidingLabels() {
    const faults = [];
    let checked = 0;
    for (const canvas of document.querySelectorAll('canvas')) {
      const chart = window.Chart.getChart(canvas);
      if (chart === undefined) continue;
      const boxes = [];
      for (const scale of Object.values(chart.scales)) {
        for (const { label, font, textOffset, options } of scale.getLabelItems(chart.chartArea)) {
          const lines = [label].flat();
          chart.ctx.font = font.string;
          const width = Math.max(...lines.map((line) => chart.ctx.measureText(line).width));
          const height = lines.length * font.lineHeight;
          if (options.rotation !== 0) faults.push(`${canvas.id}: ${label} is turned`);
          const [x, y] = options.translation;
          const left = { center: x - width / 2, right: x - width }[options.textAlign] ?? x;
          // The offset is that of the middle of the first line.
          const top = y + textOffset - font.lineHeight / 2;
          boxes.push({ label: String(label), left, right: left + width, top, bottom: top + height });
        }
      }
      for (const { left, top, width, height, text } of chart.legend?.legendHitBoxes?.map((box, index) => ({
        ...box,
        text: chart.legend?.legendItems?.[index]?.text,
      })) ?? []) {
        if (chart.options.plugins?.legend?.display !== false)
          boxes.push({ label: `legend ${text}`, left, right: left + width, top, bottom: top + height });
      }
      checked += boxes.length;
      boxes.forEach((one, index) => {
        if (one.left < -1 || one.right > chart.width + 1 || one.top < -1 || one.bottom > chart.height + 1)
          faults.push(`${canvas.id}: ${one.label} is cut off`);
        for (const other of boxes.slice(index + 1)) {
          const apart =
            one.right <= other.left ||
            other.right <= one.left ||
            one.bottom <= other.top ||
            other.bottom <= one.top;
          if (!apart) faults.push(`${canvas.id}: ${one.label} and ${other.label}`);
        }
      });
    }
    return { checked, faults };
  }

  /** How far the page is wider than the window, and what sticks out. */
  function overflow() {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  }

  return { faintTexts, contrastOf, isDrawn, pixelsOf, structureFaults, clipped, collidingLabels, overflow };
})();
