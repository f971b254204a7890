import { useState } from "preact/hooks";
import { Notice, sentence } from "../../ui";

/** One thing at a time, with what went wrong; what was asked for is asked again after each. */
export function useRun(again: () => void) {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const run = async (what: () => Promise<void>): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      await what();
    } catch (error) {
      fail(error);
    }
    work(false);
    again();
  };
  return { busy, run, trouble: failed === undefined ? null : <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice> };
}
