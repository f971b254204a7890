// The real server, as its operator starts, stops, copies and restores it. It is founded as the demo's made-up provider,
// whose people can sign in.

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const binary = process.env["PASSBOK"] ?? fileURLToPath(new URL("../../../../passbok", import.meta.url));

/** Somebody of the demo. */
export interface Guest {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** A server on a folder of its own. */
export class House {
  #child: ChildProcess | undefined;

  private constructor(readonly data: string, readonly port: number, readonly people: readonly Guest[], private readonly archive: "archive" | "none") {}

  /** A provider with its people, served. archive: whether every entry is kept a second time. */
  static async found(archive: "archive" | "none" = "archive"): Promise<House> {
    if (!existsSync(binary)) throw new Error(`these tests ask the real server: "make passbok" first, or say where it is with PASSBOK (not at ${binary})`);
    const data = await mkdtemp(join(tmpdir(), "passbok-core-"));
    // Any ports: the seven after a given one, where the demo puts its simulators, may well be somebody's.
    const demo = spawn(binary, ["demo", "--json", "--addr", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
    const line = await said(demo, "stdout", /^\{/);
    await stopped(demo, "SIGTERM");
    const house = new House(data, await freePort(), (JSON.parse(line) as { people: Guest[] }).people, archive);
    await house.start();
    return house;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Somebody, by the first words of their name. */
  person(name: string): Guest {
    const found = this.people.find((p) => p.name.startsWith(name));
    if (!found) throw new Error(`the demo has no ${name}`);
    return found;
  }

  async start(): Promise<void> {
    this.#child = spawn(binary, ["serve", ...this.#place, "--addr", `127.0.0.1:${this.port}`, "--public-url", this.url], { stdio: ["ignore", "ignore", "pipe"] });
    await said(this.#child, "stderr", /serving/);
    this.#child.stderr?.resume();
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#child) await stopped(this.#child, signal);
    this.#child = undefined;
  }

  /** A code by which a person joins on one more device. */
  async invite(person: string): Promise<string> {
    const { stdout } = await this.#command("invite", person, "--json");
    return (JSON.parse(stdout) as { code: string }).code;
  }

  /** A consistent copy of everything, by its file's name. */
  async backup(): Promise<string> {
    const file = join(await mkdtemp(join(tmpdir(), "passbok-core-copy-")), "copy.db");
    await this.#command("backup", file);
    return file;
  }

  /** Stops, puts a copy in place (with what the archive has beyond it), and starts again, in another epoch. */
  async restore(file: string): Promise<void> {
    await this.stop();
    await this.#command("restore", file);
    await this.start();
  }

  /** Throws where something in the books does not hold. */
  async verify(): Promise<void> {
    await this.#command("verify");
  }

  /** Stops, and takes the folder away. */
  async leave(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  get #place(): string[] {
    return ["--data", this.data, ...(this.archive === "none" ? ["--archive", "none"] : [])];
  }

  #command(name: string, ...args: string[]): Promise<{ stdout: string }> {
    return run(binary, [name, ...this.#place, ...args]);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, "127.0.0.1", ready));
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}

// The first line that a process says which matches; fails with all it said, where it ends before.
function said(child: ChildProcess, on: "stdout" | "stderr", what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    const lines = createInterface({ input: child[on] as NodeJS.ReadableStream });
    lines.on("line", (line) => {
      heard.push(line);
      if (what.test(line)) resolve(line);
    });
    child.once("exit", () => reject(new Error(`passbok ended before it was ready:\n${heard.join("\n")}`)));
  });
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode !== null || !child.kill(signal)) return;
  await gone;
}
