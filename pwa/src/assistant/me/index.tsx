// A person's own pages, fetched when one of them is looked at. They are under More: /more/<page>.

import { core } from "../../core";
import { t } from "../../i18n";
import { Button, Language, Trouble } from "../../ui";
import type { RoomView } from "../room";
import { a } from "../words";
import { Data } from "./Data";
import { Devices } from "./Devices";
import { Employers } from "./Employers";
import { LockPage } from "./LockPage";
import { Looks } from "./Looks";
import { NoticesPage } from "./NoticesPage";
import { Time } from "./Time";
import { m } from "./words";

/** One of the pages, by its name in the address; or the card of employers, for another page. */
export default function Me({ page, room }: { page: string; room: RoomView }) {
  switch (page) {
    case "employers": return <><h1>{a("me.employers")}</h1><Employers room={room} /><p class="soft">{m("employers.what")} {core.others.value.length > 0 && m("employers.notices")}</p><Button kind="line" wide href="/join">{t("join.code")}</Button></>;
    case "employers:all": return <Employers room={room} />;
    case "employers:going": return <Employers room={room} when="going" />;
    case "employers:idle": return <Employers room={room} when="idle" />;
    case "devices": return <><h1>{a("me.devices")}</h1><Devices room={room} /></>;
    case "lock": return <><h1>{a("me.lock")}</h1><LockPage room={room} /></>;
    case "looks": return <><h1>{a("me.looks")}</h1><div class="leaf"><Language /></div><Looks /></>;
    case "notices": return <><h1>{a("me.notices")}</h1><NoticesPage room={room} /></>;
    case "time": return <><h1>{a("me.time")}</h1><Time room={room} /></>;
    case "data": return <><h1>{a("me.data")}</h1><Data room={room} /></>;
    default: return <Trouble icon="info" level={1} title={t("trouble.nothing")}><Button kind="primary" wide href="/more">{t("nav.more")}</Button></Trouble>;
  }
}
