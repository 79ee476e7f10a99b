/** A bar on the terminal, where there is one. */
export function createBar(): { show: (done: number) => void; clear: () => void } {
  const out = process.stderr;
  if (!out.isTTY) return { show() {}, clear() {} };
  const width = 40;
  let shown = -1;
  return {
    show(done) {
      const percent = Math.floor(100 * done);
      if (percent === shown) return;
      shown = percent;
      out.write(`\r${"█".repeat(Math.round(width * done)).padEnd(width, "·")} ${percent} %`);
    },
    clear: () => out.write("\r\x1b[K"),
  };
}
