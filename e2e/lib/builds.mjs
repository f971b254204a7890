// Two builds of the app at one address, as an upgrade makes them: the one that the binary has, and after upgrade() one
// whose files all have other names. Of the old names the server then knows nothing, as where the disk had no room to keep
// them: a page of the old build has only what its worker kept. (What the server keeps: house/builds_test.go.)
import { createServer, request } from "node:http";

/** Between the browser and the server at url. @param {string} url */
export async function builds(url) {
  const up = new URL(url);
  let upgraded = false;
  const told = /** @type {{away: boolean}} */ ({ away: false });
  const server = createServer((req, res) => {
    const path = req.url ?? "/";
    if (told.away && path.startsWith("/api/")) return void res.destroy();
    if (upgraded && /^\/assets\//.test(path) && !path.includes("-next.")) return void res.writeHead(404).end();
    const headers = { ...req.headers, host: up.host, ...(req.headers.origin ? { origin: up.origin } : {}) };
    delete headers["accept-encoding"]; // what is rewritten must be readable
    delete headers["if-none-match"];
    const asked = request({ host: up.hostname, port: up.port, method: req.method, path: path.replace("-next.", "."), headers }, (answer) => {
      const type = String(answer.headers["content-type"] ?? "");
      if (!upgraded || path.startsWith("/api/") || !/text\/|javascript|json/.test(type)) {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        return void answer.pipe(res);
      }
      /** @type {Buffer[]} */
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = renamed(Buffer.concat(parts).toString("utf8"));
        const kept = { ...answer.headers };
        delete kept.etag;
        res.writeHead(answer.statusCode ?? 502, { ...kept, "content-length": Buffer.byteLength(text) }).end(text);
      });
    });
    asked.on("error", () => res.destroy());
    req.pipe(asked);
  });
  await /** @type {Promise<void>} */ (new Promise((ready) => server.listen(0, "127.0.0.1", () => ready())));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return Object.assign(told, {
    url: `http://127.0.0.1:${port}`,
    upgrade() {
      upgraded = true;
    },
    /** @returns {Promise<void>} */
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  });
}

// Every hashed file has another name, wherever one is named; so the service worker's list differs, and its version with it.
/** @param {string} text */
function renamed(text) {
  return text.replace(/([\w.]+-[\w-]{8})\.(js|css|woff2|svg)\b/g, "$1-next.$2").replace(/passbok-([0-9a-f]{8,})/g, "passbok-$1-next");
}
