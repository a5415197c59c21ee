// Earlier messages, when asked for or when the top is reached.

import { html } from "./http.js";
import { say } from "./words.js";

export class Older {
  constructor(log, announcer) {
    this.log = log;
    this.announcer = announcer;
    this.place = document.getElementById("older");
    this.link = this.place.querySelector("a");
    this.words = this.link.textContent;
    const { before, older, base } = document.getElementById("room").dataset;
    this.base = base;
    this.before = Number(before);
    this.more = older === "1";
    this.busy = false;
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.load();
    });
    // Reached, and not merely seen when the page opens on a short log.
    log.scroller.addEventListener("scroll", () => log.scroller.scrollTop < 200 && this.load(), { passive: true });
  }

  /** The log begins at another message now. */
  from(seq) {
    this.before = seq;
    this.more = seq > 1;
    this.place.hidden = !this.more;
  }

  async load() {
    if (this.busy || !this.more) return;
    this.busy = true;
    this.link.textContent = say("older-loading");
    try {
      const page = await html(`${this.base}messages/?before=${this.before}&fragment=1`);
      const list = new DOMParser().parseFromString(page, "text/html").querySelector("[data-older]");
      this.log.prepend(list.children);
      this.from(this.log.first);
      if (list.dataset.more === "0") this.more = false;
      this.place.hidden = !this.more;
      this.link.textContent = this.words;
    } catch {
      this.link.textContent = say("older-failed");
      this.announcer.tell(say("older-failed"));
    } finally {
      this.busy = false;
    }
  }
}
