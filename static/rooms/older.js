// Other stretches of the room: earlier and later ones when asked for or reached, one around a message, the newest.

import { html } from "./http.js";
import { say } from "./words.js";

export class Pages {
  constructor(log, announcer) {
    this.log = log;
    this.announcer = announcer;
    this.base = document.getElementById("room").dataset.base;
    this.place = document.getElementById("older");
    this.link = this.place.querySelector("a");
    this.later = document.getElementById("newer").querySelector("a");
    this.more = document.getElementById("room").dataset.older === "1";
    this.busy = false;
    this.tabbed = false;
    this.#on(this.link, () => this.older());
    this.#on(this.later, () => this.newer());
    this.#on(document.querySelector("#newer [data-newest]"), async () => {
      await this.newest();
      log.toEnd();
    });
    // Reached by somebody who scrolls; to walk through the page by Tab asks for nothing.
    for (const kind of ["keydown", "pointerdown", "wheel", "touchmove"]) {
      addEventListener(kind, (event) => (this.tabbed = event.key === "Tab"), { capture: true, passive: true });
    }
    log.scroller.addEventListener("scroll", () => this.#reached(), { passive: true });
  }

  #on(link, act) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  }

  #reached() {
    const { scrollTop, scrollHeight, clientHeight } = this.log.scroller;
    if (this.tabbed || !clientHeight) return;
    if (scrollTop < 200) this.older();
    else if (this.log.newer && scrollHeight - scrollTop - clientHeight < 200) this.newer();
  }

  /** The log begins at another message now. */
  from(seq, more = seq > 1) {
    this.more = more;
    this.place.hidden = !more;
  }

  older() {
    if (!this.more) return null;
    return this.#fetch(`before=${this.log.first}`, this.link, (list) => {
      this.log.prepend(list.children);
      this.from(this.log.first, list.dataset.more === "1");
    });
  }

  newer() {
    if (!this.log.newer) return null;
    return this.#fetch(`after=${this.log.last}`, this.later, (list) => this.log.append(list.children, Number(list.dataset.top)));
  }

  around = (seq) => this.#other(`around=${seq}`);

  newest = () => this.#other("");

  #other(which) {
    return this.#fetch(which, null, (list) => {
      this.log.replace(list.children, Number(list.dataset.top));
      this.from(this.log.first, list.dataset.more === "1");
    });
  }

  /** Tells whether it came. */
  async #fetch(which, link, show) {
    if (this.busy) return false;
    this.busy = true;
    const words = link?.dataset.words ?? link?.textContent;
    if (link) Object.assign(link, { textContent: say("older-loading") }).dataset.words = words;
    try {
      const page = await html(`${this.base}messages/?${which}&fragment=1`);
      show(new DOMParser().parseFromString(page, "text/html").querySelector("[data-older]"));
      if (link) link.textContent = words;
      return true;
    } catch {
      if (link) link.textContent = say("older-failed");
      this.announcer.tell(say("older-failed"));
      return false;
    } finally {
      this.busy = false;
    }
  }
}
