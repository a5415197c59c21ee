// What the room says of itself, wherever it stands on the page: title, banner, what we keep to, pace, who is on duty.

import { say } from "./words.js";

const byId = (id) => document.getElementById(id);

export class About {
  constructor(announcer, composer) {
    this.announcer = announcer;
    this.composer = composer;
  }

  /** The state of the room as the site tells it; what is left out stays as it is. */
  show({ title, banner, rules, pace, slow_mode, staffing } = {}) {
    if (staffing) this.#staffing(staffing);
    if (pace) byId("pace").textContent = pace.words;
    if (slow_mode !== undefined) this.composer?.slow(slow_mode);
    if (title !== undefined) this.#title(title);
    if (banner !== undefined) this.#banner(banner);
    if (rules !== undefined) this.#rules(rules);
  }

  #staffing(staffing) {
    const before = byId("staffing-head").textContent;
    byId("room-staffing").textContent = say(`staffing-${staffing}`);
    byId("staffing-head").textContent = say(`staffing-short-${staffing}`);
    if (byId("staffing-head").textContent !== before) dispatchEvent(new Event("openhearth:staffing"));
  }

  #title(title) {
    const before = byId("room-title").textContent;
    if (title === before) return;
    byId("room-title").textContent = title;
    document.title = document.title.replace(before, title);
    byId("log-label").textContent = say("log-label", { room: title });
    const link = document.querySelector(".followed [aria-current] bdi");
    if (link) link.textContent = title;
  }

  #banner(banner) {
    const place = byId("room-banner");
    if (place.textContent === banner) return;
    place.textContent = banner;
    place.hidden = !banner;
    if (banner) this.announcer.tell(banner);
  }

  /** Under "About this room", and again for whoever has not written here yet. */
  #rules(rules) {
    for (const place of document.querySelectorAll("[data-if-rules]")) place.hidden = !rules.length;
    for (const place of document.querySelectorAll("[data-rules]")) {
      place.replaceChildren(...rules.map((rule) => Object.assign(document.createElement("p"), { textContent: rule })));
    }
  }
}
