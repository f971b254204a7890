// The way in: reads the phone's disk, shows the room of whoever is here, keeps the service worker.

import "./ui/index.css";
import { Component, render, type ComponentChildren, type ComponentType } from "preact";
import { useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { core, watch, type Role } from "./core";
import { speakAgain, spoken, t } from "./i18n";
import { keepInstall } from "./install";
import { keepPush } from "./push";
import { keepLock, locked } from "./lock";
import { keepLook } from "./look";
import { listen, route } from "./route";
import { keepStorage } from "./storage";
import { keepNewest } from "./update";
import { App, Bar, Button, Patterns, Trouble } from "./ui";

// Each room is a chunk of its own, fetched for whoever has it.
const rooms = {
  assistant: () => import("./assistant"),
  beneficiary: () => import("./beneficiary"),
  office: () => import("./office"),
  // Not rooms of a role, but fetched as they are.
  join: () => import("./Join"),
  locked: () => import("./Locked"),
  open: () => import("./open"),
  setup: () => import("./setup"),
} as const;

type RoomName = keyof typeof rooms;

const roomOf: Record<Role, RoomName> = { assistant: "assistant", beneficiary: "beneficiary", representative: "beneficiary", coordinator: "office", auditor: "office" };

let draw: () => void;
const drawn = new Promise<void>((resolve) => (draw = resolve));
const opened = signal<Partial<Record<RoomName, ComponentType | Error>>>({});

function load(name: RoomName): void {
  if (opened.peek()[name] !== undefined) return;
  rooms[name]().then(async (room) => {
    await spoken();
    return room;
  }).then(
    (room) => (opened.value = { ...opened.peek(), [name]: room.default }),
    (error: unknown) => (opened.value = { ...opened.peek(), [name]: error instanceof Error ? error : new Error(String(error)) }),
  ).then(() => setTimeout(draw));
}

// A person with several roles is in the room that the address names, if they may be there.
function wanted(roles: readonly Role[], role: Role, path: string): RoomName {
  const may = new Set([role, ...roles].map((r) => roomOf[r]));
  if (path.startsWith("/office") && may.has("office")) return "office";
  if ((path.startsWith("/rakning") || (path.startsWith("/talk") && role === "coordinator")) && may.has("beneficiary")) return "beneficiary";
  return roomOf[role];
}

function Passbok() {
  const { path } = route.value;
  const who = core.who.value;
  const shown = useRef<RoomName | undefined>(undefined);
  if (!core.ready.value) return null;
  const open = /^\/(tillganglighet|verifiera)$/.test(path) || (who && path === "/bankid");
  const outside = open ? "open" : path === "/setup" ? "setup" : path === "/join" || !who ? "join" : undefined;
  const name = outside ?? wanted(who?.roles ?? [], who?.role ?? "assistant", path);
  const shut = !outside && locked.value;
  if (!shut) shown.current = name;
  // A room that gets locked stays, unseen, with what is being written in it; one that has not been shown is not begun.
  return (
    <>
      {shut && <Room name="locked" />}
      {shown.current === name && <div hidden={shut}><Room key={name} name={name} /></div>}
    </>
  );
}

function Room({ name }: { name: RoomName }) {
  load(name);
  const Shown = opened.value[name];
  if (Shown instanceof Error) return <Broken />;
  return Shown ? <Shown /> : null;
}

function Broken() {
  return (
    <App bar={<Bar />}>
      <Trouble icon="alarm" alarm level={1} title={t("trouble.broken")}>
        <p>{t("trouble.brokenSafe")}</p>
        <Button kind="primary" onClick={() => location.reload()}>{t("app.load")}</Button>
      </Trouble>
    </App>
  );
}

/** What breaks in a screen is said; the disk and what waits on it are untouched. */
class Guard extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };
  override componentDidCatch(error: unknown): void {
    reportError(error);
    this.setState({ broken: true });
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

const speaking = speakAgain();
keepLook();
keepLock();
keepInstall();
keepStorage(core);
keepNewest();
listen();
watch(core);
// Room and disk are fetched at the same time.
const expected = core.expected;
load(expected && location.pathname !== "/join" ? wanted([], expected, location.pathname) : "join");
const root = document.getElementById("app");
void speaking.then(() => {
  if (root) render(<Guard><Patterns /><Passbok /></Guard>, root);
});
void core.start().then(async () => {
  await drawn; // what the worker fetches is for later
  if (import.meta.env.PROD) await navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
  keepPush();
});
