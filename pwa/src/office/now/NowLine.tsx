import { Notice } from "../../ui";
import type { Desk } from "../../ui/desk";
import { useKnown } from "../known";
import { o } from "../words";
import { countsOf, type Now } from "./now";

/** The path by which the server is asked who works. */
export const nowPath = "/api/v1/office/now";

/** How many work now, and how many planned shifts have not begun or should be over, with the way to them. It stands there before it is known, so that nothing moves. */
export function NowLine({ desk }: { desk: Desk }) {
  const { value, from } = useKnown<Now>(desk, nowPath, 30_000);
  const { working = 0, late = 0, long = 0 } = value ? countsOf(value) : {};
  const fresh = value !== undefined && from === undefined;
  const asks = [late > 0 && o("atWork.late", { n: late }), long > 0 && o("atWork.long", { n: long })].filter((one) => one !== false).join(" ");
  const link = <a href="/office/now">{fresh ? `${asks} ${o("atWork.working", { n: working })}`.trim() : o("atWork.ask")}</a>;
  return (
    <>
      {fresh && asks !== "" ? <Notice tone="you" icon="you">{link}</Notice> : <Notice icon="clock">{link}</Notice>}
      <span class="vh" role="status">{fresh ? asks : ""}</span>
    </>
  );
}
