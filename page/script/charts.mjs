/** Draws the charts in the colors of the theme, with the numbers of the tables next to them. */

/** @typedef {import('../../lib/report/html/page-data').PageData} PageData */
/** @typedef {import('chart.js').ChartConfiguration<'bar' | 'doughnut', number[], string>} Configuration */
/** @typedef {{ canvas: HTMLCanvasElement, chart?: import('chart.js').Chart<'bar' | 'doughnut', number[], string> }} Drawing */

const data = /** @type {PageData} */ (JSON.parse(document.querySelector('#plan-data')?.textContent ?? ''));

/** Shades of the color of a product, from the first to the last part of the memory of a process. */
const SHADES = [1, 0.66, 0.42, 0.24];
/** Height in pixels of a bar with its gap, and of the space above and below all bars. */
const BAR = 30;
const AXIS = 44;
/** Line height of a label in pixels. */
const LINE = 15;
/** Characters per label line in a narrow window, and the width of a narrow window. */
const NARROW_LINE = 17;
const NARROW = '(max-width: 600px)';
const MIB_OF_GIB = 1024;

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/**
 * Red, green and blue of a style sheet color in the current theme.
 * @param {string} name
 */
function channels(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
  probe.remove();
  return found.slice(0, 3).map(Number);
}

/**
 * A color, or a shade of it: the color with this opacity on the surface of the charts.
 * @param {string} name
 * @param {number} [part]
 */
function color(name, part = 1) {
  const surface = channels('surface');
  const mixed = channels(name).map((value, index) =>
    Math.round(part * value + (1 - part) * (surface[index] ?? 0)),
  );
  return `rgb(${mixed.join(', ')})`;
}

/** @param {string} id */
function view(id) {
  const checked = document.querySelector(`[data-views="${id}"] input:checked`);
  return checked instanceof HTMLInputElement ? checked.value : '';
}

/**
 * Wraps a label if there is little room next to the bars.
 * @param {string} label
 * @returns {string[]}
 */
