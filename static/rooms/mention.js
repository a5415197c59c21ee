// After an @ in the writing field: the people to choose from, who are here or wrote something this tab shows. Nobody else
// is offered, so that looking for a name tells nothing about it.

import { count, say } from "./words.js";

const MOST = 6;
const TOKEN = /(?:^|[^\p{L}\p{N}_@])@([^\s@]{0,40}(?: [^\s@]{1,40})?)$/u;
const fold = (words) => words.normalize("NFC").toLowerCase();

class Mention {
  constructor(announcer) {
    this.announcer = announcer;
    this.field = document.getElementById("id_body");
    this.me = document.getElementById("room").dataset.me;
    this.list = Object.assign(document.createElement("ul"), { className: "mention", id: "mention", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("mention-label"));
    this.field.parentElement.before(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", "mention");
    for (const event of ["input", "click"]) this.field.addEventListener(event, () => this.#look());
    this.#look();
    this.field.addEventListener("blur", () => this.#close());
    // Before the field's own keys: Enter chooses here and does not send.
    this.field.form.addEventListener("keydown", (event) => this.#key(event), true);
    // A finger on a name must not take the focus, and with it the keyboard, from the field.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[role=option]")));
  }

  #look() {
    const { selectionStart: at, selectionEnd, value } = this.field;
    const token = at === selectionEnd ? TOKEN.exec(value.slice(0, at)) : null;
    const wanted = token ? fold(token[1]) : "";
    const people = token ? this.#people() : [];
    const fits = people.filter(({ name, handle }) =>
      [handle, fold(name), ...fold(name).split(" ")].some((each) => each.startsWith(wanted)),
    );
    const isDone = fits.some(({ name, handle }) => wanted && (fold(name) === wanted || handle === wanted));
    if (!fits.length || isDone) this.#close();
    else this.#open(fits.slice(0, MOST), at - token[1].length);
  }

  /** {name, handle}; two who read alike are told apart by their handles. */
  #people() {
    const found = new Map();
    for (const link of document.querySelectorAll("#people [data-person], #messages .message-name[data-person]")) {
      const handle = decodeURIComponent(/\/people\/([^/]+)\//.exec(link.href)?.[1] ?? "");
      const { person } = link.dataset;
      // Where two read alike the handle stands behind the name.
      const shown = link.textContent.trim();
      const name = shown.replace(` (${handle})`, "");
      if (person !== this.me && handle) found.set(person, { name, handle, alike: shown !== name });
    }
    const people = [...found.values()];
    const twice = (name) => people.filter((other) => fold(other.name) === fold(name)).length > 1;
    return people.map((each) => ({ ...each, put: each.alike || twice(each.name) ? each.handle : each.name }));
  }

  #open(people, from) {
    this.from = from;
    const before = this.list.childElementCount;
    this.list.replaceChildren(...people.map((person, n) => this.#option(person, n)));
    this.list.hidden = false;
    this.#mark(this.list.firstElementChild);
    if (people.length !== before) this.announcer.tell(count("mention", people.length));
  }

  #option({ name, handle, put }, n) {
    const option = Object.assign(document.createElement("li"), { id: `mention-${n}` });
    option.setAttribute("role", "option");
    option.dataset.put = put;
    option.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    if (put !== name) option.append(" ", Object.assign(document.createElement("span"), { textContent: handle }));
    return option;
  }

  #mark(option) {
    for (const each of this.list.children) each.setAttribute("aria-selected", String(each === option));
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (this.list.hidden || event.target !== this.field || event.isComposing || event.keyCode === 229) return;
    const marked = this.list.querySelector('[aria-selected="true"]');
    if (event.key === "ArrowDown") this.#mark(marked.nextElementSibling ?? this.list.firstElementChild);
    else if (event.key === "ArrowUp") this.#mark(marked.previousElementSibling ?? this.list.lastElementChild);
    else if (event.key === "Escape") this.#close();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) this.#choose(marked);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(option) {
    if (!option) return;
    this.field.setRangeText(`${option.dataset.put} `, this.from, this.field.selectionStart, "end");
    this.#close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }
}

let begun = false;

/** Once somebody has typed an @. */
export function begin(announcer) {
  if (!begun) new Mention(announcer);
  begun = true;
}
