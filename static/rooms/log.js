// The log: messages in their order, day lines, who goes on speaking, the line of what is new, and where the reader
// stands. It shows a stretch of the room without a hole; `newer` says that the stretch ends before the room does.

import { draw, excerpt, fill, mineOf, nameOf, wordsOf } from "./message.js";
import * as times from "./times.js";
import { count, say } from "./words.js";

const NEAR = 60; // px from the end that still count as being there
const MOST = 600; // messages kept in a tab that stays open for days
const TRIMMED = 300;
const RECENT = 300; // messages of frames that are kept for a page of history which was read before them
const TOGETHER = 5 * 60_000; // ms within which somebody goes on speaking
const byId = (id) => document.getElementById(id);

const seqOf = (item) => Number(item.dataset.seq);
const isHidden = (item) => item.dataset.author === "0"; // somebody the reader does not see

export class Log {
  /** `on` gets: took(item), changed() after any change, isRead(seq), trimmed(firstSeq), newest() and again(seq) to fetch. */
  constructor(announcer, on) {
    this.announcer = announcer;
    this.on = on;
    const { me, newer, top, found } = byId("room").dataset;
    this.me = me;
    this.newer = newer === "1";
    this.top = Number(top); // the highest seq there is, drawn here or not
    this.found = Number(found);
    this.scroller = byId("log");
    this.list = byId("messages");
    this.button = byId("jump-new");
    this.items = new Map();
    this.recent = new Map();
    this.unseen = 0;
    this.lineAt = 0; // the seq the line of what is new stands before
    this.lineDrawn = false; // since this tab was last looked at
    this.pinned = false;
  }

  begin() {
    for (const item of this.list.querySelectorAll(".message")) this.#take(item);
    this.arrange();
    document.documentElement.classList.add("has-clock");
    this.#listen();
    this.#start();
  }

  get seqs() {
    return [...this.items.keys()].sort((a, b) => a - b);
  }

