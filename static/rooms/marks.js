// What has been read: only what was on a visible screen, in order and without a gap. The line of what is new stays
// where it was when this visit began, also after a reload; what lies above the page is said, with a way to it.

import { keep, kept } from "./kept.js";
import { count, say } from "./words.js";

const EVERY = 1500; // ms between two words to the site about it
const HALF = [0, 0.1, 0.25, 0.5, 1];

export class Marks {
  /** `on` gets: send(seq) telling whether it went out, first(seq) to show the first new one. */
  constructor(key, on) {
    this.key = `openhearth:line:${key}`;
    this.on = on;
    const { read, above, firstNew, member } = document.getElementById("room").dataset;
    this.read = Number(read);
    this.told = this.read;
    this.member = member === "1";
    this.above = Number(above);
    this.firstNew = Number(firstNew);
    this.bar = document.getElementById("more-new");
    this.onScreen = new Set();
    this.seen = new Set();
    this.timer = null;
    this.toldAt = 0;
    this.kept = 0;
    this.watcher = new IntersectionObserver((entries) => this.#looked(entries), { threshold: HALF });
    // Before the line rests, so that the last word still goes out.
    addEventListener("pagehide", () => this.tell(true));
  }

  /** The log is there: where its line stands. A visit goes on through a reload and the way back. */
  begin(log) {
    this.log = log;
    const way = performance.getEntriesByType("navigation")[0]?.type;
    const before = way === "reload" || way === "back_forward" ? Number(kept(this.key)) : 0;
    const at = before || this.firstNew;
    if (at) log.line(at);
    this.#keep();
    this.bar.querySelector("[data-first]").addEventListener("click", (event) => {
      event.preventDefault();
      this.on.first(this.read + 1);
    });
    this.bar.addEventListener("submit", (event) => {
      if (!this.on.send(log.top)) return;
      event.preventDefault();
      this.told = log.top;
      this.heard(log.top);
      log.scroller.focus();
    });
    document.addEventListener("visibilitychange", () => {
      this.#note();
      if (document.hidden) this.tell(true);
    });
  }

  watch(item) {
    this.watcher.observe(item);
  }

  /** The log has changed, or the site knows more than this tab did. */
  show() {
    if (!this.log) return;
    this.#keep();
    const left = Math.min(this.above, this.log.first - 1 - this.read);
    this.bar.hidden = !this.member || !(left > 0);
    if (left > 0 && left < 1000) this.bar.querySelector("[data-words]").textContent = count("above", left);
    this.#note();
  }

  /** The marker stands here, says the site: read in another tab or on another device. It never goes back. */
  heard(seq) {
    this.read = Math.max(this.read, seq);
    this.show();
  }

  /** Whoever has joined has a place to come back to from now on. */
  joined() {
    this.member = true;
    this.tell();
  }

  tell(now = false) {
    if (!this.member || this.read <= this.told) return;
    const wait = this.toldAt + EVERY - Date.now();
    if (wait > 0 && !now) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.tell();
      }, wait);
      return;
    }
    if (!this.on.send(this.read)) return;
    this.told = this.read;
    this.toldAt = Date.now();
  }

  #keep() {
    if (this.kept === this.log.lineAt) return;
    this.kept = this.log.lineAt;
    keep(this.key, String(this.kept));
  }

  #looked(entries) {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
      const enough = intersectionRatio >= 0.5 || intersectionRect.height * 2 >= (rootBounds?.height ?? Infinity);
      if (isIntersecting && enough) this.onScreen.add(target);
      else this.onScreen.delete(target);
    }
    this.#note();
  }

  #note() {
    if (document.hidden) return;
    for (let item of this.onScreen) {
      do {
        this.seen.add(Number(item.dataset.seq));
        item = item.nextElementSibling;
      } while (item?.matches(".is-folded"));
    }
    while (this.seen.has(this.read + 1)) {
      this.read += 1;
      this.seen.delete(this.read);
    }
    this.tell();
  }
}
