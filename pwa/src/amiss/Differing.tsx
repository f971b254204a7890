import { format } from "../i18n";
import { ShareFile, Trouble, type Desk } from "../ui";
import { n } from "./words";

/** Months in which this device and the server do not hold the same, though they were fetched again. */
export function Differing({ desk, months }: { desk: Desk; months: readonly string[] }) {
  const what = months.map((month) => (month === "" ? n("differs.ageless") : format.month(month, true))).join(", ");
  return (
    <Trouble icon="info" title={n("differs.title")}>
      <p>{n("differs.what", { what })} {n("differs.safe")}</p>
      <p>{n("differs.do")}</p>
      <ShareFile desk={desk}>{n("differs.share")}</ShareFile>
    </Trouble>
  );
}
