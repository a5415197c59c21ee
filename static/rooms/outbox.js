// What was written and is not yet known to be stored. It lives in this tab until the site has said so.

import { keep, kept } from "./kept.js";
import { uuid } from "./words.js";

/** An item: {client_id, body, note, reply_to, anyway, state: waiting|sending|sent|failed|held|remind, why, until} */
export class Outbox {
  constructor(key, { send, draw, doubt }) {
    this.key = `openhearth:unsent:${key}`;
    this.send = send; // (item) => whether it went out
    this.draw = draw; // (items) => void
    this.doubt = doubt;
    this.items = this.#kept();
    this.timer = null;
    this.paused = null;
  }

  add({ body, note = "", reply_to = null, anyway = false }) {
    const item = { client_id: uuid(), body, note, reply_to, anyway, state: "waiting" };
    this.items.push(item);
    this.#changed();
    this.flush();
    return item;
  }

  /** Send the next one that waits; one at a time, so that they are stored in the order they were written. */
  flush() {
    if (this.paused || this.items.some((item) => item.state === "sending")) return;
    const next = this.items.find((item) => item.state === "waiting");
    if (!next || !this.send(next)) return;
    next.state = "sending";
    delete next.why;
    delete next.until;
    this.#watch();
    this.#changed();
  }

  /** No answer: look whether the line lives. If it does and still none comes, the same id may be sent again. */
  #watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.doubt();
      this.timer = setTimeout(() => {
        this.lost();
        this.flush();
      }, 20_000);
    }, 8000);
  }

  /** The line is gone: what was under way may or may not have arrived. The same client_id tells. */
  lost() {
    clearTimeout(this.timer);
    for (const item of this.items) if (item.state === "sending") item.state = "waiting";
    this.#changed();
  }

  accepted(client_id, seq) {
    const item = this.#find(client_id);
    if (!item) return;
    item.state = "sent";
    item.seq = seq;
    clearTimeout(this.timer);
    this.#changed();
    this.flush();
  }

  /** Taken, and shown to nobody else until somebody has looked at it. Tells whether it was one of ours. */
  held(client_id, why, url) {
    return this.#answered(client_id, { state: "held", why, url });
  }

  /** Not sent: something to think of first. `maySend`: as it is, if the person wants to. */
  remind(client_id, why, maySend) {
    return this.#answered(client_id, { state: "remind", why, maySend });
  }

  #answered(client_id, answer) {
    const item = this.#find(client_id);
    if (!item) return false;
    Object.assign(item, answer);
    clearTimeout(this.timer);
    this.#changed();
    this.flush();
    return true;
  }

  /** It stands in the log now. Tells whether it was one of ours. */
  arrived(client_id) {
    const item = this.#find(client_id);
    if (!item) return false;
    this.items.splice(this.items.indexOf(item), 1);
    if (item.state !== "sent") clearTimeout(this.timer);
    this.#changed();
    this.flush();
    return true;
  }

  /** Refused for now (`wait` seconds) or until the person does something about it. */
  refused(client_id, why, wait) {
    const item = client_id ? this.#find(client_id) : this.items.find((other) => other.state === "sending");
    if (!item) return false;
    clearTimeout(this.timer);
    const held = typeof wait === "number";
    const pause = held ? Math.max(0, wait) + 0.3 : 0; // what is told is rounded; too early would be refused again
    item.state = held ? "waiting" : "failed";
    item.why = why;
    item.until = held ? Date.now() + pause * 1000 : 0;
    if (held) this.pause(pause);
    this.#changed();
    this.flush();
    return true;
  }

  pause(seconds) {
    clearTimeout(this.paused);
    this.paused = setTimeout(() => {
      this.paused = null;
      this.flush();
    }, seconds * 1000);
  }

  /** Once more; `anyway`: although there was something to think of. */
  retry(client_id, { anyway = false } = {}) {
    const item = this.#find(client_id);
    if (!item) return;
    item.state = "waiting";
    item.anyway ||= anyway;
    delete item.why;
    this.#changed();
    this.flush();
  }

  /** Take it out again; gives what was written. */
  drop(client_id) {
    const item = this.#find(client_id);
    if (item) this.items.splice(this.items.indexOf(item), 1);
    this.#changed();
    return item;
  }

  #find(client_id) {
    return this.items.find((item) => item.client_id === client_id);
  }

  #changed() {
    const left = this.items.filter((item) => item.state !== "sent");
    keep(this.key, left.length ? JSON.stringify(left) : "");
    this.draw(this.items);
  }

  #kept() {
    try {
      const items = JSON.parse(kept(this.key) || "[]");
      return items.map((item) => (item.state === "sending" ? { ...item, state: "waiting" } : item));
    } catch {
      return [];
    }
  }
}