  get first() {
    return this.items.size ? Math.min(...this.items.keys()) : 0;
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
      this.#remember(message);
      const isNew = message.seq > this.top;
      this.top = Math.max(this.top, message.seq);
      if (item) this.#fill(item, message);
      // What lies beyond a hole is fetched when the reader comes there.
      else if (message.seq > first && (!this.newer || message.seq === this.last + 1)) this.#insert(message, quietly || !isNew);
      else if (isNew && !quietly) this.#count(message);
    }
    this.newer &&= this.last < this.top;
    if (this.pinned && this.items.size > MOST) this.#trim();
    this.#changed();
  }

  /** Draw everything anew from what the site says now. */
  reset(messages, mine) {
    this.top = Math.max(0, ...messages.map((message) => message.seq));
    this.recent.clear();
    if (this.newer) {
      this.on.again(this.place()?.seq ?? this.first);
      return;
    }
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
    this.#add(items, (item) => this.list.prepend(item), true);
    this.scroller.scrollTop = this.scroller.scrollHeight - before;
    this.#changed();
  }

  /** Put later ones at the end; `top` is the highest seq there was when they were read. */
  append(items, top) {
    this.#add(items, (item) => this.list.append(item));
    this.#close(top);
    this.#changed();
  }

  /** Show another stretch of the room. */
  replace(items, top) {
    this.pinned = false;
    this.clear();
    this.append(items, top);
  }

  #add(items, put, backwards = false) {
    const all = [...items].filter((item) => item.matches(".message") && !this.find(item.dataset.seq));
    for (const item of backwards ? all.reverse() : all) {
      put(item);
      this.#take(item);
      const message = this.recent.get(seqOf(item));
      if (message) this.#fill(item, message);
    }
    this.arrange();
  }

  /** What came over the line while the page was under way follows, if nothing is missing in between. */
  #close(top) {
    this.top = Math.max(this.top, top);
    for (let seq = this.last + 1; this.recent.has(seq); seq += 1) this.#insert(this.recent.get(seq), true);
    this.newer = this.last < this.top;
    if (!this.newer) this.unseen = 0;
  }

  #remember(message) {
    if ((this.recent.get(message.seq)?.version ?? 0) > message.version) return;
    this.recent.delete(message.seq);
    this.recent.set(message.seq, message);
    if (this.recent.size > RECENT) this.recent.delete(this.recent.keys().next().value);
  }

  #fill(item, message) {
    if (Number(item.dataset.version) >= message.version) return;
    if (!item.querySelector(".tombstone") || message.body_html === undefined) {
      fill(item, message);
      return;
    }
    // It was gone and is back: of a place without words nothing is left that could be filled.
    const back = draw(message, this.find);
    item.replaceWith(back);
    this.#take(back);
    this.#fit(back);
  }

  /** Show a message and say which one. Tells whether it is here. */
  jump(seq, { focus = true } = {}) {
    let item = this.find(seq);
    while (item?.matches(".is-folded")) item = item.previousElementSibling;
    if (!item) return false;
    this.pinned = false;
    item.scrollIntoView({ block: "center" });
    if (focus) item.querySelector(".message-link").focus({ preventScroll: true });
    this.mark(item);
    return true;
  }

  /** The one message somebody came for. */
  mark(item) {
    for (const other of this.list.querySelectorAll(".is-found")) other.classList.remove("is-found");
    item?.classList.add("is-found");
  }

  toEnd() {
    this.pinned = !this.newer;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.settle();
  }

  /** Where the reader stands: the first message on the screen and how far beneath the upper edge; null at the end. */
  place() {
    this.#scrolled(); // the event of it may be still to come
    if (this.pinned) return null;
    const edge = this.scroller.getBoundingClientRect().top;
    for (const item of this.list.querySelectorAll(".message:not(.is-folded)")) {
      const { top, bottom } = item.getBoundingClientRect();
      if (bottom > edge) return { seq: seqOf(item), top: Math.round(top - edge) };
    }
    return null;
  }

  /** Stand there again. Tells whether it is here. */
  stand(place) {
    if (!place) {
      if (!this.newer) this.toEnd();
      return !this.newer;
    }
    const item = this.find(place.seq);
    if (!item) return false;
    this.pinned = false;
    const edge = this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += item.getBoundingClientRect().top - edge - place.top;
    this.#scrolled();
    return true;
  }

  /** Own newest message: say in words that it is stored. */
  sent(item) {
    for (const old of this.list.querySelectorAll(".message-state:not([hidden])")) old.hidden = true;
    const state = item.querySelector(".message-state");
    state.textContent = say("sent");
    state.hidden = false;
  }

  /** Keep to the end if the reader is there. */
  settle() {
    if (this.pinned) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.unseen = 0;
    }
    this.button.hidden = !this.unseen && !this.newer;
    this.button.textContent = this.unseen ? count("new", this.unseen) : say("newest");
  }

  #changed() {
    byId("log-empty").hidden = this.items.size > 0;
    byId("newer").hidden = !this.newer;
    this.settle();
    this.on.changed();
  }

  #listen() {
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.settle()).observe(this.scroller);
    new ResizeObserver(() => this.settle()).observe(this.scroller.querySelector(".log-inner"));
    this.button.addEventListener("click", async () => {
      const seq = this.seqs.at(-this.unseen || -1);
      if (this.newer) await this.on.newest();
      this.toEnd();
      // The button is gone now; the keyboard goes on from the first of the new ones.
      (this.find(seq) ?? this.find(this.last))?.querySelector(".message-link").focus({ preventScroll: true });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.lineDrawn = false;
      else this.settle();
    });
    times.atMidnight(() => this.arrange());
  }

  /** Where the page was asked for: a named message, else the line of what is new, else the end. */
  #start() {
    const named = this.find(Number(/^#m(\d+)$/.exec(location.hash)?.[1]) || this.found);
    const target = named ?? byId("new");
    this.toEnd();
    if (!target || (named && named === this.find(this.last) && !this.found)) return;
    if (named && this.jump(named.dataset.seq, { focus: false })) return;
    const above = target.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    if (above >= 0) return;
    this.scroller.scrollTop += above - 12;
    this.#scrolled();
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (!clientHeight) return; // hidden behind the details
    const pinned = !this.newer && scrollHeight - scrollTop - clientHeight < NEAR;
    if (pinned === this.pinned) return;
    this.pinned = pinned;
    if (pinned) this.settle();
  }

  #take(item) {
    this.items.set(seqOf(item), item);
    const time = item.querySelector(".message-link time");
    const before = time.textContent;
    times.show(time, item.dataset.at);
    const of = item.querySelector(".message-of");
    if (of && before !== time.textContent) of.textContent = say("of", { name: nameOf(item), time: time.textContent });
    this.on.took(item);
  }

  #insert(message, quietly) {
    const item = draw(message, this.find);
    let place = this.list.lastElementChild;
    while (place && !(seqOf(place) < message.seq)) place = place.previousElementSibling;
    if (place) place.after(item);
    else this.list.append(item);
    this.#take(item);
    if (!quietly && document.hidden && item.dataset.author !== this.me && !this.lineDrawn) {
      this.lineDrawn = true;
      if (!this.lineAt || this.on.isRead(this.lineAt)) this.line(message.seq);
    }
    this.#fit(item);
    const next = following(item);
    if (next) this.#fit(next);
    if (!quietly) this.#count(message, item);
  }

  /** Somebody else said something just now. */
  #count(message, item = draw(message, this.find)) {
    if (item.dataset.author === this.me || isHidden(item)) return;
    if (!this.pinned) this.unseen += 1;
    if (message.body_html) {
      this.announcer.message(nameOf(item), message.note ? excerpt(item) : wordsOf(item));
    }
  }

  /** The line "new since you were here"; it stays where it was put. */
  line(seq) {
    this.lineAt = seq;
    byId("new")?.remove();
    const item = this.seqs.map(this.find).find((each) => seqOf(each) >= seq);
    if (!item || this.first > seq) return;
    const line = Object.assign(document.createElement("li"), { className: "new-line", id: "new" });
    line.append(Object.assign(document.createElement("span"), { textContent: say("new-line") }));
    item.before(line);
    this.#fit(item);
  }

  // --- What stands between and around messages ------------------------------------------------------------

  /** Day lines, who goes on speaking and what is folded, for all that is here. */
  arrange() {
    const line = byId("new");
    if (line && !line.nextElementSibling) line.remove();
    if (this.lineAt && !byId("new")) this.line(this.lineAt);
    for (const old of this.list.querySelectorAll(".day")) old.remove();
    for (const item of this.list.querySelectorAll(".message")) this.#fit(item);
  }

  /** One message after the one before it. */
  #fit(item) {
    const before = preceding(item);
    const day = times.dayOf(item.dataset.at);
    const isSameDay = before && times.dayOf(before.dataset.at) === day;
    const lines = linesBefore(item);
    const dayLine = lines.find((line) => line.matches(".day"));
    if (isSameDay) dayLine?.remove();
    else if (!dayLine) (lines.at(-1) ?? item).before(times.dayLine(day));
    const goesOn = isSameDay && !lines.some((line) => line.matches(".new-line")) && before.dataset.author === item.dataset.author;
    const soon = goesOn && new Date(item.dataset.at) - new Date(before.dataset.at) < TOGETHER;
    item.classList.toggle("is-more", Boolean(soon) && !isHidden(item) && !item.querySelector(".message-answered"));
    item.classList.toggle("is-folded", Boolean(goesOn) && isHidden(item));
    if (isHidden(item)) this.#fold(item);
  }

  /** A run of messages of people the reader does not see is one line. */
  #fold(item) {
    let head = item;
    while (head.matches(".is-folded")) head = head.previousElementSibling;
    let n = 1;
    for (let next = head.nextElementSibling; next?.matches(".is-folded"); next = next.nextElementSibling) n += 1;
    head.querySelector(".tombstone").textContent = n > 1 ? say("hidden-many", { n }) : say("hidden");
  }

  #trim() {
    for (const seq of this.seqs.slice(0, this.items.size - TRIMMED)) {
      this.find(seq).remove();
      this.items.delete(seq);
    }
    for (let line; (line = this.list.firstElementChild) && !line.matches(".message"); ) line.remove();
    this.arrange();
    this.on.trimmed(this.first);
  }
}

function preceding(item) {
  let before = item.previousElementSibling;
  while (before && !before.matches(".message")) before = before.previousElementSibling;
  return before;
}

function following(item) {
  let next = item.nextElementSibling;
  while (next && !next.matches(".message")) next = next.nextElementSibling;
  return next;
}

/** The lines between the message before and this one, the nearest first. */
function linesBefore(item) {
  const lines = [];
  for (let line = item.previousElementSibling; line && !line.matches(".message"); line = line.previousElementSibling) lines.push(line);
  return lines;
}
