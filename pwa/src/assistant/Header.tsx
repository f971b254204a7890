import { useRef } from "preact/hooks";
import { t } from "../i18n";
import { core } from "../core";
import { goBack } from "../route";
import { Bar, Sync, type IconName } from "../ui";
import { a } from "./words";

/** The bar, with the state of what is on the phone in words, of all employers. */
export function Header({ back }: { back?: string | undefined }) {
  const rows = core.others.value.reduce((n, other) => n + other.waiting, core.unsent.value);
  const waiting = t("sync.waiting", { n: rows });
  const away = core.link.value === "offline";
  const out = core.session.value === "out";
  const [icon, words]: [IconName, string] = core.unsaved.value.length > 0 ? ["alarm", a("sync.unsaved")]
    : out ? ["lock", t("sync.signedOut") + (rows > 0 ? `. ${waiting}` : "")]
    : rows > 0 ? ["device", waiting]
    : away ? ["nonet", t("sync.offline")]
    : ["check", t("sync.allSent")];
  // What was done is said where it is done, and that there is no network by its notice. Left to be said here, once: that
  // all was received after it had been without network, and that one is signed out.
  const said = useRef({ words, away, out, live: false });
  if (said.current.words !== words) said.current.live = out ? !said.current.out : icon === "check" && said.current.away;
  said.current = { ...said.current, words, out, away: away || (said.current.away && icon !== "check") };
  const leave = (event: MouseEvent): void => {
    event.preventDefault();
    goBack(back ?? "/");
  };
  return <Bar back={back ? { href: back, onClick: leave } : undefined}><Sync icon={icon} href="/more" live={said.current.live}>{words}</Sync></Bar>;
}
