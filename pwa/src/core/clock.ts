// How wrong this phone's clock is. The server's orders everything; the phone's is what people see on it, and evidence.
//
// Each exchange measures it: half of the round trip is not known, so the shortest of the last eight counts. Between
// exchanges the wall clock may be set, and only a clock that is never set can show that. But that one stands still while
// a phone sleeps (in all browsers on phones), so:
//   wall fell behind it               the wall clock was set back, by as much
//   wall ran ahead, up to three days  the phone slept, or the clock was set ahead: nobody can say which
//   wall ran ahead by more            it was set ahead: no page lives that long asleep without an exchange
// Across page loads nothing is known but what was measured last.

import type { Env } from "./env";
import type { At } from "./types";

/** Milliseconds by which a clock may be off before it is said. */
export const tolerance = 120_000;

const asleep = 3 * 86_400_000;
const kept = 8;
/** Two measurements that are further apart than their round trips explain: the clock was set between them. */
const slack = 1000;

/** Both clocks at one moment. */
export interface Reading {
  readonly wall: number;
  readonly mono: number;
}

/** What is known across page loads: the offset as measured last, and the server's time then. */
export interface Remembered {
  readonly offset?: number | undefined;
  readonly seen?: number | undefined;
}

interface Sample {
  readonly offset: number;
  readonly trip: number;
}

/** How wrong the clock is: milliseconds ahead; sure where it was measured in this page load and nothing speaks against it. */
export interface Off {
  readonly ahead: number;
  readonly sure: boolean;
}

/** The clock of one page load. */
export class Clock {
  #samples: Sample[] = [];
  #measured: Reading | undefined; // when the newest sample was taken

  constructor(private readonly env: Pick<Env, "now" | "mono">) {}

  /** Both clocks, now. */
  read(): Reading {
    return { wall: this.env.now(), mono: this.env.mono() };
  }

  /** A round trip, and the server's time somewhere in it. The answer is the offset that is believed now. */
  measure(began: Reading, ended: Reading, server: number): number {
    const trip = Math.max(0, ended.mono - began.mono);
    const set = Math.abs(ended.wall - began.wall - trip) > slack; // while it was measured: then only the end counts
    const fresh = { offset: set ? ended.wall - server : began.wall + trip / 2 - server, trip: set ? tolerance : trip };
    const agree = ({ offset, trip: other }: Sample): boolean => Math.abs(offset - fresh.offset) <= (other + fresh.trip) / 2 + slack;
    this.#samples = [...this.#samples.filter(agree), fresh].slice(-kept);
    this.#measured = ended;
    return this.#best;
  }

  /** How wrong the clock is now, as well as this page can know; undefined before it has measured anything. */
  off(): Off | undefined {
    if (this.#measured === undefined) return undefined;
    const now = this.read();
    const jump = now.wall - this.#measured.wall - (now.mono - this.#measured.mono);
    if (jump < 0 || jump > asleep) return { ahead: this.#best + jump, sure: true };
    return { ahead: this.#best, sure: jump <= tolerance };
  }

  /** The time, as right as this page can tell: the wall clock's, unless that is known to be wrong. */
  time(): number {
    const { ahead } = this.off() ?? { ahead: 0 };
    return this.env.now() - (Math.abs(ahead) > tolerance ? ahead : 0);
  }

  /**
   * What an operation says of the clocks when a person acts. The offset is left out where it is not known: then the
   * server judges by the exchange that brings the operation.
   */
  at(remembered: Remembered): At {
    const { wall, mono } = this.read();
    const { ahead, sure } = this.off() ?? this.remember(remembered);
    const known = sure || Math.abs(ahead) > tolerance;
    return { wall: new Date(wall).toISOString(), mono: Math.round(mono), ...(known ? { offset: Math.round(ahead) } : {}) };
  }

  /** What can be said before anything is measured: as it was, or behind the last time that the server told. */
  remember({ offset = 0, seen }: Remembered): Off {
    const behind = seen === undefined ? 0 : this.env.now() - seen;
    return { ahead: behind < -tolerance ? Math.min(behind, offset) : offset, sure: false };
  }

  get #best(): number {
    return this.#samples.reduce((best, one) => (one.trip < best.trip ? one : best), this.#samples.at(-1) ?? { offset: 0, trip: 0 }).offset;
  }
}
