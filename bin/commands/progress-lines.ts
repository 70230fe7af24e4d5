import { RoleProgress } from '../../lib/status/role-progress';
import { elapsedText } from './duration';

/** Output of the progress. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows the progress of roles. In a terminal, one line per role that is updated in place. Otherwise, a line for each
 * change.
 */
export class ProgressLines {
  private drawn = 0;
  private shown = new Map<string, string>();

  public constructor(private readonly stream: ProgressStream) {}

  public show(progress: readonly RoleProgress[], elapsedMs: number): void {
    if (this.stream.isTTY === true) this.redraw(progress, elapsedMs);
    else this.append(progress, elapsedMs);
  }

  private redraw(progress: readonly RoleProgress[], elapsedMs: number): void {
    const lines = progress.map((role) => lineOf(role, progress, elapsedMs));
    const width = (this.stream.columns ?? 80) - 1;
    // A wrapped line would need two lines to move back.
    const text = lines.map((line) => `\u001b[2K${line.slice(0, width)}\n`).join('');
    this.stream.write(`${this.drawn === 0 ? '' : `\u001b[${this.drawn}A`}${text}`);
    this.drawn = lines.length;
  }

  private append(progress: readonly RoleProgress[], elapsedMs: number): void {
    for (const role of progress) {
      // Reasons change often while images are pulled. Only the number matters.
      const state = `${role.ready}/${role.planned}`;
      if (this.shown.get(role.group) === state) continue;
      this.shown.set(role.group, state);
      this.stream.write(`${lineOf(role, progress, elapsedMs)}\n`);
    }
  }
}

function lineOf(role: RoleProgress, all: readonly RoleProgress[], elapsedMs: number): string {
  const width = Math.max(...all.map(({ group }) => group.length));
  const digits = Math.max(...all.map(({ planned }) => String(planned).length));
  const count = `${String(role.ready).padStart(digits)}/${String(role.planned).padEnd(digits)}`;
  const elapsed = elapsedText(elapsedMs).padStart(6);
  const rest = role.waitsFor === undefined ? '' : `  ${role.waitsFor}`;
  return `${role.group.padEnd(width)}  ${count} ready ${elapsed}${rest}`;
}
