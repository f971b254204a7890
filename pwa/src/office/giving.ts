// Commands that are given to the server, each once however often it is tried.

import { once } from "../core/api";
import type { Desk } from "../ui/desk";

/** What came of a command: its answer, and the id that it carried. */
export interface Given {
  readonly id: string;
  readonly answer: unknown;
}

/**
 * Gives commands, of which each path has its own: its id stays while the same is tried again, whatever else is given in between, since a
 * lost answer must not do it twice.
 */
export function giver(desk: Pick<Desk, "post" | "newId">): (path: string, body: object) => Promise<Given> {
  const tried = new Map<string, ReturnType<typeof once>>();
  return async (path, body) => {
    const one = tried.get(path) ?? once(desk.newId);
    tried.set(path, one);
    const id = one.id(JSON.stringify(body));
    try {
      const answer = await desk.post(path, { id, ...body });
      one.went();
      return { id, answer };
    } catch (failed) {
      one.went(failed);
      throw failed;
    }
  };
}
