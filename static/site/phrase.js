// Six words that are shown once: copied or printed with one press, where the browser can.
const words = document.getElementById("phrase");
const copy = document.querySelector("[data-copies]");
const print = document.querySelector("[data-prints]");
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText([...words.children].map((word) => word.textContent.trim()).join(" "));
    document.querySelector("[data-copied]").hidden = false;
  });
}
print.hidden = false;
print.addEventListener("click", () => window.print());
