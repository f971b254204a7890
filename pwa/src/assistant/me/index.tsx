// A person's own pages, fetched when one of them is looked at. They are under More: /more/<page>.

import { t } from "../../i18n";
import { Button, Language, Trouble } from "../../ui";
import type { RoomView } from "../room";
import { a } from "../words";
import { Data } from "./Data";
import { Devices } from "./Devices";
import { LockPage } from "./LockPage";
import { Looks } from "./Looks";
import { NoticesPage } from "./NoticesPage";
import { Time } from "./Time";

/** One of the pages, by its name in the address. */
export default function Me({ page, room }: { page: string; room: RoomView }) {
  switch (page) {
    case "devices": return <><h1>{a("me.devices")}</h1><Devices room={room} /></>;
    case "lock": return <><h1>{a("me.lock")}</h1><LockPage room={room} /></>;
    case "looks": return <><h1>{a("me.looks")}</h1><div class="leaf"><Language /></div><Looks /></>;
    case "notices": return <><h1>{a("me.notices")}</h1><NoticesPage room={room} /></>;
    case "time": return <><h1>{a("me.time")}</h1><Time room={room} /></>;
    case "data": return <><h1>{a("me.data")}</h1><Data room={room} /></>;
    default: return <Trouble icon="info" level={1} title={t("trouble.nothing")}><Button kind="primary" wide href="/more">{t("nav.more")}</Button></Trouble>;
  }
}
