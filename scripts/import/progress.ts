/** Shows how far a long command has got. */
export interface ProgressDisplay {
  show(progress: { done: number; total: number }): void;
  /** Removes the bar, so that further output starts on a clean line. */
  end(): void;
}

const WIDTH = 30;
// Often enough to see progress, seldom enough not to fill a log.
const SECONDS_BETWEEN_LINES = 5;

/** A bar in a terminal; elsewhere, such as in a log, a line now and then. */
export function openProgress(out: NodeJS.WriteStream, noun: string): ProgressDisplay {
  const count = (n: number) => n.toLocaleString("en");
  if (out.isTTY) {
    return {
      show: ({ done, total }) => {
        const filled = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
        const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        out.write(`\r${bar} ${count(done)} of ${count(total)} ${noun}`);
      },
      end: () => out.write("\r\u001b[2K"),
    };
  }
  let last = Date.now();
  return {
    show: ({ done, total }) => {
      if (Date.now() - last < SECONDS_BETWEEN_LINES * 1000) return;
      last = Date.now();
      out.write(`${count(done)} of ${count(total)} ${noun}\n`);
    },
    end: () => {},
  };
}
