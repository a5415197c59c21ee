// The log: messages in their order, day lines, the line of what is new, and where the reader stands in it.

import { draw, excerpt, fill, mineOf, nameOf, wordsOf } from "./message.js";
import * as times from "./times.js";
import { count, say } from "./words.js";

const NEAR = 60; // px from the end that still count as being there
const MOST = 600; // messages kept in a tab that stays open for days
const TRIMMED = 300;
const byId = (id) => document.getElementById(id);

export class Log {
  /** `on` gets: read(seq) when the end has been seen, trimmed(firstSeq). */
  constructor(announcer, on) {
    this.announcer = announcer;
    this.on = on;
    this.me = byId("room").dataset.me;
    this.scroller = byId("log");
    this.list = byId("messages");
    this.button = byId("jump-new");
    this.items = new Map();
    this.unseen = 0;
    this.lineDrawn = false; // since this tab was last looked at
    for (const item of this.list.querySelectorAll(".message")) this.#take(item);
    this.#days();
    this.#begin();
  }

  get seqs() {
    return [...this.items.keys()];
  }

  get first() {
    return Number(this.list.querySelector(".message")?.dataset.seq ?? 0);
  }

  get last() {
    return Math.max(0, ...this.items.keys());
  }

  find = (seq) => this.items.get(Number(seq));

  /** Apply the messages of one frame: new ones of others are told and counted. `mine` are my reactions, by seq. */
  apply(messages, { quietly = false, mine = null } = {}) {
    const first = this.first;
    for (const message of [...messages].sort((a, b) => a.seq - b.seq)) {
      const item = this.find(message.seq);
      if (mine) message.mine = mine[message.seq] ?? [];
      if (item) {
        if (Number(item.dataset.version) < message.version) fill(item, message);
      } else if (message.seq > first) {
        this.#insert(message, quietly);
      }
    }
    byId("log-empty").hidden = this.items.size > 0;
    if (this.pinned && this.items.size > MOST) this.#trim();
    this.settle();
  }

  /** Draw everything anew from what the site says now. */
  reset(messages, mine) {
    mine ??= Object.fromEntries([...this.items].map(([seq, item]) => [seq, mineOf(item)]));
    this.clear();
    this.apply(messages, { quietly: true, mine });
    this.on.trimmed(this.first);
    this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.items.clear();
  }

  /** Put older ones on top; what the reader looks at stays where it is. */
  prepend(items) {
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    for (const item of [...items].reverse()) {
      if (!item.matches(".message") || this.find(item.dataset.seq)) continue;
      this.list.prepend(item);
      this.#take(item);
    }
    this.#days();
    this.scroller.scrollTop = this.scroller.scrollHeight - before;
  }

  /** Show a message and say which one. Tells whether it is here. */
  jump(seq) {
    const item = this.find(seq);
    if (!item) return false;
    this.pinned = false;
    item.scrollIntoView({ block: "center" });
    item.querySelector(".message-link").focus({ preventScroll: true });
    item.classList.add("is-found");
    setTimeout(() => item.classList.remove("is-found"), 3000);
    return true;
  }

  toEnd() {
    this.pinned = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.settle();
  }

  /** Own newest message: say in words that it is stored. */
  sent(item) {
    for (const old of this.list.querySelectorAll(".message-state:not([hidden])")) old.hidden = true;
    const state = item.querySelector(".message-state");
    state.textContent = say("sent");
    state.hidden = false;
  }

  /** Keep to the end if the reader is there; what is seen is read. */
  settle() {
    if (this.pinned) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.unseen = 0;
    }
    this.button.hidden = !this.unseen;
    if (this.unseen) this.button.textContent = count("new", this.unseen);
    if (this.pinned && !document.hidden && this.items.size) this.on.read(this.last);
  }

  #begin() {
    this.pinned = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.settle()).observe(this.scroller);
    new ResizeObserver(() => this.settle()).observe(this.scroller.querySelector(".log-inner"));
    this.button.addEventListener("click", () => {
      const line = byId("new");
      const from = this.unseen;
      const target = this.seqs.sort((a, b) => a - b).at(-from);
      this.toEnd();
      // The button is gone now; the keyboard goes on from the first of the new ones.
      (this.find(target) ?? line)?.querySelector?.(".message-link")?.focus({ preventScroll: true });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.lineDrawn = false;
      else this.settle();
    });
    this.#start();
  }

  /** Where the page was asked for: a named message, else the line of what is new, else the end. */
  #start() {
    const named = this.items.get(Number(/^#m(\d+)$/.exec(location.hash)?.[1]));
    const target = named ?? byId("new");
    this.toEnd();
    if (!target || (named && named === this.find(this.last))) return;
    const above = target.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    if (above >= 0 && !named) return;
    this.scroller.scrollTop += above - (named ? this.scroller.clientHeight / 3 : 12);
    this.#scrolled();
    named?.classList.add("is-found");
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (!clientHeight) return; // hidden behind the details
    const pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    if (pinned === this.pinned) return;
    this.pinned = pinned;
    if (pinned) this.settle();
  }

  #take(item) {
    this.items.set(Number(item.dataset.seq), item);
    const time = item.querySelector(".message-link time");
    times.show(time, item.dataset.at);
  }

  #insert(message, quietly) {
    const item = draw(message, this.find);
    const mine = item.dataset.author === this.me;
    let place = this.list.lastElementChild;
    while (place && !(Number(place.dataset.seq) < message.seq)) place = place.previousElementSibling;
    if (place) place.after(item);
    else this.list.append(item);
    this.items.set(message.seq, item);
    this.#dayBefore(item);
    if (quietly) return;
    if (mine) return;
    if (document.hidden) this.#line(item);
    if (!this.pinned) this.unseen += 1;
    if (message.body_html) {
      this.announcer.message(nameOf(item), message.note ? excerpt(item) : wordsOf(item));
    }
  }

  /** The line "new since you were here" for a tab that was away; it stays where it was put. */
  #line(item) {
    if (this.lineDrawn) return;
    this.lineDrawn = true;
    byId("new")?.remove();
    const line = Object.assign(document.createElement("li"), { className: "new-line", id: "new" });
    line.append(Object.assign(document.createElement("span"), { textContent: say("new-line") }));
    item.before(line);
  }

  #days() {
    for (const line of this.list.querySelectorAll(".day")) line.remove();
    let day = "";
    for (const item of this.list.querySelectorAll(".message")) {
      const own = times.dayOf(item.dataset.at);
      if (own !== day) item.before(this.#dayLine(own));
      day = own;
    }
  }

  #dayBefore(item) {
    const day = times.dayOf(item.dataset.at);
    let before = item.previousElementSibling;
    while (before && !before.matches(".message")) before = before.previousElementSibling;
    if (!before || times.dayOf(before.dataset.at) !== day) item.before(this.#dayLine(day));
  }

  #dayLine(day) {
    const line = Object.assign(document.createElement("li"), { className: "day" });
    const time = Object.assign(document.createElement("time"), { dateTime: day, textContent: times.dayWords(day) });
    line.append(time);
    return line;
  }

  #trim() {
    const gone = [...this.list.querySelectorAll(".message")].slice(0, this.items.size - TRIMMED);
    for (const item of gone) {
      this.items.delete(Number(item.dataset.seq));
      item.remove();
    }
    this.#days();
    this.on.trimmed(this.first);
  }
}
