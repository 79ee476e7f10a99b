const dim = (text) => `\u001b[2m${text}\u001b[22m`;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Milliseconds as seconds for people: "0.4 s", "12 s". */
export function seconds(milliseconds) {
  const value = milliseconds / 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} s`;
}

/**
 * Makes the function by which commands report: `say(step, detail)` prints a line with a ✓ for a finished
 * step. `say.during(step, work)` does so for work that takes time, with its seconds and the text that the
 * work returns. If the work throws, the line gets a ✗ and the caller gets the error. A terminal shows a
 * spinner meanwhile; elsewhere a plain line says what has begun.
 */
export function createSay(out = process.stdout) {
  const lively = out.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb";
  const faint = (text) => (text && lively ? dim(text) : text);
  const line = (mark, step, detail, time) =>
    out.write(`${mark} ${step}${detail ? faint(` · ${detail}`) : ""}${time ? faint(` · ${time}`) : ""}\n`);

  const say = (step, detail) => void line("✓", step, detail);

  say.during = async (step, work) => {
    const began = performance.now();
    if (!lively) out.write(`… ${step}\n`);
    const stopWaiting = lively ? spin(out, step, began) : () => {};
    try {
      const detail = await work();
      stopWaiting();
      line("✓", step, typeof detail === "string" ? detail : "", seconds(performance.now() - began));
      return detail;
    } catch (error) {
      stopWaiting();
      line("✗", step, "", seconds(performance.now() - began));
      throw error;
    }
  };
  return say;
}

function spin(out, step, began) {
  let frame = 0;
  const draw = () => {
    const time = dim(` · ${seconds(performance.now() - began)}`);
    out.write(`\r\u001b[2K${FRAMES[frame++ % FRAMES.length]} ${step}${time}`);
  };
  draw();
  const timer = setInterval(draw, 100);
  return () => {
    clearInterval(timer);
    out.write("\r\u001b[2K");
  };
}
