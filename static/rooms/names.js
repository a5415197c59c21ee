// What people are called, in every place of this page at once: a new name reaches what was drawn before, and where two
// read alike each stands with the name they sign in with.

import * as quotes from "./quotes.js";
import { say } from "./words.js";

const root = document.getElementById("room");
const known = new Map(); // id: {name, handle}
const DIGITS = { 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", i: "l" };
// Roughly as the site compares names (kernel/lookalikes.py).
const bones = (name) =>
  name.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}\p{Mc}]/gu, "").replace(/[0134578i]/g, (c) => DIGITS[c]);
let alike = new Set();

for (const link of root.querySelectorAll("a[data-person]")) {
  const handle = decodeURIComponent(link.pathname.split("/").at(-2));
  known.set(Number(link.dataset.person), { name: link.textContent.replace(` (${handle})`, ""), handle });
}
alike = twins();

function twins() {
  const groups = new Map();
  for (const [id, { name }] of known) groups.set(bones(name), [...(groups.get(bones(name)) ?? []), id]);
  return new Set([...groups.values()].filter((ids) => ids.length > 1).flat());
}

export function label({ id, name, handle }) {
  return alike.has(id) && handle && handle !== name ? `${name} (${handle})` : name;
}

/** People as the site says they are now. */
export function meet(people) {
  const before = alike;
  const changed = new Map();
  for (const { id, name, handle } of people) {
    const old = known.get(id);
    if (!handle || (old?.name === name && old.handle === handle)) continue;
    known.set(id, { name, handle });
    changed.set(id, old?.name);
  }
  if (!changed.size) return;
  alike = twins();
  for (const id of new Set([...changed.keys(), ...[...before, ...alike].filter((each) => before.has(each) !== alike.has(each))]))
    tell(id, changed.get(id));
}

function tell(id, was) {
  const person = { id, ...known.get(id) };
  for (const link of root.querySelectorAll(`a[data-person="${id}"]`)) link.textContent = label(person);
  if (!was || was === person.name) return;
  // An answer may speak to the older name.
  const seqs = [...root.querySelectorAll(`.message[data-author="${id}"]`)].map((item) => Number(item.dataset.seq));
  quotes.renamed(seqs, say("was", { name: person.name, was }));
}
