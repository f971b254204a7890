// What screens need of the device: its documents, a way to change them, a way to ask the server.

import type { ReadonlySignal } from "@preact/signals";
import type { Said } from "../core/api";
import type { Act } from "../core/core";
import type { Fields, Op, Row as Doc, Who } from "../core/types";

/** What goes with a change besides the fields. */
export interface With {
  why?: string;
  resolves?: readonly string[];
}

/** The device, as a screen sees it. */
export interface Desk {
  /** Who works here. */
  who: ReadonlySignal<Who | undefined>;
  /** Every document that this device holds, with its own waiting operations laid over. */
  docs: ReadonlySignal<ReadonlyMap<string, Doc>>;
  /** Goes up with each exchange that went well: what the server computes may have changed. */
  changed: ReadonlySignal<number>;
  /** Whether the last attempt reached the server. */
  online: ReadonlySignal<boolean>;
  /** Whether the server wants a sign-in anew; nothing is lost by it. */
  signedOut: ReadonlySignal<boolean>;
  /** How many documents wait to be sent. */
  waiting: ReadonlySignal<number>;
  /** What this device could not save. */
  unsaved: ReadonlySignal<readonly Op[]>;
  /** Tries once more to save it. */
  saveAgain(): Promise<void>;
  /** Months in which this device and the server do not hold the same, though they were fetched again. */
  differing: ReadonlySignal<readonly string[]>;
  /** This app is too old: it sends what it holds, and writes nothing new. */
  outdated: ReadonlySignal<boolean>;
  /** What this device has that the server may lack, as the text of a file. */
  file(): string;
  /** Keeps a change on this device, durably, and sends it when it can. */
  act(ref: string, base: number, set: Fields, extra?: With): Promise<void>;
  /** Keeps several changes, all or none. */
  actAll(acts: readonly Act[]): Promise<void>;
  /** The person has read that an operation of theirs was refused. */
  read(op: string): Promise<void>;
  /** Feeds that have been pulled whole since they were opened. */
  opened: ReadonlySignal<ReadonlySet<string>>;
  /** Opens a feed, so that its documents come and go on coming. */
  open(feed: string): void;
  /** Asks the server; an answer that says what was said before is that same thing. */
  get(path: string, said?: Said): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
  newId(): string;
  /** The time, as right as this device can tell. */
  now(): Date;
  /** Milliseconds that this device's clock is ahead, where that is more than two minutes; else 0. */
  wrong(): number;
  /** Signs this device out, also where something waits: ask first. What waits stays here. */
  leave(): Promise<void>;
}

/** Whether this device shows notices: it does, and the server knows, it could, it may not, or its browser cannot. */
export type NoticeState = "on" | "off" | "denied" | "cannot";

/** Turning notices on and off on this device. */
export interface Notices {
  state: ReadonlySignal<NoticeState>;
  /** Why they are off though the browser has them on: the server has not taken them. */
  why: ReadonlySignal<unknown>;
  on(): Promise<void>;
  off(): Promise<void>;
}
