// A person's own pages, fetched when one of them is looked at. They are under More: /more/<page>.

import { core } from "../../core";
import { t } from "../../i18n";
import { Button, Trouble } from "../../ui";
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

const pages = { devices: Devices, lock: LockPage, looks: Looks, notices: NoticesPage, time: Time, data: Data } as const;

/** One of the pages, by its name in the address; or the card of employers, for another page. */
export default function Me({ page, room }: { page: string; room: RoomView }) {
  const [, when] = page.split(":");
  if (when) return <Employers room={room} when={when as "all" | "first" | "last"} />;
  if (page === "employers") return <><h1>{a("me.employers")}</h1><Employers room={room} /><p class="soft">{m("employers.what")} {core.others.value.length > 0 && m("employers.notices")}</p><Button kind="line" wide href="/join">{t("join.code")}</Button></>;
  if (!Object.hasOwn(pages, page)) return <Trouble icon="info" level={1} title={t("trouble.nothing")}><Button kind="primary" wide href="/more">{t("nav.more")}</Button></Trouble>;
  const name = page as keyof typeof pages;
  const Page = pages[name];
  return <><h1>{a(`me.${name}`)}</h1><Page room={room} /></>;
}
