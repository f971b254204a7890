import { t } from "../i18n";
import { core } from "../core";
import { Bar, Sync } from "../ui";
import { a } from "./words";

/** The bar, with the state of what is on the phone in words, of all employers. */
export function Header({ back }: { back?: string | undefined }) {
  const rows = core.others.value.reduce((n, other) => n + other.waiting, new Set(core.waiting.value.map((k) => k.op.doc)).size);
  return (
    <Bar back={back ? { href: back } : undefined}>
      {core.unsaved.value.length > 0 ? <Sync icon="alarm" href="/more">{a("sync.unsaved")}</Sync>
        : core.session.value === "out" ? <Sync icon="lock" href="/more">{t("sync.signedOut")}{rows > 0 && `. ${t("sync.waiting", { n: rows })}`}</Sync>
        : rows > 0 ? <Sync icon="device" href="/more">{t("sync.waiting", { n: rows })}</Sync>
        : core.link.value === "offline" ? <Sync icon="nonet" href="/more">{t("sync.offline")}</Sync>
        : <Sync icon="check" href="/more">{t("sync.allSent")}</Sync>}
    </Bar>
  );
}
