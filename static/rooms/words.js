// The sentences of the page are written, and translated, in the template; scripts only fill them in.

const table = new Map();
for (const item of document.getElementById("room-words").content.querySelectorAll("[data-say]")) {
  table.set(item.dataset.say, item.textContent.trim());
}

/** The sentence called `name`, with {holes} filled. */
export function say(name, holes = {}) {
  return (table.get(name) ?? "").replace(/\{(\w+)\}/g, (hole, key) => holes[key] ?? hole);
}

/** One or many: `name-one` or `name-many`, with {n} filled. */
export function count(name, n, holes = {}) {
  return say(`${name}-${n === 1 ? "one" : "many"}`, { n, ...holes });
}

/** The role of somebody in words; a role this page has no words for yet is said as it came. */
export const roleOf = ({ role }) => role && (say(`role-${role}`) || role);

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo" as the reader's language joins them. */
export function list(names) {
  try {
    return new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" }).format(names);
  } catch {
    return names.join(", ");
  }
}

/** A UUID, also where crypto.randomUUID is not offered (a site tried over plain http). */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
