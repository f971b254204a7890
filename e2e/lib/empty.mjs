// A server that nobody has begun with: no provider, and a link that it prints.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, freePorts } from "./passbok.mjs";

/** `passbok serve` on an empty folder. Resolves with the link of the first provider. */
export async function startEmpty() {
  const data = await mkdtemp(join(tmpdir(), "passbok-empty-"));
  const port = await freePorts();
  const url = `http://localhost:${port}`;
  const child = spawn(binary, ["serve", "--addr", `127.0.0.1:${port}`, "--data", data, "--public-url", url, "--log-level", "error"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => child.once("exit", () => resolve()));
  const link = await new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-8000);
      const found = /http:\S+\/setup#\w+/.exec(said);
      if (found) resolve(found[0]);
    });
    gone.then(() => reject(new Error(`passbok serve ended before it printed a link:\n${said}`)));
  });
  while (!(await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false))) await new Promise((later) => setTimeout(later, 20));
  return {
    /** @type {string} */ link,
    url,
    async stop() {
      child.kill("SIGTERM");
      await gone;
      await rm(data, { recursive: true, force: true });
    },
  };
}
