// When this phone's documents are compared with what the server knows to have sent, and what is done about a difference:
// the month is fetched again; only if it differs still is the person told.

import type { Env } from "./env";
import type { Facts } from "./store";
import type { SyncAnswer } from "./types";

/** After so many milliseconds the comparison is due again. */
const daily = 86_400_000;

/** What a comparison makes of the facts. */
export type Findings = { readonly [K in "refetch" | "differing"]?: Facts[K] | undefined };

/** The comparisons of one notebook, in one tab. */
export class Check {
  #last: number | undefined; // when all was compared last, by the wall clock
  #quiet = false; // whether the last exchange left nothing to pull
  #healing: ReadonlySet<string> | undefined; // months fetched again since a difference was found
  #able = (globalThis.crypto?.subtle as SubtleCrypto | undefined) !== undefined; // browsers hash over secure connections only

  constructor(private readonly env: Env) {}

  /** Whether anything is compared at all. */
  get able(): boolean {
    return this.#able;
  }

  /** Whether the next exchange shall say what this phone holds: only once all has been pulled, so never while it starts. */
  get due(): boolean {
    return this.#able && this.#quiet && (this.#healing !== undefined || this.#last === undefined || Math.abs(this.env.now() - this.#last) >= daily);
  }

  /** Whether something is being mended: the exchanges go on until it is seen whether that helped. */
  get pressing(): boolean {
    return this.#able && this.#healing !== undefined;
  }

  /** What an answer says to note, in the transaction that takes it: what to fetch again, or what that did not help. */
  findings({ differs }: SyncAnswer): Findings {
    if (differs === undefined) return {};
    const fresh = this.#fresh(differs);
    if (fresh.length > 0) return { refetch: fresh };
    return { differing: differs.length > 0 ? differs : undefined };
  }

  /** The answer has been taken; anew: all documents come afresh. */
  taken({ differs, more }: SyncAnswer, anew: boolean): void {
    this.#quiet = !more;
    if (anew) {
      this.#last = this.#healing = undefined;
    } else if (differs !== undefined) {
      const fresh = this.#fresh(differs);
      if (fresh.length > 0) {
        this.#healing = new Set([...(this.#healing ?? []), ...fresh]);
      } else {
        this.#healing = undefined;
        this.#last = this.env.now();
      }
    }
  }

  /** The server, an older one, knows no digests. Whether that was news. */
  off(): boolean {
    const was = this.#able;
    this.#able = false;
    return was;
  }

  #fresh(differs: readonly string[]): string[] {
    return differs.filter((month) => !this.#healing?.has(month));
  }
}
