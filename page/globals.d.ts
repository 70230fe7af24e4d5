import type { Chart } from 'chart.js';

declare global {
  interface Window {
    /** The charting library, inlined before the page's scripts. */
    readonly Chart: typeof Chart;
  }
}
