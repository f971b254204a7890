// The network between a phone and the server, as bad as it gets: a proxy over real connections that does to each request
// what it is told. Proxies that others keep (toxiproxy) spoil streams of bytes; here a whole request must come twice, or
// after one that was sent later, so it has to know where one ends.

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What happens to a request. away: it never arrives. lost: it does, and its answer does not. twice: it arrives twice, one
 * after the other; apart: both at once. late: its sender hears nothing, and it arrives after the next one. torn: half of it
 * arrives. half: half of its answer does. slow: both take their time.
 */
export type Weather = "fair" | "away" | "lost" | "twice" | "apart" | "late" | "torn" | "half" | "slow";

/** Every kind of bad weather. */
export const storms = ["away", "lost", "twice", "apart", "late", "torn", "half", "slow"] as const satisfies readonly Weather[];

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Stands before one server. */
export class Proxy {
  /** What happens to the next requests; then the weather is fair. */
  readonly forecast: Weather[] = [];
  /** How much of each weather there has been. */
  readonly met = new Map<Weather, number>();
  #held: Asked[] = [];

  private constructor(private readonly server: Server, private readonly port: number) {}

  /** A proxy before the server at a port of this machine. */
  static async before(port: number): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server, port);
    server.on("request", (req, res) => void proxy.#pass(req, res).catch(() => res.destroy()));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What was held back arrives. */
  async clear(): Promise<void> {
    this.forecast.length = 0;
    for (const asked of this.#held.splice(0)) await this.#forward(asked).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  async #pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const asked: Asked = { method: req.method ?? "GET", path: req.url ?? "/", headers: req.headers, body: Buffer.concat(parts) };
    const weather = this.#weather(asked);
    this.met.set(weather, (this.met.get(weather) ?? 0) + 1);
    const before = this.#held.splice(0);
    const answer = await this.#meet(weather, asked);
    for (const old of before) await this.#forward(old).catch(() => undefined);
    if (!answer) {
      res.destroy();
      return;
    }
    const { "transfer-encoding": _chunked, connection: _kept, ...headers } = answer.headers;
    res.writeHead(answer.status, { ...headers, "content-length": answer.body.length });
    if (weather !== "half") return void res.end(answer.body);
    res.write(answer.body.subarray(0, answer.body.length >> 1), () => res.destroy());
  }

  // Signing in is one person's act, once: it is lost or slow as everything is, but comes neither twice nor too late.
  #weather({ path }: Asked): Weather {
    const next = this.forecast.shift() ?? "fair";
    if (path === "/api/v1/sync") return next;
    return next === "twice" || next === "apart" || next === "late" ? "lost" : next;
  }

  async #meet(weather: Weather, asked: Asked): Promise<Answered | undefined> {
    switch (weather) {
      case "fair": case "half": return this.#forward(asked);
      case "away": return undefined;
      case "lost": return void (await this.#forward(asked));
      case "late": return void this.#held.push(asked);
      case "torn": return void (await this.#forward(asked, asked.body.length >> 1).catch(() => undefined));
      case "twice": {
        const first = await this.#forward(asked);
        await this.#forward(asked);
        return first;
      }
      case "apart": return (await Promise.all([this.#forward(asked), this.#forward(asked)]))[1];
      case "slow": {
        await pause(20);
        const answer = await this.#forward(asked);
        await pause(20);
        return answer;
      }
    }
  }

  // most: so many bytes of the body are sent, and then the connection breaks.
  #forward({ method, path, headers, body }: Asked, most = body.length): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const { "transfer-encoding": _chunked, connection: _kept, ...sent } = headers;
      const up = request({ host: "127.0.0.1", port: this.port, method, path, headers: { ...sent, "content-length": body.length }, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }));
        answer.on("error", reject);
      });
      up.on("error", reject);
      if (most < body.length) up.write(body.subarray(0, most), () => up.destroy());
      else up.end(body);
    });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
