// Whether words call me by name: the same rule as rooms/mentions.py.

const { called = "[]" } = document.getElementById("room").dataset;
const fold = (words) => words.normalize("NFC").toLowerCase();
const names = JSON.parse(called).map(fold);
const AT = /(?<![\p{L}\p{N}_@])@(?=\S)/gu;
const GOES_ON = /^(?:[\p{L}\p{N}_@]|[-.][\p{L}\p{N}_])/u;

export function callsMe(text) {
  if (!text.includes("@")) return false;
  const words = fold(text);
  const called = ({ index }, name) =>
    words.startsWith(name, index + 1) && !GOES_ON.test(words.slice(index + 1 + name.length));
  return [...words.matchAll(AT)].some((at) => names.some((name) => called(at, name)));
}
