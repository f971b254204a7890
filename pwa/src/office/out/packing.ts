import { useState } from "preact/hooks";
import { core } from "../../core";
import { inParts } from "./parts";
import { save } from "./save";

/** Gets the papers of customers' months as PDF files, and gives them to the browser. */
export function usePack(month: string): { busy: boolean; failed: unknown; get: (customers: readonly string[]) => Promise<boolean> } {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const get = async (customers: readonly string[]): Promise<boolean> => {
    if (busy) return false;
    work(true);
    fail(undefined);
    let [got, n] = [true, 0];
    const ask = async (part: readonly string[]): Promise<Blob> => (await core.request("GET", `/api/v1/packs/${month}?beneficiary=${part.join(",")}`, undefined, { file: true })) as Blob;
    try {
      await inParts(customers, ask, (file) => save(file, n++ === 0 ? `papper-${month}.pdf` : `papper-${month}-${n}.pdf`));
    } catch (error) {
      got = false;
      fail(error);
    }
    work(false);
    return got;
  };
  return { busy, failed, get };
}