function linesOf(label) {
  if (!matchMedia(NARROW).matches) return [label];
  /** @type {string[]} */
  const lines = [];
  for (const word of label.split(/(?<=[- ])/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.trimEnd().length <= NARROW_LINE)
      lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}

/** @param {string | undefined} figure */
function open(figure) {
  if (figure !== undefined) document.dispatchEvent(new CustomEvent('why', { detail: figure }));
}

/**
 * Horizontal bars, with a row for each label.
 * @param {string[]} labels
 * @param {import('chart.js').ChartDataset<'bar', number[]>[]} datasets
 * @param {{ tick: (value: number) => string, tip: (value: number, dataset: number, row: number) => string,
 *   max?: number, figure?: (dataset: number, row: number) => string | undefined }} how
 * @returns {Configuration}
 */
function bars(labels, datasets, { tick, tip, max, figure }) {
  const text = color('text-quiet');
  return {
    type: 'bar',
    data: {
      labels,
      datasets: datasets.map((dataset) => ({ borderRadius: 2, maxBarThickness: 18, ...dataset })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      onClick: (_event, [hit]) => {
        if (hit !== undefined) open(figure?.(hit.datasetIndex, hit.index));
      },
      scales: {
        x: {
          stacked: true,
          ...(max === undefined ? {} : { max }),
          border: { display: false },
          grid: { color: color('line') },
          // In a narrow window, rotated labels would overlap. Show fewer labels instead.
          ticks: {
            color: text,
            maxRotation: 0,
            maxTicksLimit: matchMedia(NARROW).matches ? 4 : 6,
            callback: (value) => tick(Number(value)),
          },
        },
        y: {
          stacked: true,
          border: { display: false },
          grid: { display: false },
          ticks: {
            color: color('text'),
            autoSkip: false,
            crossAlign: 'far',
            callback: (_value, row) => linesOf(labels[row] ?? ''),
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            label: ({ datasetIndex, dataIndex, raw }) => tip(Number(raw), datasetIndex, dataIndex),
          },
        },
      },
    },
  };
}

/** @returns {Configuration} */
function memory() {
  const scale = view('memory-chart');
  const { memory: rows, memorySegments } = data;
  const totals = rows.map(({ segments }) => segments.reduce((sum, { mib }) => sum + mib, 0));
  const surface = color('surface');
  return bars(
    rows.map(({ label }) => label),
    memorySegments.map((label, segment) => ({
      label,
      data: rows.map(({ segments, pods }, row) => {
        const mib = segments[segment]?.mib ?? 0;
        if (scale === 'share') return (100 * mib) / (totals[row] ?? 1);
        return (mib * (scale === 'all' ? pods : 1)) / MIB_OF_GIB;
      }),
      backgroundColor: rows.map(({ owner }) => color(owner, SHADES[segment])),
      borderColor: surface,
      borderWidth: { right: 1 },
    })),
    {
      tick: (value) => (scale === 'share' ? `${value} %` : `${number.format(value)} GiB`),
      tip: (value, segment, row) => {
        const gib = (rows[row]?.segments[segment]?.mib ?? 0) / MIB_OF_GIB;
        const share = scale === 'share' ? ` (${number.format(value)} %)` : '';
        return scale === 'all'
          ? `${memorySegments[segment]}: ${number.format(value)} GiB of all pods`
          : `${memorySegments[segment]}: ${number.format(gib)} GiB a pod${share}`;
      },
      ...(scale === 'share' ? { max: 100 } : {}),
      figure: (segment, row) => rows[row]?.segments[segment]?.figure,
    },
  );
}

/** @returns {Configuration} */
function cpu() {
  const rows = data.cpu;
  return bars(
    rows.map(({ label }) => label),
    [
      {
        label: 'vCPU',
        data: rows.map(({ vcpus }) => vcpus),
        backgroundColor: rows.map(({ owner }) => color(owner)),
      },
    ],
    {
      tick: (value) => number.format(value),
      tip: (value) => `${number.format(value)} vCPU`,
      figure: (_dataset, row) => rows[row]?.figure,
    },
  );
}

/** @returns {Configuration} */
function cost() {
  const rows = view('cost-chart') === 'item' ? data.costs.item : data.costs.subject;
  return bars(
    rows.map(({ label }) => label),
    data.owners.map(({ owner, name }, index) => ({
      label: name,
      data: rows.map(({ usdByOwner }) => usdByOwner[index] ?? 0),
      backgroundColor: color(owner),
    })),
    {
      tick: (value) => `$${short.format(value)}`,
      tip: (value, dataset) => `${data.owners[dataset]?.name}: ${dollars.format(value)} per month`,
    },
  );
}

/** @returns {Configuration} */
function traffic() {
  const { rows, unit } = data.traffic;
  return bars(
    rows.map(({ label }) => label),
    data.owners.map(({ owner, name }, index) => ({
      label: name,
      data: rows.map(({ gbByOwner }) => (gbByOwner[index] ?? 0) / unit.gb),
      backgroundColor: color(owner),
    })),
    {
      tick: (value) => `${number.format(value)} ${unit.name}`,
      tip: (value, dataset) =>
        `${data.owners[dataset]?.name}: ${number.format(value)} ${unit.name} per month`,
    },
  );
}

/** @returns {Configuration} */
function products() {
  const rows = data.costs.product;
  const total = rows.reduce((sum, { usd }) => sum + usd, 0);
  const name = (/** @type {string} */ label) =>
    data.owners.find(({ owner }) => owner === label)?.name ?? label;
  return {
    type: 'doughnut',
    data: {
      labels: rows.map(({ label }) => name(label)),
      datasets: [
        {
          data: rows.map(({ usd }) => usd),
          backgroundColor: rows.map(({ label }) => color(label)),
          borderColor: color('surface'),
          borderWidth: 2,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      cutout: '68%',
      plugins: {
        legend: {
          position: 'bottom',
          labels: { color: color('text'), usePointStyle: true, pointStyle: 'rectRounded', boxHeight: 8 },
        },
        tooltip: {
          callbacks: {
            label: ({ raw }) =>
              `${dollars.format(Number(raw))} per month (${number.format((100 * Number(raw)) / total)} %)`,
          },
        },
      },
    },
    plugins: [
      {
        id: 'total',
        afterDraw: (chart) => {
          const { ctx, chartArea } = chart;
          const x = (chartArea.left + chartArea.right) / 2;
          const y = (chartArea.top + chartArea.bottom) / 2;
          ctx.save();
          ctx.textAlign = 'center';
          ctx.textBaseline = 'middle';
          ctx.fillStyle = color('text');
          ctx.font = `600 22px ${font}`;
          ctx.fillText(dollars.format(total), x, y - 8);
          ctx.fillStyle = color('text-quiet');
          ctx.font = `12px ${font}`;
          ctx.fillText('per month', x, y + 14);
          ctx.restore();
        },
      },
    ],
  };
}

const font = getComputedStyle(document.body).fontFamily;
const { Chart } = window;
Chart.defaults.font.family = font;
Chart.defaults.font.size = 12;

/** @type {Record<string, () => Configuration>} */
const CHARTS = {
  'memory-chart': memory,
  'cpu-chart': cpu,
  'product-chart': products,
  'cost-chart': cost,
  'traffic-chart': traffic,
};

/** @type {Map<string, Drawing>} */
const drawings = new Map();
for (const id of Object.keys(CHARTS)) {
  const canvas = document.querySelector(`canvas#${id}`);
  if (!(canvas instanceof HTMLCanvasElement)) continue;
  drawings.set(id, { canvas });
  document.querySelector(`#${id}-figure`)?.removeAttribute('hidden');
  document.querySelector(`[data-views="${id}"]`)?.addEventListener('change', () => {
    draw(id);
  });
}

/** @param {string} id */
function draw(id) {
  const drawing = drawings.get(id);
  const configuration = CHARTS[id]?.();
  if (drawing === undefined || configuration === undefined) return;
  const labels = configuration.data.labels ?? [];
  const lines = Math.max(1, ...labels.map((label) => linesOf(label).length));
  const bar = Math.max(BAR, lines * LINE + LINE / 2);
  const box = drawing.canvas.parentElement;
  if (box !== null)
    box.style.height = configuration.type === 'bar' ? `${labels.length * bar + AXIS}px` : '340px';
  if (drawing.chart === undefined) {
    drawing.chart = new Chart(drawing.canvas, configuration);
    return;
  }
  drawing.chart.data = configuration.data;
  if (configuration.options !== undefined) drawing.chart.options = configuration.options;
  drawing.chart.update('none');
}

function drawAll() {
  for (const id of drawings.keys()) draw(id);
}

drawAll();
document.addEventListener('themechange', drawAll);
matchMedia(NARROW).addEventListener('change', drawAll);
// The page gets the width of the paper only after the print layout.
addEventListener('beforeprint', () => {
  for (const { chart } of drawings.values()) chart?.resize();
});
addEventListener('afterprint', () => {
  for (const { chart } of drawings.values()) chart?.resize();
});
