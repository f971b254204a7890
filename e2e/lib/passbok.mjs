// Starts the real binary as its user would, and stops it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const binary = process.env.PASSBOK ?? fileURLToPath(new URL("../../passbok", import.meta.url));

/**
 * @typedef {{id:string,name:string,role:string,what?:string,signin:string,invitation:string}} Person
 * @typedef {{url:string,book:string,people:Person[],fk:string,push:string,bankid:string,post:string,clock?:string}} Demo
 */

/** A port on loopback whose seven neighbours are free as well: the demo's simulators stand beside it. */
export async function freePorts() {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20000 + Math.floor(Math.random() * 20000);
    const free = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new Error("no eight free ports beside each other");
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** `passbok demo --json` on a folder of its own, with flags. Resolves when it says where it is. @param {string[]} [flags] */
export async function startDemo(flags = []) {
  const data = await mkdtemp(join(tmpdir(), "passbok-e2e-"));
  const port = await freePorts();
  let child = await launch(data, port, flags);
  return {
    /** @returns {Demo} */
    get info() {
      return child.info;
    },
    /** Somebody of the demo, by role and the first words of the name. @param {string} role @param {string} [name] */
    person(role, name = "") {
      const found = child.info.people.find((p) => p.role === role && p.name.startsWith(name));
      if (!found) throw new Error(`the demo has no ${role} ${name}`);
      return found;
    },
    /** What its operator does beside it: a command on the same folder; what it says, as JSON. @param {string[]} command @returns {Promise<any>} */
    async operate(...command) {
      const { stdout } = await promisify(execFile)(binary, [...command, "--json", "--data", data]);
      return JSON.parse(stdout);
    },
    /** The same folder and port, a new process: what a restart of the server is. @param {NodeJS.Signals} signal @param {string[]} flags */
    async restart(signal = "SIGTERM", flags = []) {
      await child.stop(signal);
      child = await launch(data, port, flags);
    },
    /** The same folder and port, served as an operator would, with flags of theirs. @param {string[]} flags */
    async serve(flags) {
      await child.stop("SIGTERM");
      child = await launchServe(child.info, data, port, flags);
    },
    async stop() {
      await child.stop("SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** @param {string} data @param {number} port @param {string[]} flags */
async function launch(data, port, flags = []) {
  const child = spawn(binary, ["demo", "--json", "--addr", `127.0.0.1:${port}`, "--data", data, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-8000)));
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => child.once("exit", () => resolve()));
  const info = await new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      if (line.startsWith("{")) resolve(JSON.parse(line));
    });
    gone.then(() => reject(new Error(`passbok demo ended before it was ready:\n${said}`)));
  });
  return {
    /** @type {Demo} */ info,
    /** @param {NodeJS.Signals} signal */
    async stop(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

/** @param {Demo} info @param {string} data @param {number} port @param {string[]} flags */
async function launchServe(info, data, port, flags) {
  const own = ["serve", "--addr", `127.0.0.1:${port}`, "--data", data, "--public-url", info.url, "--log-level", "error", "--quiet-hours", "none", ...flags];
  const child = spawn(binary, own, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-8000)));
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => child.once("exit", () => resolve()));
  while (!(await fetch(`${info.url}/readyz`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`passbok serve ended before it was ready:\n${said}`);
    await new Promise((later) => setTimeout(later, 20));
  }
  return {
    info,
    /** @param {NodeJS.Signals} signal */
    async stop(signal) {
      child.kill(signal);
      await gone;
    },
  };
}
