// Answers of the server that come again and again: what says the same stays the same thing, so that it is not drawn anew.

import { useRef } from "preact/hooks";

/** The things of an answer, each as it was before where it says the same; key names one among them. */
export function useSame<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const before = useRef<{ all: readonly T[]; same: readonly T[]; by: ReadonlyMap<string, { text: string; one: T }> }>({ all: [], same: [], by: new Map() });
  if (before.current.all !== all) {
    const by = new Map(all.map((one) => {
      const text = JSON.stringify(one);
      const was = before.current.by.get(key(one));
      return [key(one), was?.text === text ? was : { text, one }];
    }));
    before.current = { all, same: [...by.values()].map(({ one }) => one), by };
  }
  return before.current.same;
}
