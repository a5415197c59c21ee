// More was to be taken back than one request carries: the page goes on by itself, and can be stopped.

const form = document.getElementById("goes-on");
const timer = setTimeout(() => form.requestSubmit(), 400);
document.addEventListener("click", () => clearTimeout(timer));
