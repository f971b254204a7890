import { useState } from "preact/hooks";
import { core } from "../../core";
import { save } from "./save";

/** Gets the papers of customers' months as one PDF, and gives it to the browser. */
export function usePack(month: string): { busy: boolean; failed: unknown; get: (customers: readonly string[]) => Promise<boolean> } {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const get = async (customers: readonly string[]): Promise<boolean> => {
    if (busy) return false;
    work(true);
    fail(undefined);
    let got = true;
    try {
      save((await core.request("GET", `/api/v1/packs/${month}?beneficiary=${customers.join(",")}`, undefined, undefined, true)) as Blob, `papper-${month}.pdf`);
    } catch (error) {
      got = false;
      fail(error);
    }
    work(false);
    return got;
  };
  return { busy, failed, get };
}
