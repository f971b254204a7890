import { format, t } from "../i18n";
import type { Desk } from "./desk";
import { Notice } from "./notices";

/** This device's clock is wrong by more than two minutes: both times, and what to do. Known once the server was reached. */
export function WrongClock({ desk }: { desk: Desk }) {
  const ahead = desk.changed.value > 0 ? desk.wrong() : 0;
  if (ahead === 0) return null;
  const real = desk.now();
  const wall = new Date(real.getTime() + ahead);
  return (
    <Notice icon="clock">
      <b>{t(ahead > 0 ? "clock.ahead" : "clock.behind", { time: format.far(Math.round(ahead / 60_000)) })}.</b>{" "}
      {t("clock.now", { wall: format.dated(wall.toISOString()), real: format.dated(real.toISOString()) })}
    </Notice>
  );
}
