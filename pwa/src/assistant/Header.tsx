import { useRef } from "preact/hooks";
import { t } from "../i18n";
import { core } from "../core";
import { goBack } from "../route";
import { Bar, Sync, type IconName } from "../ui";
import { whereToFix, type Todo } from "./mine";
import { a } from "./words";

/** The bar, with the state of what is on the phone in words, of all employers; fix is what needs the person. */
export function Header({ back, fix }: { back: string | undefined; fix: readonly Todo[] }) {
  const rows = core.others.value.reduce((n, other) => n + other.waiting, core.unsent.value);
  const waiting = t("sync.waiting", { n: rows });
  const away = core.link.value === "offline";
  const out = core.session.value === "out";
  const refused = [...core.rows.value.values()].filter((row) => row.refused).length;
  const [icon, words, told = 0]: [IconName, string, number?] = core.unsaved.value.length > 0 ? ["alarm", a("sync.unsaved")]
    : out ? ["lock", t("sync.signedOut") + (rows > 0 ? `. ${waiting}` : "")]
    : rows > 0 ? ["device", waiting]
    : refused > 0 ? ["alarm", a("sync.refused", { n: refused }), refused]
    : away ? ["nonet", t("sync.offline")]
    : ["check", t("sync.allSent")];
  // What was done is said where it is done, and that there is no network by its notice. Left to be said here, once: that
  // one more was not taken, that all was received after it had been without network, and that one is signed out.
  const said = useRef({ words, away, out, told: refused, live: false });
  const was = said.current;
  said.current = {
    words, out, away: away || (was.away && icon !== "check" && told === 0), told: Math.min(told || was.told, refused),
    live: was.words === words ? was.live : out ? !was.out : told > was.told || (icon === "check" && was.away),
  };
  const leave = (event: MouseEvent): void => {
    event.preventDefault();
    goBack(back ?? "/");
  };
  return <Bar back={back ? { href: back, onClick: leave } : undefined}><Sync icon={icon} href={told > 0 ? `/month${whereToFix(fix.filter(({ rows: [m] }) => m?.row.refused))}` : "/more"} live={said.current.live}>{words}</Sync></Bar>;
}
