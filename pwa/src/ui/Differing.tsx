import { format, t } from "../i18n";
import type { Desk } from "./desk";
import { Trouble } from "./notices";
import { ShareFile } from "./ShareFile";

/** Months in which this device and the server do not hold the same, though they were fetched again. Else nothing. */
export function Differing({ desk }: { desk: Desk }) {
  const months = desk.differing.value;
  if (months.length === 0) return null;
  const what = months.map((month) => (month === "" ? t("differs.ageless") : format.month(month, true))).join(", ");
  return (
    <Trouble icon="info" title={t("differs.title")}>
      <p>{t("differs.what", { what })} {t("differs.safe")}</p>
      <p>{t("differs.do")}</p>
      <ShareFile desk={desk}>{t("differs.share")}</ShareFile>
    </Trouble>
  );
}
