import { spawn } from "node:child_process";
import { constants } from "node:os";

const GRACE = 10_000;
const running = new Set();

/** A command that failed; `output` is what it printed, if that was captured. */
export class CommandFailed extends Error {
  constructor(command, code, signal, output) {
    super(`${command} ended with ${signal ?? `code ${code}`}`);
    this.name = "CommandFailed";
    this.code = code;
    this.output = output;
  }
}

/**
 * @typedef {object} Options
 * @property {boolean} [quiet]
 * @property {Record<string, string>} [env] on top of this process's own
 * @property {string} [cwd]
 * @property {number} [silence]
 */

/**
 * Runs a program and waits for its end. With `quiet` its output is captured instead of shown: the promise
 * resolves to it, and a failure carries it. With `silence`, the program is ended after so many milliseconds
 * without output. The program and everything it started end with this process: an interrupt is passed on, and
 * after ten seconds the program is killed.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<string>}
 * @throws CommandFailed if the exit code is not 0, or if the program cannot be started
 */
export function run(program, args, { quiet = false, env = {}, cwd, silence } = {}) {
  const command = [program.split(/[\\/]/).at(-1), ...args].join(" ");
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      // In a process group of its own, so that its children can be ended with it.
      detached: !windows,
      // On Windows npm is a script, and Node cannot start a script without a shell.
      shell: windows && program.endsWith(".cmd"),
    });
    remember(child);
    let output = "";
    let timer = silence && setTimeout(() => endTree(child), silence);
    const keep = (chunk) => {
      output += chunk;
      if (silence) {
        clearTimeout(timer);
        timer = setTimeout(() => endTree(child), silence);
      }
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    const settle = (code, signal, reason) => {
      clearTimeout(timer);
      forget(child);
      if (code === 0) resolve(output);
      else reject(new CommandFailed(command, code, signal, reason ? `${output}${reason}` : output));
    };
    child.once("error", (error) => settle(null, "an error", error.message));
    child.once("close", (code, signal) => settle(code, signal));
  });
}

/** Ends a child and everything it started: with a signal first, then by force. */
export function endTree(child, signal = "SIGINT") {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  signalGroup(child.pid, signal);
  setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE).unref();
}

/** Whether a process with this id exists. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, but belongs to another user.
    return error.code === "EPERM";
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function remember(child) {
  if (running.size === 0) for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, interrupted);
  running.add(child);
}

function forget(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupted);
}

function interrupted(signal) {
  const children = [...running];
  for (const child of children) endTree(child);
  // Other listeners still have their own work to finish.
  if (process.listenerCount(signal) > 1) return;
  process.exitCode = 128 + constants.signals[signal];
  const leave = () => process.exit();
  setTimeout(leave, GRACE + 500).unref();
  let left = children.length;
  for (const child of children) child.once("close", () => --left === 0 && leave());
}
