import type { Desk } from "./desk";
import { Fetched } from "./Fetched";
import { untold } from "./untold";

/** Where this device and the server do not agree, or the app is too old: what it did not take (rows: rows of time say so themselves here), and months that differ. */
export function Amiss({ desk, rows }: { desk: Desk; rows: boolean | undefined }) {
  const docs = untold(desk.docs.value, rows);
  const months = desk.differing.value;
  const old = desk.outdated.value;
  if (docs.length + months.length === 0 && !old) return null;
  return (
    <Fetched
      quiet from={amiss} show={({ Refused, Differing, Outdated }) => (
        <>
          {old && <Outdated desk={desk} />}
          {docs.length > 0 && <Refused desk={desk} docs={docs} />}
          {months.length > 0 && <Differing desk={desk} months={months} />}
        </>
      )}
    />
  );
}

/** What is seldom so, fetched when it is. */
export const amiss = () => import("../amiss");
